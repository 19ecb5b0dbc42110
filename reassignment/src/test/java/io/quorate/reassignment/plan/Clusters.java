// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Clusters as text: {@code 1,2 / 2,3} are two partitions of topic {@code t}, each with its replicas. */
final class Clusters {
    private Clusters() {}

    static ReplicaMap of(String partitions, int firstBroker, int lastBroker) {
        return of(partitions, firstBroker, lastBroker, node -> null);
    }

    static ReplicaMap of(String partitions, int firstBroker, int lastBroker, IntFunction<@Nullable String> rack) {
        return of(
                partitions,
                IntStream.rangeClosed(firstBroker, lastBroker)
                        .mapToObj(node -> PlacementBroker.available(node, rack.apply(node)))
                        .toList());
    }

    static ReplicaMap of(String partitions, List<PlacementBroker> brokers) {
        ReplicaMapBuilder builder = ReplicaMap.builder(brokers).topic("t", Uuid.ZERO_UUID, 0);
        for (String replicas : partitions.split("/", -1)) {
            builder.partition(
                    1,
                    Arrays.stream(replicas.trim().split(",", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray());
        }
        return builder.build();
    }

    static ReassignmentPlan plan(ReplicaMap map, ReassignmentGoal goal) {
        return plan(map, ReassignmentRequest.of(goal));
    }

    static ReassignmentPlan plan(ReplicaMap map, ReassignmentGoal goal, MovementPolicy policy) {
        return plan(map, ReassignmentRequest.builder(goal).movement(policy).build());
    }

    static ReassignmentPlan plan(ReplicaMap map, ReassignmentRequest request) {
        return ReassignmentPlanner.plan("", map, request);
    }

    /** The replicas of each broker afterwards, in the order of node ids, without those that hold none. */
    static List<Integer> loads(ReassignmentPlan plan) {
        return plan.after().loads().stream()
                .map(BrokerLoad::replicas)
                .filter(replicas -> replicas > 0)
                .sorted()
                .toList();
    }

    static List<Integer> leaders(ReassignmentPlan plan) {
        return plan.after().loads().stream().map(BrokerLoad::leaders).toList();
    }

    static List<List<Integer>> replicas(ReassignmentPlan plan) {
        List<List<Integer>> all = new ArrayList<>();
        for (int partition = 0; partition < plan.after().partitionCount(); partition++) {
            all.add(plan.after().replicas(partition));
        }
        return all;
    }
}
