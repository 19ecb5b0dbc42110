// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static io.quorate.reassignment.plan.States.NOW;
import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.edit;
import static io.quorate.reassignment.plan.States.fence;
import static io.quorate.reassignment.plan.States.withBrokerConfig;
import static io.quorate.reassignment.plan.States.withKraftVersion;
import static io.quorate.reassignment.plan.States.withLogDirs;
import static io.quorate.reassignment.plan.States.withSize;
import static io.quorate.reassignment.plan.States.withTopic;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigValue;
import io.quorate.reassignment.durability.DurabilityAdvice.StaticBrokerConfig;
import io.quorate.reassignment.durability.DurabilityStep.AwaitBrokers;
import io.quorate.reassignment.durability.DurabilityStep.AwaitFullIsr;
import io.quorate.reassignment.durability.DurabilityStep.SpreadLeaders;
import io.quorate.reassignment.plan.States;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DurabilityPlannerTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    @Test
    void ordersTheStepsSoThatMinIsrRisesOnlyAfterEveryIsrIsFull() {
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1), List.of(1), List.of(1));
        state = withSize(withTopic(state, "__consumer_offsets", List.of(1)), ORDERS_0, 1, 1536);

        DurabilityPlan plan = plan(state);

        assertThat(plan.describe()).isEqualTo(String.join(System.lineSeparator(), """
                Plan for cluster cluster: replication factor 3, min.insync.replicas=2, 3 controllers
                   1. Wait until brokers [2, 3] are online
                   2. Add controller 2 (host2:9093) to the quorum, once caught up
                   3. Add controller 3 (host3:9093) to the quorum, once caught up
                   4. Raise the replication factor of __consumer_offsets from 1 to 3: 1 partitions, copying 0 B
                   5. Raise the replication factor of orders from 1 to 3: 3 partitions, copying 3.0 KiB
                   6. Wait until every replica of 2 topics is in the ISR
                   7. Set min.insync.replicas=2 on __consumer_offsets (now 1)
                   8. Set min.insync.replicas=2 on orders (now 1)
                   9. Set min.insync.replicas=2 as the default of the cluster (now 1)
                  10. Spread leaders: another preferred leader for 2 partitions, election of 2
                In all 3.0 KiB are copied between brokers.
                """.split("\n", -1)));
        assertThat(plan.bytesToCopy()).isEqualTo(3072);
        assertThat(plan).hasToString("DurabilityPlan for cluster: 10 steps, 0 problems");
    }

    @Test
    void hasNothingToDoWhereThePolicyIsMet() {
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1), List.of(1));

        DurabilityPlan plan = plan(AppliedPlan.to(state, plan(state)));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.describe()).contains("Nothing to do: the cluster meets the policy already.");
    }

    @Test
    void saysAllThatIsRefusedAndWhatItWouldDo() {
        ClusterState state = withTopic(cluster(1, 2, 3, 4, 5), "orders", List.of(1), List.of(5));
        state = withSize(fence(state, 5), ORDERS_0, 1, 3L << 30);
        state = States.reassigning(
                withTopic(state, "moving", List.of(1)), new TopicPartition("moving", 0), List.of(2), List.of());

        DurabilityPlan plan = plan(state);

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.steps()).isNotEmpty();
        assertThat(plan.describe())
                .contains("Refused, nothing will be changed:")
                .contains("! Broker 5 is not online and holds 1 replicas. Start it and wait")
                .contains("! moving-0 is being reassigned to [1, 2] by somebody else. Wait until it is done")
                .contains("would receive up to 3.3 GiB in /data, where 1.0 GiB are free. Make room");
    }

    @Test
    void plansNoStepsWhereThereAreTooFewBrokersForAny() {
        DurabilityPlan plan = plan(withTopic(cluster(1, 2), "orders", List.of(1)));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.problems()).hasSize(1);
        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.describe()).contains("Start 1 more and plan again").doesNotContain("In all");
    }

    @Test
    void doesTheRestAndSaysWhatIsLeftToDoByHandWhereTheQuorumIsStatic() {
        DurabilityPlan plan = plan(withKraftVersion(withTopic(cluster(1, 2, 3), "orders", List.of(1)), 0));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.steps())
                .hasAtLeastOneElementOfType(DurabilityStep.GrowReplicas.class)
                .noneMatch(DurabilityStep.AddVoter.class::isInstance);
        assertThat(plan.describe()).contains("  * By hand: The quorum is static");
        ClusterState after =
                AppliedPlan.to(withKraftVersion(withTopic(cluster(1, 2, 3), "orders", List.of(1)), 0), plan);
        assertThat(plan(after).isEmpty()).isTrue();
        assertThat(plan(after).describe())
                .contains("Nothing to do but this:", "The quorum is static")
                .doesNotContain("meets the policy");
    }

    @Test
    void waitsForAnIsrThatIsNotFullEvenIfNothingElseIsToDo() {
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1, 2, 3));
        ClusterState met = AppliedPlan.to(state, plan(state));

        assertThat(plan(edit(met, ORDERS_0, found -> found.isr(List.of(1, 2)))).steps())
                .containsExactly(new AwaitFullIsr(Set.of("orders")));
    }

    @Test
    void waitsForEveryTopicBeforeTheDefaultIsRaised() {
        ClusterState state = withTopic(withTopic(cluster(1, 2, 3), "a", List.of(1, 2, 3)), "b", List.of(2, 3, 1));
        ClusterState met = AppliedPlan.to(state, plan(state));

        assertThat(plan(withBrokerConfig(met, 2, States.MIN_ISR, "1")).steps())
                .containsExactly(new AwaitFullIsr(Set.of("a", "b")), new DurabilityStep.RaiseDefaultMinIsr(1, 2));
    }

    @Test
    void electsALeaderThatIsNotThePreferredOneWithoutAnotherOrder() {
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1, 2, 3));
        ClusterState met = AppliedPlan.to(state, plan(state));

        assertThat(plan(edit(met, ORDERS_0, found -> found.leader(2))).steps())
                .containsExactly(new SpreadLeaders(List.of(), Set.of(ORDERS_0)));
    }

    @Test
    void waitsForNoBrokerThatReceivesNothing() {
        ClusterState state = withTopic(cluster(1, 2, 3, 4), "orders", List.of(1, 2));

        assertThat(plan(state).steps().get(0)).isEqualTo(new AwaitBrokers(Set.of(3)));
    }

    @Test
    void leavesTopicsAloneThatThePolicyDoesNotCover() {
        DurabilityPolicy none =
                DurabilityPolicy.builder().topics(name -> false).controllers(1).build();
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1), List.of(1), List.of(1));

        assertThat(DurabilityPlanner.targeting(none).plan(state).steps())
                .containsExactly(new DurabilityStep.RaiseDefaultMinIsr(1, 2));
    }

    @Test
    void refusesWhatWasNotSeenAtAll() {
        DurabilityPlan plan = plan(ClusterState.builder("cluster", NOW).build());

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.problems()).hasSizeGreaterThan(1);
    }

    @Test
    void advisesAboutConfigsByWhichTopicsWillBeMadeWithTooFewReplicas() {
        ClusterState state = cluster(1, 2, 3);
        for (String key : List.of(
                "default.replication.factor",
                "offsets.topic.replication.factor",
                "transaction.state.log.replication.factor")) {
            state = withBrokerConfig(withBrokerConfig(state, 1, key, "3"), 2, key, "1");
        }

        assertThat(plan(state).advice())
                .containsExactly(
                        new StaticBrokerConfig("default.replication.factor", 1, 3),
                        new StaticBrokerConfig("offsets.topic.replication.factor", 1, 3),
                        new StaticBrokerConfig("transaction.state.log.replication.factor", 1, 3));
        assertThat(plan(state).advice().get(0).describe())
                .contains("default.replication.factor=1 on at least one broker", "Set default.replication.factor=3");
        assertThat(plan(withTopic(state, "__consumer_offsets", List.of(1))).advice())
                .as("a topic that is there is grown, whatever the config says")
                .doesNotContain(new StaticBrokerConfig("offsets.topic.replication.factor", 1, 3));
        assertThat(plan(withBrokerConfig(state, 2, "default.replication.factor", "3"))
                        .advice())
                .hasSize(2);
    }

    @Test
    void describesSizesForPeople() {
        assertThat(List.of(0L, 1023L, 1024L, 1536L, 5L << 40, Long.MAX_VALUE))
                .extracting(Bytes::describe)
                .containsExactly("0 B", "1023 B", "1.0 KiB", "1.5 KiB", "5.0 TiB", "8192.0 PiB");
    }

    @Test
    void doesNotPlanOnADiskThatIsFull() {
        ClusterState state = withSize(withTopic(cluster(1, 2, 3), "orders", List.of(1)), ORDERS_0, 1, 100);

        assertThat(plan(withLogDirs(state, 3, States.dir("/data", 100))).problems())
                .containsExactly(new DurabilityProblem.NotEnoughDisk(3, "/data", 110, 100));
    }

    @Test
    void lowersMinIsrBeforeReplicasGoWhereThePolicyIsExact() {
        DurabilityPolicy exact = DurabilityPolicy.builder()
                .replicationFactor(2)
                .minInSyncReplicas(1)
                .controllers(1)
                .exactly()
                .build();
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1, 2, 3), List.of(2, 3, 1), List.of(3, 1));
        state = withTopic(state, "__consumer_offsets", List.of(3, 1, 2));
        state = States.withMinIsr(state, "orders", 2, ConfigValue.Source.DYNAMIC_TOPIC);

        DurabilityPlan plan = DurabilityPlanner.targeting(exact).plan(state);

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.steps())
                .extracting(DurabilityStep::describe)
                .startsWith(
                        "Wait until every replica of 2 topics is in the ISR",
                        "Lower min.insync.replicas of orders from 2 to 1",
                        "Lower the replication factor of __consumer_offsets from 3 to 2: 1 partitions",
                        "Lower the replication factor of orders from 3 to 2: 2 partitions");
        ClusterState after = AppliedPlan.to(state, plan);
        assertThat(DurabilityPlanner.targeting(exact).plan(after).isEmpty()).isTrue();
        assertThat(after.topic("orders").orElseThrow().partition(0).preferredLeader())
                .isEqualTo(1);
    }

    @Test
    void takesNothingAwayWhereThePolicyIsNotExact() {
        ClusterState state = withTopic(cluster(1, 2, 3, 4), "orders", List.of(1, 2, 3, 4));
        state = States.withMinIsr(state, "orders", 3, ConfigValue.Source.DYNAMIC_TOPIC);

        assertThat(plan(state).steps())
                .noneMatch(DurabilityStep.LowerMinIsr.class::isInstance)
                .noneMatch(DurabilityStep.ShrinkReplicas.class::isInstance);
    }

    private static DurabilityPlan plan(ClusterState state) {
        return DurabilityPlanner.targeting(DurabilityPolicy.builder().build()).plan(state);
    }
}
