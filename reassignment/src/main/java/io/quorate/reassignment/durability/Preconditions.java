// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must hold before anything is changed, whatever the plan is. */
final class Preconditions {
    private Preconditions() {}

    static List<DurabilityProblem> check(DurabilityPolicy policy, ClusterState state) {
        List<DurabilityProblem> problems = new ArrayList<>();
        List<Observed<?>> needed = List.of(
                seesOnlineBrokers(state) ? Observed.present(List.of()) : state.brokers(),
                state.topics(),
                state.topicConfigs(),
                state.brokerConfigs(),
                state.clusterDefaults(),
                state.reassignments(),
                state.quorum(),
                state.features(),
                state.logDirs());
        needed.forEach(section -> section.gaps().forEach(gap -> problems.add(new DurabilityProblem.NotObserved(gap))));
        Set<Integer> online = state.onlineBrokers();
        if (online.size() < policy.replicationFactor()) {
            problems.add(new DurabilityProblem.NotEnoughBrokers(policy.replicationFactor(), online));
        }
        deadBrokers(state).forEach((node, replicas) -> problems.add(new DurabilityProblem.DeadBroker(node, replicas)));
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            topic.partitions().stream()
                    .filter(Partition::isOffline)
                    .forEach(partition -> problems.add(new DurabilityProblem.OfflinePartition(
                            topic.topicPartition(partition.index()), candidates(partition))));
        }
        state.logDirs()
                .orElse(Map.of())
                .forEach((node, dirs) -> dirs.forEach(dir -> dir.problem()
                        .ifPresent(
                                cause -> problems.add(new DurabilityProblem.FailedLogDir(node, dir.path(), cause)))));
        return problems;
    }

    /**
     * Before Kafka 4.0 nobody can list fenced brokers. Nothing is decided by them: replicas come to brokers that are online,
     * and a dead broker that holds replicas is seen by these.
     */
    static boolean seesOnlineBrokers(ClusterState state) {
        return state.brokers().value().isPresent()
                && state.brokers().gaps().stream().allMatch(gap -> gap.kind() == Gap.Kind.UNSUPPORTED);
    }

    /** Registered and fenced, or a replica's home and not even registered; with the number of replicas there. */
    private static Map<Integer, Integer> deadBrokers(ClusterState state) {
        Map<Integer, Integer> dead = new TreeMap<>();
        state.brokers().orElse(List.of()).stream()
                .filter(Broker::fenced)
                .forEach(broker -> dead.put(broker.nodeId(), 0));
        Set<Integer> online = state.onlineBrokers();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            topic.partitions().forEach(partition -> partition.replicas().stream()
                    .filter(node -> !online.contains(node))
                    .forEach(node -> dead.merge(node, 1, Integer::sum)));
        }
        return dead;
    }

    private static List<Integer> candidates(Partition partition) {
        if (!partition.elr().isEmpty()) {
            return partition.elr();
        }
        return partition.lastKnownElr().isEmpty() ? partition.isr() : partition.lastKnownElr();
    }
}
