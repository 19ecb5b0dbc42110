// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.internal.KafkaFutures;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.plan.LogDirMove;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbstractOptions;
import org.apache.kafka.clients.admin.AddRaftVoterOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.AlterPartitionReassignmentsOptions;
import org.apache.kafka.clients.admin.AlterReplicaLogDirsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.ElectLeadersOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.DuplicateVoterException;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Speaks to brokers. Nothing is tried twice here: what fails in a way that may pass is tried again by the run, which
 * observes first.
 */
final class AdminGateway implements ClusterGateway {
    /** A request of 10,000 partitions is applied in part and answered with an unknown error (seen on 4.3.1). */
    private static final int MOST_PARTITIONS = 500;

    private static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

    private static final String CORDONED = "cordoned.log.dirs";

    private final Admin admin;
    private final Duration callTimeout;

    /** Whether the controller can refuse a change of the replication factor; until it turns out that it cannot. */
    private volatile boolean guards = true;

    AdminGateway(Admin admin, Duration callTimeout) {
        this.admin = admin;
        this.callTimeout = callTimeout;
    }

    @Override
    public ClusterState observe(Set<Section> sections, Predicate<String> topics) {
        return ClusterObserver.builder(admin)
                .callTimeout(callTimeout)
                .sections(sections)
                .topics(topics)
                .build()
                .observe();
    }

    @Override
    public Map<TopicPartition, KafkaException> reassign(
            Map<TopicPartition, Optional<List<Integer>>> targets, FactorChange factorChange) {
        try {
            return reassign(
                    targets,
                    new AlterPartitionReassignmentsOptions()
                            .allowReplicationFactorChange(factorChange == FactorChange.ALLOWED || !guards));
        } catch (UnsupportedVersionException e) {
            if (factorChange == FactorChange.ALLOWED || !guards) {
                throw e;
            }
            // The client refuses before it sends anything: the brokers are older than 4.1.
            guards = false;
            return reassign(targets, factorChange);
        }
    }

    private Map<TopicPartition, KafkaException> reassign(
            Map<TopicPartition, Optional<List<Integer>>> targets, AlterPartitionReassignmentsOptions options) {
        Map<TopicPartition, KafkaException> refused = new HashMap<>();
        List<TopicPartition> all = new ArrayList<>(targets.keySet());
        for (int from = 0; from < all.size(); from += MOST_PARTITIONS) {
            Map<TopicPartition, Optional<NewPartitionReassignment>> request = new HashMap<>();
            for (TopicPartition partition : all.subList(from, Math.min(all.size(), from + MOST_PARTITIONS))) {
                Optional<List<Integer>> target = targets.getOrDefault(partition, Optional.empty());
                request.put(partition, target.map(NewPartitionReassignment::new));
            }
            Map<TopicPartition, KafkaFuture<Void>> answers =
                    admin.alterPartitionReassignments(request, bounded(options)).values();
            answers.forEach((partition, answer) -> {
                try {
                    join(answer, "the reassignment of " + partition);
                } catch (UnsupportedVersionException e) {
                    throw e;
                } catch (KafkaException e) {
                    refused.put(partition, e);
                }
            });
        }
        return refused;
    }

    @Override
    public Map<TopicPartition, KafkaException> electPreferredLeaders(Set<TopicPartition> partitions) {
        Map<TopicPartition, KafkaException> refused = new HashMap<>();
        List<TopicPartition> all = List.copyOf(partitions);
        for (int from = 0; from < all.size(); from += MOST_PARTITIONS) {
            Set<TopicPartition> some = Set.copyOf(all.subList(from, Math.min(all.size(), from + MOST_PARTITIONS)));
            join(
                            admin.electLeaders(ElectionType.PREFERRED, some, bounded(new ElectLeadersOptions()))
                                    .partitions(),
                            "elections of preferred leaders")
                    .forEach((partition, error) -> error.filter(e -> !(e instanceof ElectionNotNeededException))
                            .ifPresent(e -> refused.put(
                                    partition, e instanceof KafkaException known ? known : new KafkaException(e))));
        }
        return refused;
    }

