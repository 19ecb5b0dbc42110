// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LeaderBalanceProperties {
    /** A small cluster in which some partitions are pinned and some brokers may not lead. */
    private static final class Layout {
        private final Orders orders;
        private final int[] movable;
        private final double[] share;

        private Layout(Orders orders, int[] movable, double[] share) {
            this.orders = orders;
            this.movable = movable;
            this.share = share;
        }

        static Layout random(long seed, int mostBrokers, int mostPartitions) {
            Random random = new Random(seed);
            int brokers = 1 + random.nextInt(mostBrokers);
            List<List<Integer>> partitions = new ArrayList<>();
            for (int i = random.nextInt(mostPartitions + 1); i > 0; i--) {
                List<Integer> replicas = new ArrayList<>();
                for (int wanted = 1 + random.nextInt(Math.min(3, brokers)); replicas.size() < wanted; ) {
                    // Lower indexes are more likely, so that there is something to spread.
                    int broker = Math.min(random.nextInt(brokers), random.nextInt(brokers));
                    if (!replicas.contains(broker)) {
                        replicas.add(broker);
                    }
                }
                partitions.add(replicas);
            }
            return new Layout(
                    Orders.of(partitions),
                    IntStream.range(0, partitions.size())
                            .filter(partition -> random.nextInt(5) > 0)
                            .toArray(),
                    IntStream.range(0, brokers)
                            .mapToDouble(broker -> random.nextInt(6) == 0 ? 0 : 1)
                            .toArray());
        }

        Orders spread() {
            Orders after = orders.copy();
            after.spread(movable, share);
            return after;
        }
    }

    @Property(tries = 2000)
    void isAsEvenAsAnyOrderAndChangesNoMoreThanTheCheapestOfThose(@ForAll long seed) {
        Layout layout = Layout.random(seed, 5, 7);
        EveryOrder every = new EveryOrder(layout, new BitSet());

        Orders after = layout.orders.copy();
        int changed = after.spread(layout.movable, layout.share);

        // Least sum of squares is most even.
        assertThat(squares(after.led(layout.share.length), layout.share)).isEqualTo(every.leastSquares);
        assertThat(changed).isEqualTo(every.fewestChanges);
    }

    @Property(tries = 2000)
    void prefersToHandOverPartitionsWhoseLeaderWentAnyway(@ForAll long seed) {
        Layout layout = Layout.random(seed, 5, 7);
        BitSet uprooted = new BitSet();
        Arrays.stream(layout.movable).filter(partition -> partition % 2 == 0).forEach(uprooted::set);
        EveryOrder every = new EveryOrder(layout, uprooted);

        Orders after = layout.orders.copy();
        after.spread(uprooted, layout.movable, layout.share);

        long changed = IntStream.range(0, after.count())
                .filter(partition -> !uprooted.get(partition)
                        && !after.replicas(partition)
                                .get(0)
                                .equals(layout.orders.replicas(partition).get(0)))
                .count();
        assertThat(squares(after.led(layout.share.length), layout.share)).isEqualTo(every.leastSquares);
        assertThat(changed).isEqualTo(every.fewestChanges);
    }

    @Property(tries = 300)
    void changesOrdersBySwapsAndNothingElse(@ForAll long seed) {
        Layout layout = Layout.random(seed, 12, 60);
        Orders after = layout.spread();

        for (int partition = 0; partition < after.count(); partition++) {
            List<Integer> from = layout.orders.replicas(partition);
            List<Integer> to = after.replicas(partition);
            assertThat(to).containsExactlyInAnyOrderElementsOf(from);
            long displaced = IntStream.range(0, to.size())
                    .filter(i -> !from.get(i).equals(to.get(i)))
                    .count();
            assertThat(displaced).isIn(0L, 2L);
            if (displaced > 0) {
                assertThat(layout.share[to.get(0)]).isPositive();
                assertThat(layout.movable).contains(partition);
            }
        }
    }

    @Property(tries = 300)
    void hasNothingToDoASecondTime(@ForAll long seed) {
        Layout layout = Layout.random(seed, 12, 60);

        assertThat(layout.spread().spread(layout.movable, layout.share)).isZero();
    }

    /** Tries every choice of leaders. */
    private static final class EveryOrder {
        private final Layout layout;
        private final BitSet uprooted;
        private final int[] led;
        private long leastSquares = Long.MAX_VALUE;
        private int fewestChanges;

        EveryOrder(Layout layout, BitSet uprooted) {
            this.layout = layout;
            this.uprooted = uprooted;
            this.led = new int[layout.share.length];
            choose(0, 0);
        }

        private void choose(int partition, int changes) {
            if (partition == layout.orders.count()) {
                long squares = squares(led, layout.share);
                if (squares < leastSquares || (squares == leastSquares && changes < fewestChanges)) {
                    leastSquares = squares;
                    fewestChanges = changes;
                }
                return;
            }
            List<Integer> replicas = layout.orders.replicas(partition);
            boolean movable = Arrays.stream(layout.movable).anyMatch(any -> any == partition);
            List<Integer> able =
                    replicas.stream().filter(broker -> layout.share[broker] > 0).toList();
            for (int leader : movable && !able.isEmpty() ? able : replicas.subList(0, 1)) {
                led[leader]++;
                choose(partition + 1, changes + (leader == replicas.get(0) || uprooted.get(partition) ? 0 : 1));
                led[leader]--;
            }
        }
    }

    private static long squares(int[] led, double[] share) {
        return IntStream.range(0, led.length)
                .filter(broker -> share[broker] > 0)
                .mapToLong(broker -> (long) led[broker] * led[broker])
                .sum();
    }
}
