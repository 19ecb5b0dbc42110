// SPDX-License-Identifier: Apache-2.0
package io.quorate.availability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * May this node, or this set of nodes, go away now? They may if every partition keeps a leader and its {@code
 * min.insync.replicas}, the controllers keep a majority that is caught up, and all of that was really seen.
 *
 * <p>Partitions without a replica on the nodes do not count, whatever state they are in. A partition that is under min
 * ISR already and has a replica on one of the nodes counts: taking that replica away would delay its recovery. A node
 * that is down already is not in any ISR, so it needs no special case. A broker that has just died stays in every ISR for
 * {@code broker.session.timeout.ms} (9 s by default); it stops to follow the metadata log at once, though, and one that has
 * done so for more than 5 s is counted as gone.
 */
public final class RestartSafety {
    private RestartSafety() {}

    /**
     * Checks a set of nodes that would be down at the same time.
     *
     * @param state the cluster as it was seen; sections needed: brokers, topics, topic configs, quorum
     * @param nodes node ids of brokers and controllers
     * @return safe, or every reason why not
     * @throws IllegalArgumentException if {@code nodes} is empty
     */
    public static Verdict check(ClusterState state, Set<Integer> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("Did not check: name at least one node");
        }
        List<UnsafeReason> reasons = new ArrayList<>();
        for (int node : new TreeSet<>(nodes)) {
            if (!isKnown(state, node)) {
                reasons.add(new UnsafeReason.UnknownNode(node));
            }
        }
        Map<Integer, Duration> silent = silentBrokers(state, nodes);
        Set<Integer> gone = new TreeSet<>(nodes);
        gone.addAll(silent.keySet());
        FailureImpact impact = FailureImpact.of(state, gone);
        for (Gap gap : impact.gaps()) {
            reasons.add(new UnsafeReason.NotObserved(gap));
        }
        for (TopicPartition partition : impact.offline()) {
            if (isTouched(state, partition, nodes)) {
                reasons.add(new UnsafeReason.PartitionOffline(partition, isr(state, partition)));
            }
        }
        for (TopicPartition partition : impact.underMinIsr()) {
            if (isTouched(state, partition, nodes)) {
                int minIsr = state.minInSyncReplicas(partition.topic()).orElseThrow();
                reasons.add(new UnsafeReason.UnderMinIsr(
                        partition, isr(state, partition), find(state, partition).effectiveMinIsr(minIsr)));
            }
        }
        if (!impact.quorum().isKept()) {
            reasons.add(new UnsafeReason.QuorumNotKept(impact.quorum()));
        }
        if (!reasons.isEmpty()) {
            silent.forEach((node, behind) -> reasons.add(new UnsafeReason.SilentNode(node, behind)));
        }
        return reasons.isEmpty() ? new Verdict.Safe() : new Verdict.Unsafe(reasons);
    }

    /** Brokers that are taken for alive and have stopped to follow the metadata log, and for how long. */
    private static Map<Integer, Duration> silentBrokers(ClusterState state, Set<Integer> nodes) {
        Map<Integer, Duration> silent = new TreeMap<>();
        state.quorum().value().ifPresent(quorum -> {
            for (int node : state.onlineBrokers()) {
                if (!nodes.contains(node)) {
                    quorum.replica(node)
                            .flatMap(quorum::behindLeader)
                            .filter(behind -> behind.compareTo(QuorumImpact.TOLERANCE) > 0)
                            .ifPresent(behind -> silent.put(node, behind));
                }
            }
        });
        return silent;
    }

    private static boolean isTouched(ClusterState state, TopicPartition partition, Set<Integer> nodes) {
        return find(state, partition).replicas().stream().anyMatch(nodes::contains);
    }

    private static boolean isKnown(ClusterState state, int node) {
        return state.broker(node).isPresent()
                || state.quorum()
                        .value()
                        .flatMap((MetadataQuorum quorum) -> quorum.replica(node))
                        .isPresent();
    }

    private static List<Integer> isr(ClusterState state, TopicPartition partition) {
        return find(state, partition).isr();
    }

    private static Partition find(ClusterState state, TopicPartition partition) {
        Topic topic = state.topic(partition.topic()).orElseThrow();
        return topic.partition(partition.partition());
    }
}