    @Override
    public Map<LogDirMove, KafkaException> moveLogDirs(Collection<LogDirMove> moves) {
        Map<LogDirMove, KafkaException> refused = new HashMap<>();
        List<LogDirMove> all = List.copyOf(moves);
        for (int from = 0; from < all.size(); from += MOST_PARTITIONS) {
            Map<TopicPartitionReplica, String> request = new HashMap<>();
            Map<TopicPartitionReplica, LogDirMove> names = new HashMap<>();
            for (LogDirMove move : all.subList(from, Math.min(all.size(), from + MOST_PARTITIONS))) {
                var replica = new TopicPartitionReplica(move.topic(), move.partition(), move.broker());
                request.put(replica, move.logDir());
                names.put(replica, move);
            }
            admin.alterReplicaLogDirs(request, bounded(new AlterReplicaLogDirsOptions()))
                    .values()
                    .forEach((replica, answer) -> {
                        try {
                            join(answer, "the log dir of " + replica);
                        } catch (KafkaException e) {
                            refused.put(names.get(replica), e);
                        }
                    });
        }
        return refused;
    }

    @Override
    public Map<Integer, Optional<String>> cordons(Set<Integer> brokers) {
        List<ConfigResource> resources =
                brokers.stream().map(AdminGateway::broker).toList();
        Map<Integer, Optional<String>> found = new HashMap<>();
        join(
                        admin.describeConfigs(resources, bounded(new DescribeConfigsOptions()))
                                .all(),
                        "the cordons of brokers " + brokers)
                .forEach((resource, config) -> {
                    ConfigEntry entry = config.get(CORDONED);
                    if (entry != null) {
                        boolean own = entry.source() == ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG;
                        found.put(
                                Integer.parseInt(resource.name()),
                                own ? Optional.ofNullable(entry.value()) : Optional.empty());
                    }
                });
        return found;
    }

    @Override
    public void cordon(int broker, Optional<String> logDirs) {
        AlterConfigOp op = new AlterConfigOp(
                new ConfigEntry(CORDONED, logDirs.orElse("")),
                logDirs.isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE);
        join(
                admin.incrementalAlterConfigs(Map.of(broker(broker), List.of(op)), bounded(new AlterConfigsOptions()))
                        .all(),
                "the cordon of broker " + broker);
    }

    private static ConfigResource broker(int node) {
        return new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(node));
    }

    @Override
    public void setMinIsr(String topic, int minInSyncReplicas) {
        set(new ConfigResource(ConfigResource.Type.TOPIC, topic), minInSyncReplicas);
    }

    @Override
    public void setDefaultMinIsr(int minInSyncReplicas) {
        set(new ConfigResource(ConfigResource.Type.BROKER, ""), minInSyncReplicas);
    }

    private void set(ConfigResource resource, int minInSyncReplicas) {
        AlterConfigOp op = new AlterConfigOp(
                new ConfigEntry(MIN_INSYNC_REPLICAS, String.valueOf(minInSyncReplicas)), AlterConfigOp.OpType.SET);
        join(
                admin.incrementalAlterConfigs(Map.of(resource, List.of(op)), bounded(new AlterConfigsOptions()))
                        .all(),
                "a change of configs");
    }

    @Override
    public void addVoter(String clusterId, DurabilityStep.AddVoter voter) {
        Set<RaftVoterEndpoint> endpoints = voter.endpoints().stream()
                .map(found -> new RaftVoterEndpoint(
                        found.listener(),
                        found.endpoint().host(),
                        found.endpoint().port()))
                .collect(Collectors.toSet());
        try {
            join(
                    admin.addRaftVoter(
                                    voter.nodeId(),
                                    voter.directoryId(),
                                    endpoints,
                                    bounded(new AddRaftVoterOptions().setClusterId(Optional.of(clusterId))))
                            .all(),
                    "controller " + voter.nodeId() + " joining the quorum");
        } catch (DuplicateVoterException e) {
            // It votes already: an earlier answer was lost. The run reads the quorum next and sees it.
            return;
        }
    }

    private <O extends AbstractOptions<O>> O bounded(O options) {
        return options.timeoutMs(Math.toIntExact(callTimeout.toMillis()));
    }

    private <T> T join(KafkaFuture<T> future, String what) {
        return KafkaFutures.join(future, callTimeout, what);
    }
}
