// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import io.quorate.group.ConsumerGroup;
import io.quorate.time.Time;
import io.quorate.upgrade.plan.NodeRole;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A cluster without processes. It changes only while time passes, and time passes only while somebody waits: what a run saw
 * last is still true when it acts, so that whatever it does wrong is its own fault.
 *
 * <p>It judges each stop by itself, knowing nothing of the gate that is being judged.
 */
final class SimulatedCluster implements ClusterGateway, Time {
    static final String ID = "simulated";
    private static final Instant EPOCH = Instant.parse("2026-11-21T00:00:00Z");

    final Map<Integer, SimulatedNode> nodes = new TreeMap<>();
    final List<SimulatedPartition> partitions = new ArrayList<>();
    final Map<String, Integer> features = new TreeMap<>();
    /** What went wrong, by the judge. */
    final List<String> violations = new ArrayList<>();
    /** Which nodes were stopped at the same time. */
    final List<Set<Integer>> rounds = new ArrayList<>();

    private final Weather weather;
    Observed<Map<String, ConsumerGroup>> groups = Observed.present(Map.of());
    /** The end of the metadata log; it grows as time passes. */
    long logEnd = 100;

    /** Behind which offset a node must have a snapshot before it can run an older release. */
    long lowered = -1;

    /** Of the quorum's leader. */
    int epoch = 1;

    boolean isTooOldToElect;
    private int minIsr = 2;
    private long now;
    private int leader = -1;
    private boolean open;

    /** What happens to the cluster beside the upgrade. */
    interface Weather {
        void blow(SimulatedCluster cluster);

        Weather CALM = cluster -> {};
    }

    SimulatedCluster(Weather weather) {
        this.weather = weather;
        features.put("metadata.version", 21);
    }

    SimulatedNode add(NodeRole role, Optional<String> rack, KafkaVersion version) {
        SimulatedNode node = new SimulatedNode(nodes.size() + 1, role, rack, version);
        nodes.put(node.nodeId, node);
        return node;
    }

    SimulatedNode node(int nodeId) {
        return Objects.requireNonNull(nodes.get(nodeId), "node");
    }

    void addPartition(List<Integer> replicas) {
        partitions.add(new SimulatedPartition("t" + partitions.size(), replicas));
    }

    // Time

    @Override
    public Instant now() {
        return EPOCH.plusNanos(now);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        open = false;
        long until = now + duration.toNanos();
        while (now < until) {
            now = Math.min(until, now + Duration.ofMillis(500).toNanos());
            logEnd++;
            weather.blow(this);
            settle();
        }
    }

    /** ISRs and leaders follow what runs. */
    void settle() {
        for (SimulatedNode node : nodes.values()) {
            if (node.lostUntil.isPresent() && node.lostUntil.get() <= now) {
                node.start(now);
            }
        }
        for (SimulatedPartition partition : partitions) {
            partition.settle(nodes, now);
        }
        if (leader < 0 || !node(leader).isOnline(now)) {
            leader = voters().stream()
                    .filter(node -> node.isOnline(now))
                    .map(node -> node.nodeId)
                    .findFirst()
                    .orElse(-1);
        }
    }

    // What the judge sees

    void stopped(int nodeId) {
        judgePartitions(nodeId);
        if (node(nodeId).role.isController()) {
            long left = voters().stream()
                    .filter(voter -> voter.nodeId != nodeId && voter.isCaughtUp(now))
                    .count();
            if (left <= voters().size() / 2 && voters().size() > 2) {
                violations.add("node " + nodeId + " was stopped with " + left + " other voters caught up");
            }
        }
        if (!open) {
            rounds.add(new TreeSet<>());
            open = true;
        }
        rounds.get(rounds.size() - 1).add(nodeId);
    }

    /** Whether a partition waits for this very node. */
    boolean isHeldOffline(int nodeId) {
        return partitions.stream().anyMatch(partition -> partition.leader < 0 && partition.isr.equals(Set.of(nodeId)));
    }

