// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaderBalanceTest {
    @Test
    void handsLeadershipsFromTheBrokerThatHasAllOfThem() {
        Orders orders = Orders.of("0,1,2 / 0,1,2 / 0,1,2");

        assertThat(orders.spread(3)).isEqualTo(2);
        assertThat(orders.led(3)).containsExactly(1, 1, 1);
    }

    @Test
    void swapsTwoReplicasAndLeavesTheOthersInTheirPlaces() {
        Orders orders = Orders.of("0,1,2 / 0,1,2 / 1,0,2");

        assertThat(orders.spread(3)).isEqualTo(1);
        assertThat(orders).hasToString("2,1,0 / 0,1,2 / 1,0,2");
    }

    @Test
    void goesThroughABrokerInBetweenWhereThereIsNoDirectWay() {
        Orders orders = Orders.of("0,1 / 0,1 / 1,2");

        assertThat(orders.spread(3)).isEqualTo(2);
        assertThat(orders.led(3)).containsExactly(1, 1, 1);
    }

    @Test
    void takesThePartitionThatIsMostWanted() {
        Orders orders = Orders.of("0,1 / 0,1 / 0,1 / 0,1");

        assertThat(orders.spread(new int[] {2, 0, 1, 3}, 1, 1)).isEqualTo(2);
        assertThat(orders).hasToString("1,0 / 0,1 / 1,0 / 0,1");
    }

    @Test
    void countsWhatIsPinnedAsLoad() {
        Orders orders = Orders.of("0,1 / 0,1 / 0,1 / 1,0");

        assertThat(orders.spread(new int[] {3}, 1, 1)).isZero();
        assertThat(orders.spread(new int[] {0, 3}, 1, 1)).isEqualTo(1);
        assertThat(orders).hasToString("1,0 / 0,1 / 0,1 / 1,0");
    }

    @Test
    void takesLeadershipFromABrokerThatMayNotLeadAndGivesItToTheLeastLoaded() {
        Orders orders = Orders.of("0,1,2 / 0,1,2 / 0,1 / 1,2 / 0");

        assertThat(orders.spread(new int[] {0, 1, 2, 4}, 0, 1, 1)).isEqualTo(3);
        assertThat(orders.led(3)).containsExactly(1, 2, 2);
    }

    @Test
    void leavesPartitionsAloneThatNobodyElseMayLead() {
        Orders orders = Orders.of("0,3 / 0,3");

        assertThat(orders.spread(IntStream.range(0, 2).toArray(), 1, 1, 1, 0)).isZero();
        assertThat(Orders.of("3 / 3 / 1").spread(new int[] {0, 1, 2}, 1, 1, 1, 0))
                .isZero();
    }

    @Test
    void givesABrokerThatBearsMoreAsManyTimesMore() {
        Orders orders = Orders.of("0,1 / 0,1 / 0,1 / 0,1 / 0,1 / 0,1 / 0,1 / 0,1");

        assertThat(orders.spread(IntStream.range(0, 8).toArray(), 1, 3)).isEqualTo(6);
        assertThat(orders.led(2)).containsExactly(2, 6);
    }

    @Test
    void isEvenAmongTheOthersWhereABrokerHoldsTooFewReplicas() {
        Orders orders = Orders.of("0,1 / 0,1 / 0,1 / 0,1 / 0,1 / 0,2");

        assertThat(orders.spread(3)).isEqualTo(3);
        assertThat(orders.led(3)).containsExactly(3, 2, 1);
    }

    @Test
    void changesNothingWhereADifferenceOfOneIsLeft() {
        assertThat(Orders.of("0,1 / 1,0 / 0,1").spread(2)).isZero();
        assertThat(Orders.of("").spread(0)).isZero();
    }
}
