// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A placement that the caller named. */
final class TargetPlacement {
    private TargetPlacement() {}

    static Placement place(ReplicaMap cluster, ReassignmentRequest request, ReassignmentGoal.ExplicitTarget target) {
        return new Placement(of(cluster, target), PlacementSummary.nothing(), List.of(), List.of());
    }

    private static ReplicaMap of(ReplicaMap before, ReassignmentGoal.ExplicitTarget target) {
        Map<String, Map<Integer, List<Integer>>> wanted = new HashMap<>();
        target.placements().forEach(found -> wanted.computeIfAbsent(found.topic(), any -> new HashMap<>())
                .put(found.partition(), found.replicas()));
        ReplicaMapBuilder after = ReplicaMap.builder(before.brokers());
        for (ReplicaMap.Topic topic : before.topics()) {
            after.topic(topic.name(), topic.id(), topic.minInSyncReplicas());
            for (int number = 0; number < topic.partitionCount(); number++) {
                int partition = topic.firstPartition() + number;
                List<Integer> replicas = new ArrayList<>(
                        wanted.getOrDefault(topic.name(), Map.of()).getOrDefault(number, before.replicas(partition)));
                after.partition(
                        before.size(partition),
                        replicas.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        return after.build();
    }
}