    private void judgePartitions(int nodeId) {
        for (SimulatedPartition partition : partitions) {
            int before = partition.isr.size();
            int after = before - (partition.isr.contains(nodeId) ? 1 : 0);
            int needed = Math.min(minIsr, partition.replicas.size());
            boolean wasHealthy = before >= needed;
            if ((wasHealthy && after < needed) || (before > 0 && after == 0)) {
                violations.add("node " + nodeId + " was stopped with " + partition + " at ISR " + partition.isr);
            } else if (!wasHealthy && partition.isr.contains(nodeId)) {
                violations.add("node " + nodeId + " was stopped though " + partition + " was at ISR " + partition.isr);
            }
        }
    }

    private List<SimulatedNode> voters() {
        return nodes.values().stream().filter(node -> node.role.isController()).toList();
    }

    // What a run sees

    @Override
    public ClusterState observe() {
        settle();
        List<Broker> brokers = new ArrayList<>();
        for (SimulatedNode node : nodes.values()) {
            if (node.role.isBroker()) {
                brokers.add(new Broker(
                        node.nodeId,
                        new Endpoint("localhost", 9000 + node.nodeId),
                        node.rack.orElse(null),
                        !node.isOnline(now)));
            }
        }
        Map<String, Topic> topics = new TreeMap<>();
        Map<String, ConfigSet> configs = new TreeMap<>();
        for (SimulatedPartition partition : partitions) {
            topics.put(
                    partition.topic,
                    Topic.builder(partition.topic)
                            .id(new Uuid(7, partition.topic.hashCode()))
                            .partition(Partition.builder(0)
                                    .leader(partition.leader)
                                    .replicas(partition.replicas)
                                    .isr(List.copyOf(partition.isr))
                                    .build())
                            .build());
            configs.put(
                    partition.topic,
                    new ConfigSet(Map.of(
                            "min.insync.replicas",
                            new ConfigValue(String.valueOf(minIsr), ConfigValue.Source.DYNAMIC_TOPIC))));
        }
        return ClusterState.builder(ID, now())
                .brokers(Observed.present(brokers))
                .topics(Observed.present(topics))
                .topicConfigs(Observed.present(configs))
                .reassignments(Observed.present(List.of()))
                .features(Observed.present(new ClusterFeatures(features)))
                .quorum(Observed.present(quorum()))
                .build();
    }

    private MetadataQuorum quorum() {
        List<QuorumReplica> voters = voters().stream()
                .map(voter -> new QuorumReplica(
                        voter.nodeId,
                        Uuid.ZERO_UUID,
                        new QuorumReplica.Progress(
                                100,
                                Optional.of(now()),
                                Optional.of(voter.isCaughtUp(now) ? now() : now().minusSeconds(60)))))
                .toList();
        return new MetadataQuorum(new MetadataQuorum.Leadership(leader, epoch, logEnd), voters, List.of(), Map.of());
    }

    @Override
    public Map<Integer, DetectedVersion> versions(Set<Integer> nodeIds) {
        Map<Integer, DetectedVersion> found = new TreeMap<>();
        for (int node : nodeIds) {
            found.put(
                    node,
                    node(node).isOnline(now)
                            ? DetectedVersion.ofLine(node, node(node).runs.line(), "simulated")
                            : DetectedVersion.unknown(node, "it is down"));
        }
        return found;
    }

    @Override
    public boolean electPreferredLeaders(Set<TopicPartition> wanted) {
        if (isTooOldToElect) {
            return false;
        }
        partitions.forEach(SimulatedPartition::elect);
        return true;
    }

    @Override
    public Observed<Map<String, Integer>> finalizedFeatures(int brokerId) {
        return Observed.present(Map.copyOf(features));
    }

    @Override
    public void changeFeature(String feature, int level, FeatureChange how) {
        if (how == FeatureChange.TRY) {
            return;
        }
        features.put(feature, level);
        if (how == FeatureChange.LOWER_SAFELY) {
            lowered = logEnd++;
        }
        for (SimulatedNode node : nodes.values()) {
            if (level == 30 && node.role.isController() && node.runs.major() < 4) {
                violations.add(
                        "metadata.version 30 was finalized while controller " + node.nodeId + " runs " + node.runs);
            }
        }
    }

    @Override
    public Observed<Map<Integer, Integer>> minIsrDefaults() {
        return Observed.present(Map.of());
    }

    @Override
    public void setClusterMinIsr(int minInSyncReplicas) {
        minIsr = minInSyncReplicas;
    }

    @Override
    public Observed<Map<String, ConsumerGroup>> groups() {
        return groups;
    }
}
