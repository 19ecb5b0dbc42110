// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.bench;

import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReplicaMap;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.metadata.placement.UsableBroker;
import org.apache.kafka.tools.reassign.ReassignPartitionsCommand;

/** What {@code kafka-reassign-partitions --generate} computes, without its questions to a cluster and without its printing. */
final class KafkasGenerator {
    private final Map<TopicPartition, List<Integer>> before = new HashMap<>();
    private final List<UsableBroker> brokers = new ArrayList<>();
    private Map<TopicPartition, List<Integer>> after = Map.of();

    KafkasGenerator(ReplicaMap cluster, Set<Integer> targets) {
        for (int partition = 0; partition < cluster.partitionCount(); partition++) {
            before.put(cluster.name(partition), cluster.replicas(partition));
        }
        for (PlacementBroker broker : cluster.brokers()) {
            if (targets.contains(broker.id())) {
                brokers.add(new UsableBroker(broker.id(), Optional.ofNullable(broker.rack()), false));
            }
        }
    }

    @SuppressWarnings("unchecked")
    KafkasGenerator generate() throws ReflectiveOperationException {
        Method method = ReassignPartitionsCommand.class.getDeclaredMethod("calculateAssignment", Map.class, List.class);
        method.setAccessible(true);
        after = Objects.requireNonNull((Map<TopicPartition, List<Integer>>) method.invoke(null, before, brokers));
        return this;
    }

    long moves() {
        return after.entrySet().stream()
                .mapToLong(entry -> entry.getValue().stream()
                        .filter(node ->
                                !before.getOrDefault(entry.getKey(), List.of()).contains(node))
                        .count())
                .sum();
    }
}
