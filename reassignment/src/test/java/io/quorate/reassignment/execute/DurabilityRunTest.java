// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.withSize;
import static io.quorate.reassignment.plan.States.withTopic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigValue;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityPlanner;
import io.quorate.reassignment.durability.DurabilityPolicy;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.execute.DurabilityResult.Outcome;
import io.quorate.reassignment.plan.States;
import io.quorate.reassignment.progress.DurabilityEvent;
import io.quorate.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Every call of a run goes wrong once, in every way; whatever becomes of the run, the next one finishes the job. */
class DurabilityRunTest {
    private static final DurabilityPolicy POLICY = DurabilityPolicy.builder().build();
    private final List<DurabilityEvent> events = new ArrayList<>();

    @Test
    void meetsThePolicyAndSaysSo() {
        SimulatedCluster cluster = oneBrokerFullOfTopics();

        DurabilityResult result = run(cluster, new RunControl(time(), Duration.ofMinutes(1)));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(result.throwIfFailed().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.took()).isPositive();
        assertThat(plan(cluster).isEmpty()).isTrue();
        assertThat(events.get(0).describe()).isEqualTo("step 1 of 12: Wait until brokers [2, 3] are online");
        assertThat(events).doesNotHaveDuplicates();
        assertThat(events).extracting(DurabilityEvent::describe).anyMatch(line -> line.contains("still has"));
        assertThat(events).extracting(DurabilityEvent::describe).anyMatch(line -> line.contains("of 3 done"));
    }

    @Test
    void writesNothingIntoAClusterThatMeetsThePolicy() {
        SimulatedCluster cluster = oneBrokerFullOfTopics();
        DurabilityPlan old = plan(cluster);
        run(cluster, control());
        int writes = cluster.writes();

        assertThat(run(cluster, control()).isSuccess()).isTrue();
        assertThat(cluster.writes()).isEqualTo(writes);
        // The plan of before, with all its steps: each sees that it is done.
        assertThat(run(cluster, control(), old).isSuccess()).isTrue();
        assertThat(cluster.writes()).isEqualTo(writes);
    }

