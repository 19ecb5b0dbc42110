// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.Uuid;

/** What is to be held above what can be, against a look at every set of brokers there is. */
class RackRankProperties {
    @Property(tries = 2000)
    void findsTheSetThatIsToHoldMostAboveWhatItCan(@ForAll long seed) {
        Random random = new Random(seed);
        int brokers = 1 + random.nextInt(9);
        int racks = 1 + random.nextInt(5);
        PlacementTask task = task(brokers, racks, random);
        int[] holders = new int[task.rackCount];
        for (int rack : task.rackOf) {
            holders[rack]++;
        }
        double[] byFactor = IntStream.rangeClosed(0, brokers)
                .mapToDouble(factor -> random.nextInt(4))
                .toArray();
        double[] wanted = IntStream.range(0, brokers)
                .mapToDouble(broker -> random.nextInt(30))
                .toArray();
        RackRank rank = new RackRank(task, byFactor, holders);

        double excess = rank.excess(wanted);

        double most = 0;
        for (int set = 0; set < 1 << brokers; set++) {
            most = Math.max(most, excessOf(set, task, byFactor, wanted, holders));
        }
        int found = IntStream.range(0, brokers)
                .filter(rank::isInSet)
                .map(broker -> 1 << broker)
                .sum();
        assertThat(excess).isCloseTo(most, within(RackRank.NONE));
        assertThat(excessOf(found, task, byFactor, wanted, holders)).isCloseTo(most, within(RackRank.NONE));
    }

    private static PlacementTask task(int brokers, int racks, Random random) {
        ReplicaMapBuilder builder = ReplicaMap.builder(IntStream.range(0, brokers)
                        .mapToObj(node -> PlacementBroker.available(node, "r" + random.nextInt(racks)))
                        .toList())
                .topic("t", Uuid.ZERO_UUID, 0);
        builder.partition(1, 0);
        return new PlacementTask(builder.build(), ReassignmentRequest.of(new ReassignmentGoal.Rebalance()));
    }

    /** What the brokers of a set are to hold, but for what each factor's partitions can have on them. */
    private static double excessOf(int set, PlacementTask task, double[] byFactor, double[] wanted, int[] holders) {
        int[] members = new int[task.rackCount];
        double excess = 0;
        for (int broker = 0; broker < wanted.length; broker++) {
            if ((set >> broker & 1) != 0) {
                members[task.rackOf[broker]]++;
                excess += wanted[broker];
            }
        }
        RackSpread spread = new RackSpread(task);
        for (int factor = 1; factor < byFactor.length; factor++) {
            spread.of(holders, factor);
            int level = spread.level();
            int room = 0;
            int beyond = 0;
            for (int rack : members) {
                room += Math.min(rack, level);
                beyond += rack > level ? 1 : 0;
            }
            excess -= byFactor[factor] * (room + Math.min(beyond, spread.above()));
        }
        return excess;
    }
}
