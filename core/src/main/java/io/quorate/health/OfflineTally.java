// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.health.StartFirst.Recovery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions without leader, and which broker to start first: the one that brings most of them back without loss; then,
 * of what is left, the next. What cannot come back without loss comes last.
 */
final class OfflineTally {
    private final Roster roster;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Map<Way, Integer> ways = new HashMap<>();

    OfflineTally(Roster roster) {
        this.roster = roster;
    }

    /** Who may lead a partition again, and what becomes of its records then. */
    private record Way(Recovery recovery, Set<Integer> brokers) {}

    void add(Topic topic, int index) {
        partitions.add(topic.topicPartition(index));
        ways.merge(way(topic.partition(index)), 1, Integer::sum);
    }

    private static Way way(Partition partition) {
        Set<Integer> complete = new TreeSet<>(partition.isr());
        complete.addAll(partition.elr());
        if (!complete.isEmpty()) {
            return new Way(Recovery.NOTHING_LOST, complete);
        }
        return partition.lastKnownElr().isEmpty()
                ? new Way(Recovery.UNCLEAN, new TreeSet<>(partition.replicas()))
                : new Way(Recovery.LAST_KNOWN, new TreeSet<>(partition.lastKnownElr()));
    }

    Optional<HealthFinding> finding() {
        return partitions.isEmpty() ? Optional.empty() : Optional.of(new PartitionFinding.Offline(partitions, order()));
    }

    private List<StartFirst> order() {
        List<StartFirst> order = new ArrayList<>();
        for (Recovery recovery : Recovery.values()) {
            List<Map.Entry<Way, Integer>> left = new ArrayList<>(ways.entrySet().stream()
                    .filter(way -> way.getKey().recovery() == recovery
                            && !way.getKey().brokers().isEmpty())
                    .toList());
            while (!left.isEmpty()) {
                StartFirst next = best(left, recovery);
                order.add(next);
                left.removeIf(way -> way.getKey().brokers().contains(next.nodeId()));
            }
        }
        return order;
    }

    private StartFirst best(Collection<Map.Entry<Way, Integer>> left, Recovery recovery) {
        Map<Integer, Integer> byBroker = new TreeMap<>();
        left.forEach(
                way -> way.getKey().brokers().forEach(nodeId -> byBroker.merge(nodeId, way.getValue(), Integer::sum)));
        // Of two that bring back as many, the one that is down: that which runs has not brought them back.
        Map.Entry<Integer, Integer> best = byBroker.entrySet().stream()
                .min(Comparator.comparingInt((Map.Entry<Integer, Integer> found) -> -found.getValue())
                        .thenComparing(found -> roster.isOnline(found.getKey())))
                .orElseThrow();
        return new StartFirst(best.getKey(), best.getValue(), recovery, roster.isOnline(best.getKey()));
    }
}
