// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.reassignment.execute.PartitionModel.Rules;
import io.quorate.reassignment.execute.ReassignmentResult.Outcome;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.ThrottleGateway;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of a run goes wrong once, in every way; whatever becomes of the run, the same plan finishes the job. */
class ReassignmentRunTest {
    private static final ConfigResource ORDERS = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
    private static final ConfigResource BROKER_1 = new ConfigResource(ConfigResource.Type.BROKER, "1");

    private final Rig rig = new Rig();

    @ParameterizedTest
    @EnumSource(Rules.class)
    void movesEveryPartitionToItsTargetAndLeavesNoThrottle(Rules rules) {
        ControllerModel cluster = cluster(rules);
        Map<ConfigResource, Map<String, String>> throttles = cluster.throttles.set();

        ReassignmentResult result = rig.run(cluster, plan(cluster));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertArrived(cluster);
        assertThat(cluster.throttles.set()).isEqualTo(throttles);
        assertThat(result.progress().fraction()).isEqualTo(1);
        assertThat(rig.events).hasAtLeastOneElementOfType(ReassignmentEvent.Advanced.class);
        assertThat(rig.journal.unfinished(ControllerModel.CLUSTER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rules.class)
    void isFinishedByTheSamePlanWhereverItWasKilled(Rules rules) {
        int calls = callsOfARun(rules);
        Map<String, CallFault> faults = new LinkedHashMap<>();
        faults.put("before", CallFault.before(CallFault.kill()));
        faults.put("after", CallFault.after(CallFault.kill()));
        faults.forEach((when, fault) -> {
            for (int call = 1; call <= calls; call++) {
                Rig killed = new Rig();
                ControllerModel cluster = cluster(rules);
                ReassignmentPlan plan = plan(cluster);
                Map<ConfigResource, Map<String, String>> throttles = cluster.throttles.set();
                cluster.failing(call, fault);

                assertThatThrownBy(() -> killed.run(cluster, plan)).isInstanceOf(CallFault.Killed.class);
                cluster.unharmed();
                ReassignmentResult result = killed.run(cluster, plan);

                assertThat(result.isSuccess())
                        .as("killed %s call %s: %s", when, call, result.describe())
                        .isTrue();
                assertArrived(cluster);
                assertThat(cluster.throttles.set())
                        .as("throttles, killed %s call %s", when, call)
                        .isEqualTo(throttles);
            }
        });
    }

    @Test
    void isFinishedByTheSamePlanAtWhicheverWriteOfTheJournalItWasKilled() {
        Rig counting = new Rig();
        ControllerModel whole = cluster(Rules.FROM_4_3);
        counting.run(whole, plan(whole)).throwIfFailed();
        int writes = counting.writes();
        for (int write = 1; write <= writes; write++) {
            for (boolean written : new boolean[] {false, true}) {
                Rig killed = new Rig();
                ControllerModel cluster = cluster(Rules.FROM_4_3);
                ReassignmentPlan plan = plan(cluster);
                Map<ConfigResource, Map<String, String>> throttles = cluster.throttles.set();
                killed.killAtWrite(write, written);

                assertThatThrownBy(() -> killed.run(cluster, plan)).isInstanceOf(CallFault.Killed.class);
                killed.killAtWrite(0, false);
                ReassignmentResult result = killed.run(cluster, plan);

                assertThat(result.isSuccess())
                        .as("killed at write %s: %s", write, result.describe())
                        .isTrue();
                assertArrived(cluster);
                assertThat(cluster.throttles.set()).isEqualTo(throttles);
            }
        }
    }

    @Test
    void aBrokerIsGivenBackByARunThatDoesNotCompleteWhereverTheOneBeforeWasKilled() {
        Rig counting = new Rig();
        ControllerModel whole = cluster(Rules.FROM_4_3);
        assertThat(counting.run(whole, drain(whole)).outcome()).isEqualTo(ReassignmentResult.Outcome.COMPLETED);
        assertThat(whole.cordoned).isEqualTo(Map.of(1, Optional.of("*")));
        for (int write = 1; write < counting.writes(); write++) {
            Rig killed = new Rig();
            ControllerModel cluster = cluster(Rules.FROM_4_3);
            ReassignmentPlan plan = drain(cluster);
            killed.killAtWrite(write, true);
            assertThatThrownBy(() -> killed.run(cluster, plan)).isInstanceOf(CallFault.Killed.class);
            killed.killAtWrite(0, false);
            cluster.meddle("payments", 1, List.of(5, 3));

            ReassignmentResult result = killed.run(cluster, plan);

            assertThat(result.outcome()).as("write %s", write).isEqualTo(ReassignmentResult.Outcome.INCOMPLETE);
            assertThat(cluster.cordoned).as("killed at write %s", write).isEmpty();
        }
    }

    private static ReassignmentPlan drain(ControllerModel cluster) {
        return ReassignmentPlanner.plan(
                ControllerModel.CLUSTER,
                Plans.map(cluster),
                ReassignmentRequest.of(new ReassignmentGoal.Decommission(Set.of(1))));
    }

    @Test
    void survivesEveryFaultThatPassesAtEveryCall() {
        Map<String, CallFault> faults = new LinkedHashMap<>();
        faults.put("time-out", CallFault.before(CallFault.timeout()));
        faults.put("answer lost", CallFault.after(CallFault.timeout()));
        faults.put("unreachable", CallFault.before(CallFault.unreachable()));
        int calls = callsOfARun(Rules.FROM_4_3);
        faults.forEach((name, fault) -> {
            for (int call = 2; call <= calls; call++) {
                Rig hit = new Rig();
                ControllerModel cluster = cluster(Rules.FROM_4_3);
                ReassignmentPlan plan = plan(cluster);
                cluster.failing(call, fault);

                ReassignmentResult result = hit.run(cluster, plan);

                if (!result.isSuccess()) {
                    result = hit.run(cluster, plan);
                }
                assertThat(result.isSuccess())
                        .as("%s at call %s: %s", name, call, result.describe())
                        .isTrue();
                assertArrived(cluster);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Rules.class)
    void goesBackToTheOrderedOriginalsWheneverItIsCancelled(Rules rules) {
        int calls = callsOfARun(rules);
        for (int call = 2; call <= calls; call++) {
            Rig cancelled = new Rig();
            ControllerModel cluster = cluster(rules);
            ReassignmentPlan plan = plan(cluster);
            Map<TopicPartition, List<Integer>> before = cluster.replicas();
            Map<ConfigResource, Map<String, String>> throttles = cluster.throttles.set();
            cluster.failing(call, CallFault.before(cancelled::cancel));

            ReassignmentResult result = cancelled.run(cluster, plan);

            assertThat(result.outcome())
                    .as("cancelled at call %s: %s", call, result.describe())
                    .isIn(Outcome.CANCELLED, Outcome.COMPLETED);
            assertThat(cluster.ongoing()).isEmpty();
            assertThat(cluster.throttles.set()).isEqualTo(throttles);
            if (result.outcome() == Outcome.CANCELLED) {
                assertThat(cluster.replicas()).as("cancelled at call %s", call).isEqualTo(before);
            }
        }
    }

    @Test
    void goesOnGoingBackAfterItWasKilledThere() {
        ControllerModel cluster = cluster(Rules.FROM_4_3);
        ReassignmentPlan plan = plan(cluster);
        Map<TopicPartition, List<Integer>> before = cluster.replicas();
        int calls = callsOfARun(Rules.FROM_4_3);
        cluster.failing(calls / 2, CallFault.before(rig::cancel));
        cluster.alsoFailing(calls / 2 + 12, CallFault.after(CallFault.kill()));
        assertThatThrownBy(() -> rig.run(cluster, plan)).isInstanceOf(CallFault.Killed.class);
        cluster.unharmed();

        ReassignmentResult result = rig.run(cluster, plan);

        assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.CANCELLED);
        assertThat(cluster.replicas()).isEqualTo(before);
    }

    private int callsOfARun(Rules rules) {
        ControllerModel cluster = cluster(rules);
        ReassignmentPlan plan = plan(cluster);
        cluster.unharmed();
        new Rig().run(cluster, plan);
        return cluster.calls();
    }

    private static ControllerModel cluster(Rules rules) {
        ControllerModel cluster = new ControllerModel(rules, 1, 2, 3, 4, 5, 6)
                .topic("orders", 2, List.of(List.of(1, 2, 3), List.of(2, 3, 1), List.of(3, 1, 2)))
                .topic("payments", 1, List.of(List.of(1), List.of(2, 1)))
                .topic("untouched", 2, List.of(List.of(4, 5, 6)));
        cluster.throttles.set(ORDERS, ThrottleGateway.LEADER_REPLICAS, "7:9");
        cluster.throttles.set(BROKER_1, ThrottleGateway.LEADER_RATE, "123456789");
        return cluster;
    }

    /** Three new replicas, two and a new leader, an order; a single replica moves, a factor is raised. */
    private static ReassignmentPlan plan(ControllerModel cluster) {
        return Plans.of(
                cluster,
                Map.of(
                        new TopicPartition("orders", 0), List.of(4, 5, 6),
                        new TopicPartition("orders", 1), List.of(5, 3, 4),
                        new TopicPartition("orders", 2), List.of(1, 2, 3),
                        new TopicPartition("payments", 0), List.of(4),
                        new TopicPartition("payments", 1), List.of(2, 1, 3, 6)));
    }

    private static void assertArrived(ControllerModel cluster) {
        assertThat(cluster.ongoing()).isEmpty();
        assertThat(cluster.partition("orders", 0).replicas).containsExactly(4, 5, 6);
        assertThat(cluster.partition("orders", 1).replicas).containsExactly(5, 3, 4);
        assertThat(cluster.partition("orders", 2).replicas).containsExactly(1, 2, 3);
        assertThat(cluster.partition("payments", 0).replicas).containsExactly(4);
        assertThat(cluster.partition("payments", 1).replicas).containsExactly(2, 1, 3, 6);
        cluster.partitions.forEach((name, partition) ->
                assertThat(partition.leader).as("leader of %s", name).isEqualTo(partition.replicas.get(0)));
    }
}
