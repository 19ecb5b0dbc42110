// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.deploy.RenderedCluster;
import io.quorate.observe.ClusterCondition;
import io.quorate.observe.ClusterConditions;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.testkit.distribution.KafkaDistribution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@link FailureTolerance} predicts is what happens when nodes are killed: each row of each layout, the worst choice of
 * nodes for it.
 */
class FailureToleranceIT {
    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 6;

    @TempDir
    Path directory;

    /** Four shapes of clusters. */
    enum Layout {
        SEPARATE,
        THREE_RACKS,
        TWO_RACKS,
        TWO_REPLICAS_AND_ONE_CONTROLLER
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void whatIsPredictedIsWhatIsSeen(Layout layout) throws Exception {
        ClusterTopology topology = topology(layout);
        try (RenderedCluster cluster = RenderedCluster.start(
                        topology, KafkaDistribution.of(KafkaDistribution.CURRENT), directory, Map.of());
                Admin admin = cluster.admin();
                Admin controllers = cluster.controllerAdmin()) {
            cluster.awaitAsDeclared(admin);
            admin.createTopics(List.of(new NewTopic(
                            TOPIC, PARTITIONS, (short) topology.durability().replicationFactor())))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            List<String> seen = new ArrayList<>();
            List<String> predicted = new ArrayList<>();
            Set<Integer> dead = new TreeSet<>();
            Observation observation = new Observation(cluster, admin, controllers);
            for (Map.Entry<Set<Integer>, List<Losses>> same :
                    rowsByLostNodes(topology).entrySet()) {
                Set<Integer> lost = same.getKey();
                if (!lost.containsAll(dead)) {
                    for (int nodeId : dead) {
                        cluster.start(nodeId);
                    }
                    dead.clear();
                    cluster.awaitAsDeclared(admin);
                }
                if (dead.isEmpty()) {
                    observation.awaitFullIsr();
                }
                for (int nodeId : lost) {
                    cluster.kill(nodeId);
                    dead.add(nodeId);
                }
                Outcome outcome =
                        observation.outcome(lost, topology.failureTolerance().losing(lost));
                for (Losses losses : same.getValue()) {
                    predicted.add(losses.describe() + " " + lost + ": "
                            + of(topology, losses).describe());
                    seen.add(losses.describe() + " " + lost + ": " + outcome.describe());
                }
            }
            assertThat(seen).hasSize(topology.failureTolerance().rows().size()).isEqualTo(predicted);
        }
    }

    /**
     * Rows that lose the same nodes are one look: a rack of one node is that node. Controllers come first, since they are back
     * sooner than brokers, which recover their logs.
     */
    private static Map<Set<Integer>, List<Losses>> rowsByLostNodes(ClusterTopology topology) {
        Map<Set<Integer>, List<Losses>> rows = new LinkedHashMap<>();
        topology.failureTolerance().rows().entrySet().stream()
                .sorted(Comparator.comparing(row -> row.getKey().controllers() == 0))
                .forEach(row -> rows.computeIfAbsent(
                                worst(topology, row.getKey(), row.getValue()), any -> new ArrayList<>())
                        .add(row.getKey()));
        return rows;
    }

    private static Outcome of(ClusterTopology topology, Losses losses) {
        return Objects.requireNonNull(topology.failureTolerance().rows().get(losses));
    }

    /** Nodes that, lost together, have the outcome that is promised at worst; those of the row before if possible. */
    private static Set<Integer> worst(ClusterTopology topology, Losses losses, Outcome outcome) {
        List<Integer> ids = new ArrayList<>();
        if (losses.racks() > 0) {
            return topology.racks().stream()
                    .map(rack -> topology.nodes().values().stream()
                            .filter(node -> node.rack().filter(rack::equals).isPresent())
                            .map(TopologyNode::nodeId)
                            .collect(Collectors.toCollection(TreeSet::new)))
                    .filter(set -> topology.failureTolerance().losing(set).equals(outcome))
                    .findFirst()
                    .orElseThrow();
        }
        (losses.brokers() > 0 ? topology.brokers() : topology.controllers()).forEach(node -> ids.add(node.nodeId()));
        Set<Integer> first = new TreeSet<>(ids.subList(0, losses.brokers() + losses.controllers()));
        assertThat(topology.failureTolerance().losing(first)).isEqualTo(outcome);
        return first;
    }

    private ClusterTopology topology(Layout layout) {
        ClusterTopologyBuilder builder = ClusterTopology.builder(ClusterTopology.randomClusterId())
                .property("broker.session.timeout.ms", "2000")
                .property("broker.heartbeat.interval.ms", "200")
                // A quorum that can be had is had within a second, so that a look of four tells that it cannot.
                .property("controller.quorum.election.timeout.ms", "300")
                .property("controller.quorum.election.backoff.max.ms", "100")
                .property("controller.quorum.fetch.timeout.ms", "600")
                .property("num.network.threads", "2")
                .property("group.initial.rebalance.delay.ms", "0");
        switch (layout) {
            case SEPARATE -> {
                Stream.of(1, 2, 3).forEach(id -> builder.node(controller(id)));
                Stream.of(11, 12, 13).forEach(id -> builder.node(broker(id)));
            }
            case THREE_RACKS -> Stream.of(1, 2, 3).forEach(id -> builder.node(combined(id, "rack-" + id)));
            case TWO_RACKS -> Stream.of(1, 2, 3).forEach(id -> builder.node(combined(id, id == 3 ? "b" : "a")));
            case TWO_REPLICAS_AND_ONE_CONTROLLER -> {
                builder.node(controller(1)).durability(Durability.of(2, 1));
                Stream.of(11, 12).forEach(id -> builder.node(broker(id)));
            }
        }
        return builder.build();
    }

