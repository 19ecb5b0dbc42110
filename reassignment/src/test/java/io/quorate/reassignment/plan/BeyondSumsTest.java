// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/**
 * Where sums over brokers and racks say less than is true: six brokers in three racks, of which one loses a broker. Most
 * partitions need a replica in each rack, so the broker that is left there must take all of theirs, and what else it holds
 * has to leave the rack. An independent judge that knows sums only calls such plans worse than its bound; the exact optimum,
 * even among plans that are merely within the same range of loads, says that they are not.
 */
class BeyondSumsTest {
    private static final int BROKERS = 6;
    private static final int RACKS = 3;

    private static ReplicaMap striped(int partitions) {
        ReplicaMapBuilder builder = ReplicaMap.builder(IntStream.range(0, BROKERS)
                        .mapToObj(node -> PlacementBroker.available(node, "r" + node % RACKS))
                        .toList())
                .topic("t", Uuid.ZERO_UUID, 0);
        for (int partition = 0; partition < partitions; partition++) {
            int factor = List.of(3, 2, 3, 1, 3).get(partition % 5);
            int start = partition * 7;
            builder.partition(
                    1,
                    IntStream.range(0, factor)
                            .map(replica -> (start + replica) % BROKERS)
                            .toArray());
        }
        return builder.build();
    }

    @Test
    void movesTheFewestOfAllPlansWithinTheSameRangeOfLoadsAlthoughSumsSayLess() {
        ReplicaMap map = striped(90);

        ReassignmentPlan plan =
                Clusters.plan(map, new ReassignmentGoal.Decommission(Set.of(0)), MovementPolicy.FULL_BALANCE);

        assertThat(plan.bound().proof()).isEqualTo(MovementBound.Proof.FLOW_DUAL);
        assertThat(plan.bound().gap()).isZero();
        assertThat(plan.bound().moves()).isGreaterThan(map.loads().get(0).replicas());
        assertThat(withinTheRangeOf(plan, map)).hasValue(plan.bound().moves());
        assertThat(plan.verify(map).findings()).isEmpty();
    }

    @Test
    void aReplicationFactorOfEachKindTakesNoTimeThatDoublesWithEach() {
        ReplicaMapBuilder builder = ReplicaMap.builder(IntStream.range(0, 30)
                        .mapToObj(node -> PlacementBroker.available(node, "r" + node))
                        .toList())
                .topic("t", Uuid.ZERO_UUID, 0);
        for (int factor = 1; factor <= 25; factor++) {
            for (int partition = 0; partition < 3; partition++) {
                builder.partition(1, IntStream.range(0, factor).toArray());
            }
        }
        ReplicaMap map = builder.build();

        ReassignmentPlan plan = Clusters.plan(map, new ReassignmentGoal.Rebalance(), MovementPolicy.FULL_BALANCE);

        // 975 replicas on 30 brokers: some hold 33, the others 32.
        assertThat(Clusters.loads(plan)).hasSize(30).containsOnly(32, 33);
        assertThat(plan.bound().gap()).isZero();
        assertThat(plan.verify(map).findings()).isEmpty();
    }

    private static OptionalLong withinTheRangeOf(ReassignmentPlan plan, ReplicaMap map) {
        boolean[] goes = new boolean[BROKERS];
        goes[0] = true;
        int[] factor = new int[map.partitionCount()];
        Arrays.setAll(factor, map::replicationFactor);
        boolean[] none = new boolean[factor.length];
        int[] loads = plan.after().loads().stream()
                .filter(load -> load.broker() != 0)
                .mapToInt(BrokerLoad::replicas)
                .sorted()
                .toArray();
        long[] low = new long[BROKERS];
        long[] high = new long[BROKERS];
        Arrays.fill(low, loads[0]);
        Arrays.fill(high, loads[loads.length - 1]);
        return new Oracle(map, RandomCluster.racks(map, RackRule.BEST_EFFORT), goes, none, factor, none)
                .fewest(low, high);
    }
}
