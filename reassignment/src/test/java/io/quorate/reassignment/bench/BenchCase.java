// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.bench;

import io.quorate.reassignment.plan.BalanceWeight;
import io.quorate.reassignment.plan.MovementPolicy;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.ReplicaMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is planned, and on which cluster. */
public enum BenchCase {
    REBALANCE_SKEWED("rebalance, a tenth of the brokers at twice their share"),
    ADD_QUARTER("add a quarter more brokers"),
    ADD_QUARTER_FULL_BALANCE("the same, full balance"),
    REMOVE_TENTH("remove a tenth of the brokers"),
    REMOVE_ONE("remove one broker"),
    REPLACE_ONE("replace one broker"),
    RAISE_TO_THREE("replication factor 1 and 2 to 3"),
    LOWER_TO_TWO("replication factor 1 and 3 to 2"),
    REPAIR_RACKS("repair racks, a twentieth of the partitions wrong"),
    BALANCE_LEADERS("balance leaders, skewed"),
    REBALANCE_BYTES("rebalance by bytes, skewed");

    private final String words;

    BenchCase(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    ReplicaMap cluster(int partitions) {
        int brokers = BenchCluster.brokers(partitions);
        BenchCluster cluster = BenchCluster.of(partitions);
        return switch (this) {
            case REBALANCE_SKEWED, BALANCE_LEADERS, REBALANCE_BYTES ->
                cluster.skewed().map(0);
            case ADD_QUARTER, ADD_QUARTER_FULL_BALANCE -> cluster.map(brokers / 4);
            case REPLACE_ONE -> cluster.map(1);
            case REPAIR_RACKS -> cluster.withRackViolations().map(0);
            default -> cluster.map(0);
        };
    }

    ReassignmentRequest request(int partitions) {
        int brokers = BenchCluster.brokers(partitions);
        return switch (this) {
            case REBALANCE_SKEWED -> ReassignmentRequest.of(new ReassignmentGoal.Rebalance());
            case ADD_QUARTER -> ReassignmentRequest.of(new ReassignmentGoal.AddBrokers(added(brokers)));
            case ADD_QUARTER_FULL_BALANCE ->
                ReassignmentRequest.builder(new ReassignmentGoal.AddBrokers(added(brokers)))
                        .movement(MovementPolicy.FULL_BALANCE)
                        .build();
            case REMOVE_TENTH -> ReassignmentRequest.of(new ReassignmentGoal.Decommission(tenth(brokers)));
            case REMOVE_ONE -> ReassignmentRequest.of(new ReassignmentGoal.Decommission(Set.of(brokers / 2)));
            case REPLACE_ONE -> ReassignmentRequest.of(new ReassignmentGoal.ReplaceBroker(brokers / 2, brokers));
            case RAISE_TO_THREE -> ReassignmentRequest.of(new ReassignmentGoal.ChangeReplicationFactor(3, Map.of()));
            case LOWER_TO_TWO -> ReassignmentRequest.of(new ReassignmentGoal.ChangeReplicationFactor(2, Map.of()));
            case REPAIR_RACKS -> ReassignmentRequest.of(new ReassignmentGoal.RepairRacks());
            case BALANCE_LEADERS -> ReassignmentRequest.of(new ReassignmentGoal.BalanceLeaders());
            case REBALANCE_BYTES ->
                ReassignmentRequest.builder(new ReassignmentGoal.Rebalance())
                        .weight(BalanceWeight.BYTES)
                        .build();
        };
    }

    /** The brokers that Kafka's generator is told to use; empty where it cannot do the same. */
    Set<Integer> kafkasBrokers(int partitions) {
        int brokers = BenchCluster.brokers(partitions);
        Set<Integer> all = IntStream.range(0, brokers).boxed().collect(Collectors.toCollection(TreeSet::new));
        switch (this) {
            case ADD_QUARTER, ADD_QUARTER_FULL_BALANCE -> all.addAll(added(brokers));
            case REMOVE_TENTH -> all.removeAll(tenth(brokers));
            case REMOVE_ONE -> all.remove(brokers / 2);
            case REPLACE_ONE -> {
                all.remove(brokers / 2);
                all.add(brokers);
            }
            case REBALANCE_SKEWED, REPAIR_RACKS -> {}
            default -> all.clear();
        }
        return all;
    }

    ReassignmentPlan plan(ReplicaMap cluster, int partitions) {
        return ReassignmentPlanner.plan("", cluster, request(partitions));
    }

    private static Set<Integer> added(int brokers) {
        return IntStream.range(brokers, brokers + brokers / 4).boxed().collect(Collectors.toSet());
    }

    private static Set<Integer> tenth(int brokers) {
        return IntStream.range(0, brokers)
                .filter(id -> id % 10 == id / 10 % 10)
                .boxed()
                .collect(Collectors.toSet());
    }
}
