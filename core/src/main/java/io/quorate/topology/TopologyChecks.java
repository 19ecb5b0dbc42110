// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds what is unwise about a topology. */
final class TopologyChecks {
    private static final int USUAL_REPLICAS = 3;
    private static final int ENOUGH_RACKS = 3;

    private final ClusterTopology topology;
    private final List<TopologyFinding> found = new ArrayList<>();

    private TopologyChecks(ClusterTopology topology) {
        this.topology = topology;
    }

    static List<TopologyFinding> of(ClusterTopology topology) {
        TopologyChecks checks = new TopologyChecks(topology);
        if (topology.quorum() != QuorumKind.ZOOKEEPER) {
            checks.controllers();
        }
        checks.racks();
        checks.durability();
        checks.nodes();
        checks.listeners();
        return checks.found.stream()
                .sorted(Comparator.comparing(TopologyFinding::severity))
                .toList();
    }

    private void controllers() {
        int count = topology.controllers().size();
        if (count < ENOUGH_RACKS) {
            found.add(new QuorumFinding.TooFewControllers(count));
        } else if (count % 2 == 0) {
            found.add(new QuorumFinding.EvenControllers(count));
        }
        List<Integer> combined = topology.controllers().stream()
                .filter(TopologyNode::isBroker)
                .map(TopologyNode::nodeId)
                .toList();
        if (!combined.isEmpty()) {
            found.add(new QuorumFinding.CombinedNodes(combined));
        }
        Map<String, Integer> perRack = new TreeMap<>();
        topology.controllers().forEach(node -> node.rack().ifPresent(rack -> perRack.merge(rack, 1, Integer::sum)));
        // Of two racks one always has too many, which is said once.
        if (topology.racks().size() >= ENOUGH_RACKS) {
            perRack.forEach((rack, there) -> {
                if (there > (count - 1) / 2 && count > 1) {
                    found.add(new QuorumFinding.ControllersInOneRack(rack, there, count));
                }
            });
        }
    }

    private void racks() {
        List<Integer> without = topology.brokers().stream()
                .filter(node -> node.rack().isEmpty())
                .map(TopologyNode::nodeId)
                .toList();
        int racks = (int) topology.brokers().stream()
                .flatMap(node -> node.rack().stream())
                .distinct()
                .count();
        if (racks > 0 && !without.isEmpty()) {
            found.add(new NodeFinding.RackMissing(without));
        }
        if (topology.racks().size() == 2 && topology.quorum() != QuorumKind.ZOOKEEPER) {
            found.add(new QuorumFinding.TwoRacks(List.copyOf(topology.racks())));
        }
        if (racks > 1) {
            int replicas = topology.durability().replicationFactor();
            int minIsr = topology.durability().minInSyncReplicas();
            int worst = RackSpread.of(
                            topology, Math.min(replicas, topology.brokers().size()))
                    .worst(fullestRack());
            if (without.isEmpty() && replicas - worst < minIsr && minIsr < replicas) {
                found.add(new DurabilityFinding.WritesLostWithRack(racks, replicas, minIsr));
            }
            if (replicas > racks) {
                found.add(new DurabilityFinding.ReplicationFactorAboveRacks(replicas, racks));
            }
        }
    }

    private Map<String, Integer> fullestRack() {
        Map<String, Integer> perRack = new TreeMap<>();
        topology.brokers().forEach(node -> node.rack().ifPresent(rack -> perRack.merge(rack, 1, Integer::sum)));
        return perRack.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> Map.of(entry.getKey(), entry.getValue()))
                .orElse(Map.of());
    }

    private void durability() {
        Durability asked = topology.durability();
        replicas("default.replication.factor", asked.replicationFactor());
        replicas("offsets.topic.replication.factor", asked.internalReplicationFactor());
        minIsr("min.insync.replicas", asked.minInSyncReplicas(), asked.replicationFactor());
        minIsr("transaction.state.log.min.isr", asked.internalMinIsr(), asked.internalReplicationFactor());
        if (asked.uncleanElection() == Durability.UncleanElection.ALLOWED) {
            found.add(new DurabilityFinding.UncleanElectionAllowed());
        }
        if (asked.topicCreation() == Durability.TopicCreation.AUTOMATIC) {
            found.add(new DurabilityFinding.AutomaticTopics());
        }
    }

    private void replicas(String key, int value) {
        int brokers = topology.brokers().size();
        if (value > brokers) {
            found.add(new DurabilityFinding.ReplicationFactorAboveBrokers(key, value, brokers));
        }
        if (value < USUAL_REPLICAS) {
            found.add(new DurabilityFinding.TooFewReplicas(key, value));
        }
    }

    private void minIsr(String key, int minIsr, int replicas) {
        if (minIsr >= replicas && replicas > 1) {
            found.add(new DurabilityFinding.MinIsrNotBelowReplicationFactor(key, minIsr, replicas));
        } else if (minIsr == 1 && replicas >= USUAL_REPLICAS) {
            found.add(new DurabilityFinding.MinIsrOfOne(key));
        }
    }

    private void nodes() {
        List<Integer> ephemeral = topology.nodes().values().stream()
                .filter(node -> node.storage() == Storage.EPHEMERAL)
                .map(TopologyNode::nodeId)
                .toList();
        if (!ephemeral.isEmpty()) {
            found.add(new NodeFinding.EphemeralStorage(ephemeral));
        }
    }

    private void listeners() {
        for (Listener listener : topology.listeners()) {
            if (listener.network().equals(Listener.INTERNAL)) {
                continue;
            }
            if (!listener.usesTls()) {
                found.add(new NodeFinding.UnencryptedListener(listener.name(), listener.network()));
            }
            List<Integer> missing = topology.brokers().stream()
                    .filter(node -> node.host(listener.network()).isEmpty())
                    .map(TopologyNode::nodeId)
                    .toList();
            if (!missing.isEmpty()) {
                found.add(new NodeFinding.UnreachableBrokers(listener.network(), missing));
            }
        }
    }
}
