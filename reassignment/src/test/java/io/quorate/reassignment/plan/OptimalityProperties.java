// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The planner against {@link Oracle}, on clusters that are small enough for it. */
class OptimalityProperties {
    /** A cluster, a request for it, and what the oracle needs to know. */
    record Case(ReplicaMap map, ReassignmentRequest request, Oracle oracle) {
        static Case random(long seed, MovementPolicy policy) {
            RandomCluster cluster = new RandomCluster(seed, 8, 12);
            Random random = cluster.random;
            ReplicaMap map = cluster.map;
            ReassignmentGoal goal = goal(random, map, policy);
            int salt = random.nextInt();
            int pins = random.nextInt(3) == 0 ? 5 : 0;
            ReassignmentRequest.PartitionFilter pin = (topic, partition) ->
                    pins > 0 && Math.floorMod(topic.hashCode() * 31 + partition + salt, pins) == 0;
            RackRule rule = random.nextInt(4) == 0 ? RackRule.IGNORE : RackRule.BEST_EFFORT;
            ReassignmentRequest request = ReassignmentRequest.builder(goal)
                    .movement(policy)
                    .racks(rule)
                    .pin(pin)
                    .build();
            return new Case(map, request, oracle(map, goal, request));
        }

        private static ReassignmentGoal goal(Random random, ReplicaMap map, MovementPolicy policy) {
            int any = random.nextInt(map.brokers().size());
            int kind = random.nextInt(policy == MovementPolicy.FULL_BALANCE ? 4 : 3);
            if (kind == 0) {
                return new ReassignmentGoal.RepairRacks();
            } else if (kind == 1) {
                return new ReassignmentGoal.Decommission(new TreeSet<>(List.of(any, random.nextInt(any + 1))));
            } else if (kind == 2) {
                return policy == MovementPolicy.FULL_BALANCE
                        ? new ReassignmentGoal.ChangeReplicationFactor(1 + random.nextInt(3), Map.of())
                        : new ReassignmentGoal.Decommission(Set.of(any));
            }
            return new ReassignmentGoal.Rebalance();
        }

        private static Oracle oracle(ReplicaMap map, ReassignmentGoal goal, ReassignmentRequest request) {
            int partitions = map.partitionCount();
            boolean[] goes = new boolean[map.brokers().size()];
            for (int broker = 0; broker < goes.length; broker++) {
                PlacementBroker found = map.brokers().get(broker);
                goes[broker] = found.status() == PlacementBroker.Status.OFFLINE
                        || (goal instanceof ReassignmentGoal.Decommission leaving
                                && leaving.brokers().contains(found.id()));
            }
            boolean[] fixed = new boolean[partitions];
            int[] factor = new int[partitions];
            boolean[] locked = new boolean[partitions];
            for (int partition = 0; partition < partitions; partition++) {
                ReplicaMap.Topic topic = map.topics().get(map.topicOf(partition));
                fixed[partition] = request.isPinned(topic.name(), partition - topic.firstPartition());
                factor[partition] = map.replicationFactor(partition);
                if (goal instanceof ReassignmentGoal.ChangeReplicationFactor change && !fixed[partition]) {
                    factor[partition] = change.replicationFactor();
                    locked[partition] = factor[partition] != map.replicationFactor(partition);
                }
            }
            return new Oracle(map, RandomCluster.racks(map, request.racks()), goes, fixed, factor, locked);
        }

        /** Whether the oracle's assumptions hold: with a change of the factor, offline brokers are another matter. */
        boolean isPlain() {
            return !(request.goal() instanceof ReassignmentGoal.ChangeReplicationFactor)
                    || map.brokers().stream().noneMatch(found -> found.status() == PlacementBroker.Status.OFFLINE);
        }
    }

    /** Sets of brokers that cannot hold their level, as partitions are few: one broker, some of a rack, some of several racks. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                -554746644646L,
                -115130L,
                3241965865388154530L,
                7760703856050303040L,
                -3023910870541602915L,
                2249208630585603366L,
                6218034837847923133L
            })
    void balancesWithTheFewestMovesWhereBrokersCannotHoldTheirLevel(long seed) {
        balancesWithTheFewestMovesThatThereAre(seed);
    }

    @Property(tries = 2500)
    void balancesWithTheFewestMovesThatThereAre(@ForAll long seed) {
        Case given = Case.random(seed, MovementPolicy.FULL_BALANCE);
        ReassignmentPlan plan = ReassignmentPlanner.plan("", given.map(), given.request());
        assertThat(plan.verify(given.map()).findings())
                .as("%s %s", given.request(), describe(given.map()))
                .isEmpty();
        if (!plan.problems().isEmpty() || !given.isPlain()) {
            return;
        }

        OptionalLong fewest = given.oracle().fewestBalanced();

        assertThat(plan.bound().moves()).isGreaterThanOrEqualTo(plan.bound().movesLowerBound());
        if (fewest.isPresent()) {
            assertThat(plan.bound().moves())
                    .as("%s %s", given.request(), describe(given.map()))
                    .isEqualTo(fewest.getAsLong());
            assertThat(plan.bound().movesLowerBound()).isLessThanOrEqualTo(fewest.getAsLong());
        }
    }

    @Property(tries = 1500)
    void movesWhatIsForcedAndNothingElse(@ForAll long seed) {
        Case given = Case.random(seed, MovementPolicy.FORCED_ONLY);
        ReassignmentPlan plan = ReassignmentPlanner.plan("", given.map(), given.request());
        assertThat(plan.verify(given.map()).findings())
                .as("%s %s", given.request(), describe(given.map()))
                .isEmpty();
        if (!plan.problems().isEmpty()) {
            return;
        }

        OptionalLong fewest = given.oracle().fewestForced();

        assertThat(fewest).as(describe(given.map())).isPresent();
        assertThat(plan.bound().moves())
                .as("%s %s", given.request(), describe(given.map()))
                .isEqualTo(fewest.getAsLong());
        assertThat(plan.bound().movesLowerBound()).isEqualTo(fewest.getAsLong());
    }

    static String describe(ReplicaMap map) {
        return map.brokers().stream()
                        .map(broker -> broker.id()
                                + (broker.status() == PlacementBroker.Status.OFFLINE ? "!" : "")
                                + String.valueOf(broker.rack()))
                        .collect(Collectors.joining(" "))
                + " | "
                + IntStream.range(0, map.partitionCount())
                        .mapToObj(partition -> map.name(partition) + "" + map.replicas(partition))
                        .collect(Collectors.joining(" "));
    }
}