    @Test
    void lowersMinIsrAndThenTakesReplicasAwayWhereThePolicyIsExact() {
        DurabilityPolicy exact = DurabilityPolicy.builder()
                .replicationFactor(2)
                .minInSyncReplicas(1)
                .controllers(1)
                .exactly()
                .build();
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1, 2, 3), List.of(2, 3, 1));
        SimulatedCluster cluster = new SimulatedCluster(
                        States.withMinIsr(state, "orders", 3, ConfigValue.Source.DYNAMIC_TOPIC))
                .shrinking();
        DurabilityPlan plan = DurabilityPlanner.targeting(exact).plan(cluster.truth());

        DurabilityResult result = run(cluster, control(), plan);

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(cluster.truth().minInSyncReplicas("orders")).hasValue(1);
        assertThat(cluster.truth().topic("orders").orElseThrow().partitions())
                .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(2));
        // As if somebody had raised it again: then nothing is taken away.
        SimulatedCluster raised =
                new SimulatedCluster(States.withMinIsr(state, "orders", 3, ConfigValue.Source.DYNAMIC_TOPIC));
        DurabilityPlan onlyShrinks = DurabilityPlanner.targeting(exact)
                .plan(States.withMinIsr(state, "orders", 1, ConfigValue.Source.DYNAMIC_TOPIC));
        DurabilityResult refused = run(raised, control(), onlyShrinks);
        assertThat(refused.isSuccess()).isFalse();
        assertThat(refused.describe()).contains("has min.insync.replicas=3 again");
        assertThat(raised.truth().topic("orders").orElseThrow().replicationFactor(0))
                .isEqualTo(3);
    }

    @Test
    void survivesEveryFaultAtEveryCall() {
        Map<String, CallFault> faults = new LinkedHashMap<>();
        faults.put("time-out", CallFault.before(CallFault.timeout()));
        faults.put("answer lost", CallFault.after(CallFault.timeout()));
        faults.put("denied", CallFault.before(CallFault.denial()));
        faults.put("unreachable", CallFault.before(CallFault.unreachable()));
        faults.put("partitions refused", CallFault.refusal());
        int calls = callsOfARun();
        faults.forEach((name, fault) -> {
            for (int call = 1; call <= calls; call++) {
                SimulatedCluster cluster = oneBrokerFullOfTopics().failing(call, fault);

                DurabilityResult result = run(cluster, control());

                assertThat(result.outcome()).as("%s at call %s", name, call).isIn(Outcome.COMPLETED, Outcome.FAILED);
                if (!name.equals("denied") && !name.equals("partitions refused")) {
                    assertThat(result.isSuccess())
                            .as("%s at call %s passes: %s", name, call, result.describe())
                            .isTrue();
                }
                assertThat(result.failure().isPresent()).isEqualTo(result.outcome() == Outcome.FAILED);
                finishes(cluster, name + " at call " + call);
            }
        });
    }

    @Test
    void isFinishedByTheNextRunWhereverItWasKilled() {
        everyCall(control -> CallFault.before(CallFault.kill()), true);
        everyCall(control -> CallFault.after(CallFault.kill()), true);
    }

    @Test
    void isFinishedByTheNextRunWhereverItWasLetGo() {
        everyCall(control -> CallFault.before(() -> control.stop(RunControl.Stop.DETACH)), false);
    }

    @Test
    void leavesNothingInFlightWhereverItIsCancelled() {
        int calls = callsOfARun();
        for (int call = 1; call <= calls; call++) {
            for (boolean lost : new boolean[] {false, true}) {
                RunControl control = control();
                Runnable cancel = () -> control.stop(RunControl.Stop.CANCEL);
                SimulatedCluster cluster = oneBrokerFullOfTopics()
                        .failing(
                                call,
                                CallFault.after(
                                        lost
                                                ? () -> {
                                                    cancel.run();
                                                    CallFault.timeout().run();
                                                }
                                                : cancel));

                DurabilityResult result = run(cluster, control);

                assertThat(result.outcome()).isIn(Outcome.CANCELLED, Outcome.COMPLETED);
                assertThat(cluster.truth().reassignments().orElse(List.of()))
                        .as("in flight after cancel at call %s", call)
                        .isEmpty();
                finishes(cluster, "cancel at call " + call);
            }
        }
    }

    @Test
    void cancelsWhatAnEarlierRunHadInFlightInATopicThatItHasNotComeTo() {
        TopicPartition later = new TopicPartition("orders", 1);
        SimulatedCluster cluster = new SimulatedCluster(
                        States.reassigning(oneBrokerFullOfTopics().truth(), later, List.of(2, 3), List.of()))
                .frozen();
        RunControl control = control();
        cluster.failing(1, CallFault.before(() -> control.stop(RunControl.Stop.CANCEL)));

        assertThat(run(cluster, control).outcome()).isEqualTo(Outcome.CANCELLED);

        assertThat(cluster.truth().reassignments().orElse(List.of())).isEmpty();
        assertThat(cluster.truth().topic("orders").orElseThrow().partition(1).replicas())
                .containsExactly(1);
    }

    @Test
    void triesTheCancellingAgainUntilItIsSo() {
        RunControl control = control();
        Runnable cancel = () -> control.stop(RunControl.Stop.CANCEL);
        int first = callOfTheFirstReassignment();
        SimulatedCluster cluster = oneBrokerFullOfTopics().failing(first, CallFault.after(cancel));
        // The look before going back, and then the first try of it, come to nothing.
        cluster.alsoFailing(first + 1, CallFault.before(CallFault.unreachable()));
        cluster.alsoFailing(first + 3, CallFault.before(CallFault.timeout()));

        assertThat(run(cluster, control).outcome()).isEqualTo(Outcome.CANCELLED);

        assertThat(cluster.truth().reassignments().orElse(List.of())).isEmpty();
    }

    @Test
    void doesNotSayCancelledWhereTheCancellingIsRefused() {
        RunControl control = control();
        int first = callOfTheFirstReassignment();
        SimulatedCluster cluster =
                oneBrokerFullOfTopics().failing(first, CallFault.after(() -> control.stop(RunControl.Stop.CANCEL)));
        cluster.alsoFailing(first + 2, CallFault.refusal());

        DurabilityResult result = run(cluster, control);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure().orElseThrow()).hasMessageContaining("refused to cancel the reassignment of");
        finishes(cluster, "cancel refused");
    }

    @Test
    void leavesAPartitionInFlightWhoseOriginalReplicasAreAllOutOfSync() {
        TopicPartition stranded = new TopicPartition("orders", 0);
        ClusterState state = States.reassigning(oneBrokerFullOfTopics().truth(), stranded, List.of(2, 3), List.of());
        state = States.edit(state, stranded, found -> found.isr(List.of(2)).leader(2));
        SimulatedCluster cluster = new SimulatedCluster(state).frozen();
        RunControl control = control();
        cluster.failing(1, CallFault.before(() -> control.stop(RunControl.Stop.CANCEL)));

        assertThat(run(cluster, control).outcome()).isEqualTo(Outcome.CANCELLED);

        assertThat(cluster.truth().reassignments().orElse(List.of()))
                .extracting(found -> found.partition())
                .containsExactly(stranded);
    }

    private void everyCall(Function<RunControl, CallFault> fault, boolean dies) {
        int calls = callsOfARun();
        for (int call = 1; call <= calls; call++) {
            RunControl control = control();
            SimulatedCluster cluster = oneBrokerFullOfTopics().failing(call, fault.apply(control));
            try {
                DurabilityResult result = run(cluster, control);
                assertThat(dies)
                        .as("killed at call %s and went on: %s", call, result)
                        .isFalse();
            } catch (CallFault.Killed e) {
                assertThat(dies).isTrue();
            }
            finishes(cluster, "ended at call " + call);
        }
    }

    private void finishes(SimulatedCluster cluster, String what) {
        cluster.unharmed();
        DurabilityResult result = run(cluster, control());
        assertThat(result.isSuccess())
                .as("%s, and then %s", what, result.describe())
                .isTrue();
        assertThat(plan(cluster).isEmpty()).as(what).isTrue();
    }

    private int callsOfARun() {
        SimulatedCluster cluster = oneBrokerFullOfTopics();
        assertThat(run(cluster, control()).isSuccess()).isTrue();
        return cluster.calls();
    }

    private int callOfTheFirstReassignment() {
        for (int call = 1; call < 100; call++) {
            SimulatedCluster cluster = oneBrokerFullOfTopics().failing(call, CallFault.after(CallFault.kill()));
            try {
                run(cluster, control());
            } catch (CallFault.Killed e) {
                if (!cluster.truth().reassignments().orElse(List.of()).isEmpty()) {
                    return call;
                }
            }
        }
        return fail("no reassignment was started");
    }

    private DurabilityResult run(SimulatedCluster cluster, RunControl control) {
        return run(cluster, control, plan(cluster));
    }

    private DurabilityResult run(SimulatedCluster cluster, RunControl control, DurabilityPlan plan) {
        assertThat(plan.problems()).isEmpty();
        events.clear();
        cluster.begin();
        return new DurabilityRun(
                        plan,
                        cluster,
                        control,
                        event -> {
                            events.add(event);
                            if (event instanceof DurabilityEvent.StepStarted started) {
                                cluster.spreading(started.position().step() instanceof DurabilityStep.SpreadLeaders);
                            }
                        },
                        2)
                .run();
    }

    private static DurabilityPlan plan(SimulatedCluster cluster) {
        return DurabilityPlanner.targeting(POLICY).plan(cluster.truth());
    }

    private static SimulatedCluster oneBrokerFullOfTopics() {
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1), List.of(1), List.of(1));
        state = withTopic(withTopic(state, "__consumer_offsets", List.of(1), List.of(1)), "half", List.of(2, 1));
        return new SimulatedCluster(withSize(state, new TopicPartition("orders", 0), 1, 1 << 20));
    }

    private static RunControl control() {
        return new RunControl(time(), Duration.ofMinutes(1));
    }

    private static ManualTime time() {
        return ManualTime.startingAt(States.NOW);
    }
}