    private TopologyNode controller(int id) {
        return RenderedCluster.here(TopologyNode.controller(id).build(), directory, "CONTROLLER");
    }

    private TopologyNode broker(int id) {
        return RenderedCluster.here(TopologyNode.broker(id).build(), directory, "CLIENT");
    }

    private TopologyNode combined(int id, String rack) {
        return RenderedCluster.here(TopologyNode.combined(id).rack(rack).build(), directory, "CLIENT", "CONTROLLER");
    }

    /** Looks with clients of its own, until what is expected is so, or long enough. */
    private record Observation(RenderedCluster cluster, Admin admin, Admin controllers) {
        private static final Duration PATIENCE = Duration.ofSeconds(90);

        void awaitFullIsr() {
            // A broker that has not found new controllers yet may be fenced, and leave every ISR, after we looked.
            ClusterCondition followed = state -> cluster.topology().nodes().keySet().stream()
                    .filter(id -> state.quorum()
                            .value()
                            .filter(quorum -> quorum.replica(id)
                                    .filter(replica -> quorum.isCaughtUp(replica, Duration.ofSeconds(5)))
                                    .isPresent())
                            .isEmpty())
                    .map(id -> "node " + id + " does not follow the quorum")
                    .toList();
            ClusterCondition full = ClusterConditions.topicsExist(Set.of(TOPIC))
                    .and(ClusterConditions.everyIsrFull(TOPIC::equals))
                    .and(followed);
            ClusterWatch.using(ClusterObserver.builder(admin)
                            .callTimeout(Duration.ofSeconds(6))
                            .build())
                    .await(full, Duration.ofSeconds(90));
        }

        Outcome outcome(Set<Integer> lost, Outcome expected) {
            boolean quorum = settles(expected.quorumKept(), () -> hasQuorum(lost));
            boolean brokersLeft = cluster.topology().brokers().stream().anyMatch(node -> !lost.contains(node.nodeId()));
            boolean wanted = expected.writes() == Outcome.Writes.ACCEPTED;
            boolean writes = brokersLeft && settles(wanted, this::acceptsEverywhere);
            return new Outcome(writes ? Outcome.Writes.ACCEPTED : Outcome.Writes.REFUSED, data(lost), quorum);
        }

        /** What it is after a few looks that all say the same, if they do not say what is expected. */
        private static boolean settles(boolean expected, BooleanSupplier look) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            int against = 0;
            while (System.nanoTime() < deadline) {
                if (look.getAsBoolean() == expected) {
                    return expected;
                }
                against++;
            }
            return against > 0 ? !expected : expected;
        }

        private boolean hasQuorum(Set<Integer> lost) {
            try {
                QuorumInfo quorum = controllers
                        .describeMetadataQuorum(new DescribeMetadataQuorumOptions().timeoutMs(4_000))
                        .quorumInfo()
                        .get(10, TimeUnit.SECONDS);
                return quorum.leaderId() >= 0 && !lost.contains(quorum.leaderId());
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A producer that does not ask a controller for an id, which a new idempotent one does. */
        private boolean acceptsEverywhere() {
            Map<String, Object> config = new HashMap<>(cluster.clientConfig());
            config.put("enable.idempotence", "false");
            config.put("acks", "all");
            config.put("max.block.ms", "4000");
            config.put("request.timeout.ms", "2000");
            config.put("delivery.timeout.ms", "4000");
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    sent.add(producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[] {1})));
                }
                for (Future<RecordMetadata> each : sent) {
                    each.get(10, TimeUnit.SECONDS);
                }
                return true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } catch (Exception e) {
                return false;
            }
        }

        /** Which replicas are left is where they are; what they would have at worst is arithmetic. */
        private DataSafety data(Set<Integer> lost) {
            Durability durability = cluster.topology().durability();
            int most = placement().stream()
                    .mapToInt(replicas ->
                            (int) replicas.stream().filter(lost::contains).count())
                    .max()
                    .orElseThrow();
            int replicas = durability.replicationFactor();
            return most >= replicas
                    ? DataSafety.ON_LOST_NODES
                    : most >= durability.minInSyncReplicas() ? DataSafety.SAFE_IF_ISR_WAS_FULL : DataSafety.SAFE;
        }

        private List<List<Integer>> placement() {
            return PLACED.computeIfAbsent(cluster, any -> {
                try {
                    return admin
                            .describeTopics(List.of(TOPIC))
                            .allTopicNames()
                            .get(10, TimeUnit.SECONDS)
                            .values()
                            .stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .map(partition -> partition.replicas().stream()
                                    .map(org.apache.kafka.common.Node::id)
                                    .toList())
                            .toList();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    /** Where replicas are does not change here, and cannot be asked when no broker is left. */
    private static final Map<RenderedCluster, List<List<Integer>>> PLACED = new HashMap<>();
}
