// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ControllerEndpoint;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Partition;
import io.quorate.observe.ClusterConditions;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.reassignment.Everywhere;
import io.quorate.reassignment.durability.DurabilityAdvice;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityPlanner;
import io.quorate.reassignment.durability.DurabilityPolicy;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.progress.DurabilityEvent;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.NodeSpec;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterBuilder;
import io.quorate.testkit.cluster.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class DurabilityExecutorIT {
    private static final DurabilityPolicy POLICY = DurabilityPolicy.builder().build();

    @Test
    void takesOneBrokerToThreeUnderLoadThoughItsProcessIsKilledAtFourSteps() throws Exception {
        try (TestCluster cluster = calm().nodes(1).start()) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("orders", 4, (short) 1), new NewTopic("payments", 3, (short) 1)))
                    .all()
                    .get();
            Numbers.createInternalTopics(cluster.clientConfig(), "orders");
            Numbers.fill(cluster.clientConfig(), "payments", 3, 6);
            assertThat(plan(cluster, POLICY).describe()).contains("Start 2 more and plan again");
            cluster.addNode(NodeSpec.combined(2));
            cluster.addNode(NodeSpec.combined(3));
            Everywhere.await(cluster.admin(), ClusterConditions.brokersOnline(Set.of(1, 2, 3)));
            assertThat(plan(cluster, POLICY).bytesToCopy()).isGreaterThan(2 * 5_000_000);

            try (Numbers numbers = Numbers.startWriting(cluster.clientConfig(), "orders")) {
                kill(cluster, DurabilityEvent.StepFinished.class, DurabilityStep.AddVoter.class);
                kill(cluster, DurabilityEvent.StepAdvanced.class, DurabilityStep.GrowReplicas.class);
                kill(cluster, DurabilityEvent.StepStarted.class, DurabilityStep.RaiseMinIsr.class);
                kill(cluster, DurabilityEvent.StepStarted.class, DurabilityStep.SpreadLeaders.class);
                DurabilityResult result = run(cluster, POLICY);
                assertThat(result.isSuccess()).as(result.describe()).isTrue();

                // Each number once, none missing: nothing was lost, nothing came twice.
                List<Integer> written = numbers.end();
                assertThat(written).isNotEmpty();
                assertThat(numbers.readAll(4)).isEqualTo(written);
            }
            ClusterState state = awaitNothingToDo(cluster, POLICY);
            for (String topic : List.of("orders", "payments", "__consumer_offsets", "__transaction_state")) {
                assertThat(state.topic(topic).orElseThrow().partitions())
                        .as(topic)
                        .allSatisfy(found -> assertThat(found.isr()).hasSize(3));
                assertThat(state.minInSyncReplicas(topic)).as(topic).hasValue(2);
            }
        }
    }

    @Test
    void addsMereControllersWhoseListenersThePolicyNames() throws Exception {
        try (TestCluster cluster =
                calm().layout(Layout.SEPARATE).brokers(3).controllers(1).start()) {
            TestNode second = cluster.addNode(NodeSpec.controller(102));
            TestNode third = cluster.addNode(NodeSpec.controller(103));
            Everywhere.await(cluster.admin(), ClusterConditions.brokersOnline(Set.of(1, 2, 3)));
            assertThat(plan(cluster, POLICY).advice())
                    .hasAtLeastOneElementOfType(DurabilityAdvice.TooFewControllers.class)
                    .filteredOn(DurabilityAdvice.UnknownControllerEndpoint.class::isInstance)
                    .containsExactly(
                            new DurabilityAdvice.UnknownControllerEndpoint(102),
                            new DurabilityAdvice.UnknownControllerEndpoint(103));
            DurabilityPolicy named = DurabilityPolicy.builder()
                    .controllerEndpoint(102, endpoint(second))
                    .controllerEndpoint(103, endpoint(third))
                    .build();

            DurabilityResult result = run(cluster, named);

            assertThat(result.isSuccess()).as(result.describe()).isTrue();
            awaitNothingToDo(cluster, POLICY);
        }
    }

    @Test
    void takesReplicasAwayOnlyAfterMinInSyncReplicasWhereThePolicyIsExact() throws Exception {
        try (TestCluster cluster = calm().nodes(3).start()) {
            Everywhere.create(
                    cluster.admin(), new NewTopic("wide", 4, (short) 3).configs(Map.of("min.insync.replicas", "2")));
            Numbers.fill(cluster.clientConfig(), "wide", 4, 2);
            DurabilityPolicy narrow = DurabilityPolicy.builder()
                    .replicationFactor(2)
                    .minInSyncReplicas(1)
                    .topics("wide"::equals)
                    .exactly()
                    .build();
            assertThat(plan(cluster, narrow).steps())
                    .extracting(step -> step.getClass().getSimpleName())
                    .containsSubsequence("LowerMinIsr", "ShrinkReplicas");

            DurabilityResult result = run(cluster, narrow);

            assertThat(result.isSuccess()).as(result.describe()).isTrue();
            Everywhere.await(cluster.admin(), state -> {
                List<List<Integer>> found = state.topic("wide").orElseThrow().partitions().stream()
                        .map(Partition::replicas)
                        .toList();
                boolean narrowed = found.stream().allMatch(replicas -> replicas.size() == 2);
                OptionalInt minIsr = state.minInSyncReplicas("wide");
                return narrowed && minIsr.equals(OptionalInt.of(1))
                        ? List.of()
                        : List.of("wide has " + found + " and min.insync.replicas " + minIsr);
            });
        }
    }

    /** No broker is killed here, and with a session of 2 s a busy machine moves leaders. */
    private static TestClusterBuilder calm() {
        return TestCluster.builder().property("broker.session.timeout.ms", "9000");
    }

    /** Who is asked may have heard of less than who was asked at the end of the run. */
    private static ClusterState awaitNothingToDo(TestCluster cluster, DurabilityPolicy policy) {
        return ClusterWatch.using(ClusterObserver.using(cluster.admin()))
                .await(
                        state -> {
                            DurabilityPlan rest =
                                    DurabilityPlanner.targeting(policy).plan(state);
                            return rest.isEmpty() ? List.of() : List.of(rest.describe());
                        },
                        Duration.ofMinutes(1));
    }

    private static ControllerEndpoint endpoint(TestNode node) {
        var found = node.controllerEndpoint().orElseThrow();
        return new ControllerEndpoint(found.listener(), new Endpoint(found.host(), found.port()));
    }

    private static void kill(
            TestCluster cluster, Class<? extends DurabilityEvent> event, Class<? extends DurabilityStep> step) {
        DurabilityJob.killAt(cluster.bootstrapServers(), event, step);
        assertThat(plan(cluster, POLICY).isEmpty()).isFalse();
    }

    private static DurabilityPlan plan(TestCluster cluster, DurabilityPolicy policy) {
        return DurabilityPlanner.targeting(policy)
                .plan(ClusterObserver.using(cluster.admin()).observe());
    }

    private static DurabilityResult run(TestCluster cluster, DurabilityPolicy policy) {
        List<DurabilityEvent> events = new ArrayList<>();
        try (DurabilityExecution run = DurabilityExecutor.builder(cluster.admin())
                .listener(events::add)
                .build()
                .start(plan(cluster, policy))) {
            DurabilityResult result = run.await(Duration.ofMinutes(3));
            assertThat(events).isNotEmpty();
            return result;
        }
    }
}
