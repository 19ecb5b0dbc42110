// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.reassignment.durability.DurabilityStep.GrowReplicas;
import io.quorate.reassignment.plan.States;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.TopicPartition;

class DurabilityPlannerProperties {
    private static final DurabilityPolicy POLICY = DurabilityPolicy.builder().build();

    @Property(tries = 300)
    void hasNothingToDoOnWhatItPlanned(@ForAll("clusters") ClusterState state) {
        ClusterState after = AppliedPlan.to(state, plan(state));

        assertThat(plan(after).describe()).contains("Nothing to do");
        assertThat(DurabilityChecklist.of(POLICY, after).isMet())
                .as(DurabilityChecklist.of(POLICY, after).describe())
                .isTrue();
    }

    @Property(tries = 100)
    void goesOnFromWhereverItWasLeft(@ForAll("clusters") ClusterState state, @ForAll Random random) {
        List<DurabilityStep> steps = plan(state).steps();
        List<DurabilityStep> done = steps.subList(0, random.nextInt(steps.size() + 1));
        ClusterState half =
                AppliedPlan.to(state, new DurabilityPlan(state.clusterId(), POLICY, done, List.of(), List.of()));

        assertThat(plan(half).problems()).isEmpty();
        assertThat(plan(AppliedPlan.to(half, plan(half))).isEmpty()).isTrue();
    }

    @Property(tries = 100)
    void givesTheSamePlanForTheSameCluster(@ForAll("clusters") ClusterState state) {
        assertThat(plan(state).steps()).isEqualTo(plan(state).steps());
    }

    @Property(tries = 300)
    void growsEachPartitionToTheFactorAndKeepsWhatIsThere(@ForAll("clusters") ClusterState state) {
        for (DurabilityStep step : plan(state).steps()) {
            if (step instanceof GrowReplicas growth) {
                growth.moves().forEach(move -> {
                    Partition before = state.topic(growth.topic())
                            .orElseThrow()
                            .partition(move.partition().partition());
                    assertThat(move.to()).hasSize(POLICY.replicationFactor());
                    assertThat(new HashSet<>(move.to())).hasSameSizeAs(move.to());
                    assertThat(move.to().subList(0, move.from().size())).isEqualTo(move.from());
                    assertThat(move.to().get(0)).isEqualTo(before.preferredLeader());
                    assertThat(state.onlineBrokers()).containsAll(move.adding());
                });
            }
        }
    }

    @Property(tries = 100)
    void leadsEvenlyInTheEnd(@ForAll("clusters") ClusterState state) {
        ClusterState after = AppliedPlan.to(state, plan(state));

        after.topics().orElse(Map.of()).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .forEach(found -> assertThat(found.leader()).isEqualTo(found.preferredLeader()));
    }

    private static DurabilityPlan plan(ClusterState state) {
        return DurabilityPlanner.targeting(POLICY).plan(state);
    }

    @Provide
    Arbitrary<ClusterState> clusters() {
        return Arbitraries.longs().map(seed -> cluster(new Random(seed)));
    }

    /** Three to seven brokers, some in racks, up to four topics with one to four replicas, some of them on their way. */
    private static ClusterState cluster(Random random) {
        int brokers = 3 + random.nextInt(5);
        ClusterState state = States.cluster(IntStream.rangeClosed(1, brokers).toArray());
        for (int node = 1; node <= brokers; node++) {
            if (random.nextBoolean()) {
                state = States.withRack(state, node, "rack" + random.nextInt(3));
            }
        }
        int topics = random.nextInt(5);
        for (int t = 0; t < topics; t++) {
            List<List<Integer>> replicas = new ArrayList<>();
            int partitions = 1 + random.nextInt(6);
            for (int p = 0; p < partitions; p++) {
                replicas.add(some(random, brokers, 1 + random.nextInt(Math.min(4, brokers)), List.of()));
            }
            state = States.withTopic(state, "topic" + t, replicas);
            for (int p = 0; p < partitions; p++) {
                TopicPartition partition = new TopicPartition("topic" + t, p);
                int lacking = 3 - replicas.get(p).size();
                if (lacking > 0 && random.nextInt(3) == 0) {
                    state = States.reassigning(
                            state, partition, some(random, brokers, lacking, replicas.get(p)), List.of());
                }
            }
        }
        return state;
    }

    private static List<Integer> some(Random random, int brokers, int count, List<Integer> besides) {
        List<Integer> nodes = new ArrayList<>();
        while (nodes.size() < count) {
            int node = 1 + random.nextInt(brokers);
            if (!nodes.contains(node) && !besides.contains(node)) {
                nodes.add(node);
            }
        }
        return nodes;
    }
}
