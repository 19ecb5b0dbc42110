// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.edit;
import static io.quorate.reassignment.plan.States.fence;
import static io.quorate.reassignment.plan.States.quorum;
import static io.quorate.reassignment.plan.States.withQuorum;
import static io.quorate.reassignment.plan.States.withTopic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityPlanner;
import io.quorate.reassignment.durability.DurabilityPolicy;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.execute.DurabilityResult.Outcome;
import io.quorate.reassignment.plan.States;
import io.quorate.reassignment.progress.DurabilityEvent;
import io.quorate.reassignment.progress.DurabilityListener;
import io.quorate.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** What somebody else changes between the plan and a step ends the run before harm is done. */
class DurabilityRefusalTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private final SimulatedCluster cluster =
            new SimulatedCluster(withTopic(cluster(1, 2, 3, 4), "orders", List.of(1), List.of(1), List.of(1)));

    @Test
    void isStaleIfATopicWasDeleted() {
        assertStale(
                DurabilityStep.GrowReplicas.class::isInstance,
                state -> state.toBuilder().topics(Observed.present(Map.of())).build(),
                "topic orders was deleted");
        assertThat(cluster.truth().reassignments().orElse(List.of())).isEmpty();
    }

    @Test
    void isStaleIfATopicWasDeletedAndCreatedAgain() {
        assertStale(
                DurabilityStep.RaiseMinIsr.class::isInstance,
                state -> withTopic(
                        state,
                        Topic.builder("orders")
                                .id(new Uuid(1, 1))
                                .partition(Partition.builder(0)
                                        .replicas(List.of(1, 2, 3))
                                        .isr(List.of(1, 2, 3))
                                        .leader(1)
                                        .build())
                                .build()),
                "deleted and created again");
        assertThat(cluster.truth().minInSyncReplicas("orders")).hasValue(1);
    }

    @Test
    void isStaleIfAPartitionGotOtherReplicas() {
        assertStale(
                DurabilityStep.GrowReplicas.class::isInstance,
                state -> edit(
                        state, ORDERS_0, found -> found.replicas(List.of(1, 4)).isr(List.of(1, 4))),
                "orders-0 has replicas [1, 4], and the plan is for [1] -> [1, 2, 3]");
    }

    @Test
    void isStaleIfATopicGotAPartitionWithTooFewReplicas() {
        assertStale(
                DurabilityStep.RaiseMinIsr.class::isInstance,
                state -> {
                    Topic.Builder more = Topic.builder("orders").id(States.idOf("orders"));
                    Topic before = state.topic("orders").orElseThrow();
                    before.partitions().forEach(more::partition);
                    more.partition(Partition.builder(3)
                            .replicas(List.of(4))
                            .isr(List.of(4))
                            .leader(4)
                            .build());
                    return withTopic(state, more.build());
                },
                "orders-3 has replicas [4], too few for min.insync.replicas=2");
        assertThat(cluster.truth().minInSyncReplicas("orders")).hasValue(1);
    }

    @Test
    void isStaleIfAControllerWasFormattedAgain() {
        assertStale(
                DurabilityStep.AddVoter.class::isInstance,
                state -> {
                    MetadataQuorum quorum = quorum(List.of(1), List.of(3));
                    QuorumReplica again = new QuorumReplica(
                            2, new Uuid(5, 5), States.caughtUp(2).progress());
                    return withQuorum(
                            state,
                            new MetadataQuorum(
                                    quorum.leadership(),
                                    quorum.voters(),
                                    List.of(again, quorum.observers().get(0)),
                                    Map.of()));
                },
                "controller 2 has another metadata log");
        assertThat(cluster.writes()).isZero();
    }

    @Test
    void waitsForABrokerThatIsGoneAndSaysWhichWhenNothingMoves() {
        DurabilityResult result = run(DurabilityStep.GrowReplicas.class::isInstance, state -> fence(state, 2));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure().orElseThrow())
                .isInstanceOf(OperationHaltedException.class)
                .hasMessageContaining("Nothing moved for PT1M")
                .hasMessageContaining("cannot be copied to [2]: not online");
        assertThat(((OperationHaltedException) result.failure().orElseThrow()).reasons())
                .hasSizeGreaterThan(1);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.describe()).contains("FAILED after", "[FAIL] brokers ready");
        assertThatThrownBy(result::throwIfFailed).isInstanceOf(OperationHaltedException.class);
    }

    @Test
    void doesNotRaiseMinIsrWhileAReplicaIsOutOfSync() {
        DurabilityResult result = run(
                DurabilityStep.RaiseMinIsr.class::isInstance,
                state -> fence(edit(state, ORDERS_0, found -> found.isr(List.of(1, 3))), 2));

        assertThat(result.failure().orElseThrow()).hasMessageContaining("orders-0 has ISR [1, 3] of replicas");
        assertThat(cluster.truth().minInSyncReplicas("orders")).hasValue(1);
    }

    @Test
    void doesNotAddAControllerThatIsBehindOrSilent() {
        MetadataQuorum quorum = quorum(List.of(1), List.of(2, 3));
        QuorumReplica behind = new QuorumReplica(
                2,
                new Uuid(9, 2),
                new QuorumReplica.Progress(1, Optional.of(States.NOW), Optional.of(States.NOW.minusSeconds(60))));
        MetadataQuorum lagging = new MetadataQuorum(
                quorum.leadership(),
                quorum.voters(),
                List.of(behind, quorum.observers().get(1)),
                Map.of());

        assertThat(run(DurabilityStep.AddVoter.class::isInstance, state -> withQuorum(state, lagging))
                        .failure()
                        .orElseThrow())
                .hasMessageContaining("controller 2 has not caught up");
        cluster.change(withQuorum(cluster.truth(), quorum));
        assertThat(run(
                                DurabilityStep.AddVoter.class::isInstance,
                                state -> withQuorum(state, quorum(List.of(1), List.of(3))))
                        .failure()
                        .orElseThrow())
                .hasMessageContaining("controller 2 does not follow the quorum");
        assertThat(cluster.writes()).isZero();
    }

    @Test
    void leavesTheOrderOfAPartitionAloneThatSomebodyReassigns() {
        DurabilityResult result = run(DurabilityStep.SpreadLeaders.class::isInstance, state -> {
            var removal = new OngoingReassignment(
                    ORDERS_0, state.topic("orders").orElseThrow().partition(0).replicas(), List.of(), List.of(3));
            var others = new OngoingReassignment(
                    new TopicPartition("orders", 1),
                    state.topic("orders").orElseThrow().partition(1).replicas(),
                    List.of(),
                    List.of(3));
            return state.toBuilder()
                    .reassignments(Observed.present(List.of(removal, others)))
                    .build();
        });

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(cluster.truth().reassignments().orElse(List.of())).hasSize(2);
        assertThat(cluster.truth().topic("orders").orElseThrow().partition(1).preferredLeader())
                .isEqualTo(1);
    }

    @Test
    void refusesToStartAPlanWithProblemsOrOfAnotherCluster() {
        DurabilityExecutor executor = executor(event -> {});
        DurabilityPlan refused = plan(withTopic(cluster(1, 2), "orders", List.of(1)));
        DurabilityPlan foreign = plan(ClusterState.builder("elsewhere", States.NOW)
                .brokers(cluster.truth().brokers())
                .quorum(cluster.truth().quorum())
                .features(cluster.truth().features())
                .topics(cluster.truth().topics())
                .topicConfigs(cluster.truth().topicConfigs())
                .brokerConfigs(cluster.truth().brokerConfigs())
                .clusterDefaults(cluster.truth().clusterDefaults())
                .reassignments(cluster.truth().reassignments())
                .logDirs(cluster.truth().logDirs())
                .build());

        assertThatThrownBy(() -> executor.start(refused))
                .isInstanceOfSatisfying(PlanRejectedException.class, e -> assertThat(e.problems())
                        .containsExactly(refused.describe()))
                .hasMessageContaining("Start 1 more");
        assertThatThrownBy(() -> executor.start(foreign))
                .isInstanceOf(StalePlanException.class)
                .hasMessageContaining("it is for cluster elsewhere, and this is cluster cluster");
        assertThat(cluster.writes()).isZero();
    }

    @Test
    void runsInAThreadOfItsOwnAndGoesOnWhenAListenerFails() {
        DurabilityExecutor executor = executor(event -> {
            if (event instanceof DurabilityEvent.StepStarted started) {
                cluster.spreading(started.position().step() instanceof DurabilityStep.SpreadLeaders);
            }
            throw new IllegalStateException("a listener that fails");
        });

        try (DurabilityExecution run = executor.start(plan(cluster.truth()))) {
            DurabilityResult result = run.await(Duration.ofSeconds(30));

            assertThat(result.isSuccess()).as(result.describe()).isTrue();
            assertThat(run.progress()).containsInstanceOf(DurabilityEvent.StepFinished.class);
            assertThat(run.completion().toCompletableFuture().join()).isSameAs(result);
            run.cancel();
        }
    }

    @Test
    void tellsThatItStillRuns() throws Exception {
        var proceed = new CountDownLatch(1);
        DurabilityExecution run = executor(event -> {
                    try {
                        proceed.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .start(plan(cluster.truth()));
        try {
            assertThatThrownBy(() -> run.await(Duration.ZERO))
                    .isInstanceOf(StillRunningException.class)
                    .hasMessageContaining("It goes on");
            run.close();
        } finally {
            proceed.countDown();
        }
        assertThat(run.await(Duration.ofSeconds(30)).outcome()).isEqualTo(Outcome.DETACHED);
    }

    @Test
    void checksItsSettings() {
        DurabilityExecutor.Builder builder = DurabilityExecutor.builder(cluster);

        assertThatThrownBy(() -> builder.stallTimeout(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> builder.stallTimeout(Duration.ofSeconds(-1))).hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> builder.partitionsInFlight(0)).hasMessageContaining("not 0");
    }

    private void assertStale(Predicate<DurabilityStep> at, UnaryOperator<ClusterState> change, String message) {
        DurabilityResult result = run(at, change);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure().orElseThrow())
                .isInstanceOf(StalePlanException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("Plan again");
        assertThat(((StalePlanException) result.failure().orElseThrow()).changes())
                .hasSize(1);
    }

    /** Runs, and changes the cluster when the first step of a kind begins. */
    private DurabilityResult run(Predicate<DurabilityStep> at, UnaryOperator<ClusterState> change) {
        boolean[] changed = {false};
        return new DurabilityRun(
                        plan(cluster.truth()),
                        cluster,
                        new RunControl(ManualTime.startingAt(States.NOW), Duration.ofMinutes(1)),
                        event -> {
                            if (event instanceof DurabilityEvent.StepStarted started) {
                                DurabilityStep step = started.position().step();
                                cluster.spreading(step instanceof DurabilityStep.SpreadLeaders);
                                if (!changed[0] && at.test(step)) {
                                    changed[0] = true;
                                    cluster.change(change.apply(cluster.truth()));
                                }
                            }
                        },
                        2)
                .run();
    }

    private DurabilityExecutor executor(DurabilityListener listener) {
        return DurabilityExecutor.builder(cluster)
                .listener(listener)
                .time(ManualTime.startingAt(States.NOW))
                .stallTimeout(Duration.ofMinutes(1))
                .partitionsInFlight(2)
                .build();
    }

    private static DurabilityPlan plan(ClusterState state) {
        return DurabilityPlanner.targeting(DurabilityPolicy.builder().build()).plan(state);
    }
}
