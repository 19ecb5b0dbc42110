// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.reassignment.execute.PartitionModel.Rules;
import io.quorate.reassignment.execute.ReassignmentResult.Outcome;
import io.quorate.reassignment.journal.JournalOwnershipException;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.PartitionProgress;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.ThrottleGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** What goes wrong in production (reference e), one after the other, in memory. */
class FailureTableTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);

    private final Rig rig = new Rig();
    private final ControllerModel cluster = new ControllerModel(Rules.FROM_4_3, 1, 2, 3, 4, 5)
            .topic("orders", 2, List.of(List.of(1, 2, 3), List.of(2, 3, 1)))
            .topic("other", 2, List.of(List.of(1, 2, 3)));

    @Test
    void sendsWhatADeadBrokerWasToGetElsewhereAndGoesOnForOthers() {
        atFirstFlight(() -> cluster.kill(4));

        ReassignmentResult result =
                rig.run(cluster, plan(Map.of(ORDERS_0, List.of(1, 2, 4), ORDERS_1, List.of(2, 5, 1))));

        assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.COMPLETED);
        // What a broker that is down has as a throttle cannot be restored, and is not forgotten.
        assertThat(result.owed()).singleElement().asString().contains("name='4'");
        assertThat(rig.journal.unfinished(ControllerModel.CLUSTER)).hasSize(1);
        assertThat(cluster.partition("orders", 0).replicas).containsExactly(1, 2, 5);
        assertThat(rig.events).hasAtLeastOneElementOfType(ReassignmentEvent.DestinationLost.class);
        assertThat(rig.events).hasAtLeastOneElementOfType(ReassignmentEvent.Redirected.class);
    }

    @Test
    void takesCopiesToADeadBrokerBackAndSaysSoWhereNobodyCanTakeItsPlace() {
        atFirstFlight(() -> {
            cluster.kill(4);
            cluster.kill(5);
        });

        ReassignmentResult result = rig.run(cluster, plan(Map.of(ORDERS_0, List.of(1, 2, 4))));

        assertThat(result.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(result.describe()).contains("waits for broker 4, which is not online");
        assertThat(cluster.ongoing()).isEmpty();
        assertThat(cluster.partition("orders", 0).replicas).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void goesOnWhenABrokerReturns() {
        ControllerModel few =
                new ControllerModel(Rules.UP_TO_4_2, 1, 2, 3, 4).topic("orders", 1, List.of(List.of(1, 2, 3)));
        boolean[] killed = {false};
        rig.on(event -> {
            if (event instanceof ReassignmentEvent.MovesStarted && !killed[0]) {
                killed[0] = true;
                few.kill(4);
            } else if (event instanceof ReassignmentEvent.Holding holding
                    && !holding.reasons().isEmpty()) {
                few.start(4);
            }
        });

        ReassignmentResult result = rig.run(few, Plans.of(few, Map.of(ORDERS_0, List.of(1, 2, 4))));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
    }

    @Test
    void doesNotBeginAPlanWhoseTargetIsNotOnline() {
        ReassignmentPlan plan = plan(Map.of(ORDERS_0, List.of(1, 2, 4)));
        cluster.kill(4);

        assertThatThrownBy(() -> rig.run(cluster, plan))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("Broker 4, which is to get 1 replicas, is not online");
        assertThat(cluster.submitted()).isZero();
    }

    @Test
    void waitsForReassignmentsOfOthersAndNeverCancelsThem() {
        ReassignmentPlan plan = plan(Map.of(ORDERS_0, List.of(1, 2, 4)));
        cluster.copying(0);
        cluster.meddle("orders", 0, List.of(1, 2, 5));
        rig.on(event -> {
            if (event instanceof ReassignmentEvent.Holding holding
                    && holding.reasons().toString().contains("by somebody else")) {
                assertThat(cluster.partition("orders", 0).adding).containsExactly(5);
                cluster.meddleByCancelling("orders", 0);
                cluster.copying(40);
            }
        });

        ReassignmentResult result = rig.run(cluster, plan);

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(cluster.partition("orders", 0).replicas).containsExactly(1, 2, 4);
    }

    @Test
    void refusesToBeginBesideReassignmentsOfOthersIfAskedTo() {
        ReassignmentPlan plan = plan(Map.of(ORDERS_0, List.of(1, 2, 4)));
        cluster.meddle("orders", 0, List.of(1, 2, 5));
        rig.with(builder -> builder.foreignReassignments(ForeignReassignments.REFUSE));

        assertThatThrownBy(() -> rig.run(cluster, plan)).hasMessageContaining("orders-0 to [1, 2, 5]");
    }

    @Test
    void leavesAPartitionAloneThatSomebodyHasGivenOtherReplicas() {
        ReassignmentPlan plan = plan(Map.of(ORDERS_0, List.of(1, 2, 4), ORDERS_1, List.of(2, 3, 4)));
        cluster.partition("orders", 0).replicas.set(2, 5);
        cluster.partition("orders", 0).isr.set(2, 5);

        ReassignmentResult result = rig.run(cluster, plan);

        assertThat(result.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(result.unfinished()).singleElement().satisfies(move -> {
            assertThat(move.state()).isEqualTo(MoveState.DRIFTED);
            assertThat(move.detail()).contains("[1, 2, 5]");
        });
        assertThat(cluster.partition("orders", 1).replicas).containsExactly(2, 3, 4);
    }

    @Test
    void cancelsAReassignmentThatCanNeverEndAndBeginsItAgain() {
        cluster.copying(10);
        atFirstFlight(() -> cluster.meddle("orders", 0, List.of(1, 2, 3)));

        ReassignmentResult result = rig.run(cluster, plan(Map.of(ORDERS_0, List.of(1, 2, 4))));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(rig.events).contains(new ReassignmentEvent.WedgeFound(ORDERS_0, true));
    }

    @Test
    void skipsTopicsThatAreGoneOrAreOthersNowAndMindsNoNewPartitions() {
        ReassignmentPlan plan =
                plan(Map.of(ORDERS_0, List.of(1, 2, 4), new TopicPartition("other", 0), List.of(1, 2, 5)));
        cluster.delete("other");
        cluster.grow("orders", List.of(3, 1, 2));

        ReassignmentResult deleted = rig.run(cluster, plan);

        assertThat(deleted.isSuccess()).as(deleted.describe()).isTrue();
        assertThat(deleted.unfinished())
                .extracting(ReassignmentResult.Unfinished::state)
                .containsExactly(MoveState.SKIPPED_DELETED);

        ReassignmentPlan again = plan(Map.of(ORDERS_0, List.of(1, 2, 3)));
        cluster.topicIds.put("orders", new Uuid(1, 1));
        ReassignmentResult recreated = rig.run(cluster, again);
        assertThat(recreated.unfinished())
                .extracting(ReassignmentResult.Unfinished::state)
                .containsExactly(MoveState.SKIPPED_RECREATED);
        assertThat(cluster.partition("orders", 0).replicas).containsExactly(1, 2, 4);
    }

    @Test
    void startsNothingWhilePartitionsOfOthersAreUnderMinIsr() {
        PartitionModel other = cluster.partition("other", 0);
        other.isr.removeAll(List.of(2, 3));
        other.copied.put(2, -1_000_000L);
        other.copied.put(3, -1_000_000L);
        rig.on(event -> {
            if (event instanceof ReassignmentEvent.Holding holding
                    && holding.reasons().toString().contains("under min.insync.replicas")) {
                assertThat(cluster.submitted()).isZero();
                other.isr.addAll(List.of(2, 3));
            }
        });

        ReassignmentResult result = rig.run(cluster, plan(Map.of(ORDERS_0, List.of(1, 2, 4))));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(rig.events)
                .filteredOn(ReassignmentEvent.Holding.class::isInstance)
                .isNotEmpty();
    }

    @Test
    void startsNothingForWhichThereIsNoRoom() {
        cluster.usable(150);
        rig.on(event -> {
            if (event instanceof ReassignmentEvent.Holding holding
                    && holding.reasons().toString().contains("bytes of room")) {
                assertThat(cluster.submitted()).isZero();
                cluster.usable(1_000);
            }
        });

        assertThat(rig.run(cluster, plan(Map.of(ORDERS_0, List.of(1, 2, 4)))).isSuccess())
                .isTrue();
        assertThat(rig.events)
                .filteredOn(ReassignmentEvent.Holding.class::isInstance)
                .isNotEmpty();
    }

    @Test
    void doesNotCancelWhatWouldLeaveAPartitionWithoutALeader() {
        atFirstFlight(() -> {
            PartitionModel partition = cluster.partition("orders", 0);
            partition.isr.clear();
            partition.isr.add(4);
            partition.copied.put(4, 100L);
            partition.leader = 4;
            rig.cancel();
        });
        rig.with(builder ->
                builder.limits(AdmissionLimits.builder().allReplicasAtOnce().build()));
        cluster.allowingAtOnce(2);

        ReassignmentResult result = rig.run(cluster, plan(Map.of(ORDERS_0, List.of(4, 5, 1))));

        assertThat(cluster.partition("orders", 0).leader).isPositive();
        assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.CANCELLED);
        assertThat(cluster.partition("orders", 0).replicas).containsExactly(1, 2, 3);
    }

    @Test
    void doesNotTouchASingleReplicaWhoseBrokerIsDown() {
        ControllerModel one =
                new ControllerModel(Rules.FROM_4_3, 1, 2, 3).topic("orders", 1, List.of(List.of(1), List.of(2)));
        ReassignmentPlan plan = Plans.of(one, Map.of(ORDERS_0, List.of(3), ORDERS_1, List.of(3)));
        one.kill(1);

        ReassignmentResult result = rig.run(one, plan);

        assertThat(result.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(one.partition("orders", 0).replicas).containsExactly(1);
        assertThat(one.partition("orders", 1).replicas).containsExactly(3);
    }

    @Test
    void refusesASecondRunWhileOneOwnsTheJournal() {
        ReassignmentPlan plan = plan(Map.of(ORDERS_0, List.of(1, 2, 4)));
        List<Throwable> refused = new ArrayList<>();
        atFirstFlight(() -> {
            try {
                new Rig(rig.journal).run(cluster, plan(Map.of(ORDERS_1, List.of(2, 3, 5))));
            } catch (JournalOwnershipException e) {
                refused.add(e);
            }
        });

        assertThat(rig.run(cluster, plan).isSuccess()).isTrue();
        assertThat(refused).hasSize(1);
    }

    @Test
    void settlesWhatAnotherPlanHasLeftBeforeItBegins() {
        Map<ConfigResource, Map<String, String>> throttles = cluster.throttles.set();
        cluster.copying(1);
        atFirstFlight(() -> {
            throw new CallFault.Killed();
        });
        // Killed at the event, which comes before the request; the next look of the same plan would start it.
        assertThatThrownBy(() -> rig.run(cluster, plan(Map.of(ORDERS_0, List.of(1, 2, 4)))))
                .isInstanceOf(CallFault.Killed.class);
        cluster.partition("orders", 0).reassign(List.of(1, 2, 4), Rules.FROM_4_3, cluster.online);
        cluster.copying(40);
        rig.on(event -> {});

        ReassignmentResult result = rig.run(cluster, plan(Map.of(ORDERS_1, List.of(2, 3, 5))));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(cluster.partition("orders", 0).replicas).containsExactly(1, 2, 3);
        assertThat(cluster.throttles.set()).isEqualTo(throttles);
        assertThat(rig.journal.unfinished(ControllerModel.CLUSTER)).isEmpty();
    }

    @Test
    void putsTheThrottleBackThatSomebodyReverts() {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
        AtomicInteger flights = new AtomicInteger();
        cluster.copying(5);
        rig.on(event -> {
            if (event instanceof ReassignmentEvent.Advanced && flights.incrementAndGet() == 3) {
                cluster.throttles.set(topic, ThrottleGateway.FOLLOWER_REPLICAS, "");
            }
        });

        assertThat(rig.run(cluster, plan(Map.of(ORDERS_0, List.of(1, 2, 4)))).isSuccess())
                .isTrue();
        assertThat(rig.events).hasAtLeastOneElementOfType(ReassignmentEvent.ThrottleNoticed.class);
    }

    @Test
    void tellsOfACopyThatDoesNotGrowAndGivesUpWithoutAMess() {
        Map<ConfigResource, Map<String, String>> throttles = cluster.throttles.set();
        atFirstFlight(() -> cluster.copying(0));

        ReassignmentResult result = rig.run(cluster, plan(Map.of(ORDERS_0, List.of(1, 2, 4))));

        assertThat(result.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(rig.events).hasAtLeastOneElementOfType(ReassignmentEvent.Stalled.class);
        assertThat(result.describe()).contains("Nothing moved for PT5M");
        assertThat(cluster.ongoing()).isEmpty();
        assertThat(cluster.throttles.set()).isEqualTo(throttles);
    }

    @Test
    void keepsToItsSlotsAndShowsProgressThatNeverGoesBack() {
        Map<TopicPartition, List<Integer>> targets = new HashMap<>();
        List<List<Integer>> replicas = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            replicas.add(List.of(1, 2, 3));
            targets.put(new TopicPartition("wide", i), i % 2 == 0 ? List.of(4, 5, 1) : List.of(1, 5, 3));
        }
        ControllerModel wide = new ControllerModel(Rules.UP_TO_4_2, 1, 2, 3, 4, 5)
                .topic("wide", 2, replicas)
                .allowingSlots(4);
        Map<TopicPartition, Long> copied = new HashMap<>();
        List<Double> fractions = new ArrayList<>();
        rig.with(builder -> builder.limits(AdmissionLimits.builder()
                        .replicasIntoBroker(4)
                        .replicasOutOfBroker(4)
                        .build()))
                .on(event -> {
                    if (event instanceof ReassignmentEvent.Advanced advanced) {
                        fractions.add(advanced.progress().fraction());
                        for (PartitionProgress copy : advanced.progress().inFlight()) {
                            assertThat(copied.merge(copy.partition(), copy.bytes(), Math::max))
                                    .as("%s to %s", copy.partition(), copy.adding())
                                    .isGreaterThanOrEqualTo(0);
                        }
                    }
                });

        ReassignmentResult result = rig.run(wide, Plans.of(wide, targets));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(fractions).isSorted().last().isEqualTo(1.0);
        assertThat(result.progress().copied().bytes()).isEqualTo(30 * 200 + 30 * 100);
        assertThat(result.timeline()).hasSizeGreaterThan(10);
    }

    @Test
    void finishesWhatIsInFlightAndNoMoreWhenItIsAskedToDrain() {
        rig.with(builder ->
                builder.limits(AdmissionLimits.builder().partitionsInFlight(1).build()));
        atFirstFlight(rig::drain);

        ReassignmentResult result =
                rig.run(cluster, plan(Map.of(ORDERS_0, List.of(1, 2, 4), ORDERS_1, List.of(2, 3, 4))));

        assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.DRAINED);
        assertThat(result.progress().count(MoveState.DONE)).isEqualTo(1);
        assertThat(cluster.ongoing()).isEmpty();
    }

    @Test
    void leavesTheThrottleToTheNextRunWhenItIsLetGo() {
        Map<ConfigResource, Map<String, String>> throttles = cluster.throttles.set();
        ReassignmentPlan plan = plan(Map.of(ORDERS_0, List.of(1, 2, 4)));
        rig.with(builder -> builder.pollInterval(Duration.ofSeconds(1)));
        atFirstFlight(rig::detach);

        assertThat(rig.run(cluster, plan).outcome()).isEqualTo(Outcome.DETACHED);
        assertThat(cluster.throttles.set()).isNotEqualTo(throttles);
        rig.on(event -> {});
        assertThat(rig.run(cluster, plan).isSuccess()).isTrue();
        assertThat(cluster.throttles.set()).isEqualTo(throttles);
    }

    private ReassignmentPlan plan(Map<TopicPartition, List<Integer>> targets) {
        return Plans.of(cluster, targets);
    }

    private void atFirstFlight(Runnable action) {
        boolean[] done = {false};
        rig.on(event -> {
            if (!done[0]
                    && event instanceof ReassignmentEvent.Advanced advanced
                    && advanced.progress().count(MoveState.IN_FLIGHT) > 0) {
                done[0] = true;
                action.run();
            }
        });
    }
}
