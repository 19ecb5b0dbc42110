// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.TopicPartition;

class LeaderSpreadProperties {
    record Layout(int brokers, Map<TopicPartition, List<Integer>> replicas) {
        Set<Integer> leaders() {
            return new HashSet<>(IntStream.rangeClosed(1, brokers).boxed().toList());
        }
    }

    @Property
    void isAsEvenAsAnyOrderOfTheReplicasCanBe(@ForAll("smallLayouts") Layout layout) {
        Map<Integer, Integer> after = led(layout, spread(layout));

        // Least sum of squares is most even: compared with every choice of leaders there is.
        assertThat(squares(after.values())).isEqualTo(leastSquares(layout, 0, counters(layout)));
    }

    @Property
    void changesOrdersAndNothingElse(@ForAll("layouts") Layout layout) {
        Map<TopicPartition, List<Integer>> after = spread(layout);

        assertThat(after.keySet()).isEqualTo(layout.replicas().keySet());
        after.forEach((partition, replicas) -> assertThat(replicas)
                .containsExactlyInAnyOrderElementsOf(layout.replicas().get(partition)));
    }

    @Property
    void isNeverLessEvenThanBefore(@ForAll("layouts") Layout layout) {
        Map<Integer, Integer> before = led(layout, layout.replicas());
        Map<Integer, Integer> after = led(layout, spread(layout));

        assertThat(Collections.max(after.values())).isLessThanOrEqualTo(Collections.max(before.values()));
        assertThat(Collections.min(after.values())).isGreaterThanOrEqualTo(Collections.min(before.values()));
    }

    @Property
    void hasNothingToDoASecondTime(@ForAll("layouts") Layout layout) {
        assertThat(LeaderSpread.of(spread(layout), layout.leaders())).isEmpty();
    }

    @Property
    void givesTheSameAnswerWhateverTheOrderOfTheInput(@ForAll("layouts") Layout layout, @ForAll long seed) {
        List<TopicPartition> shuffled = new ArrayList<>(layout.replicas().keySet());
        Collections.shuffle(shuffled, new Random(seed));
        Map<TopicPartition, List<Integer>> same = new LinkedHashMap<>();
        shuffled.forEach(partition -> same.put(partition, layout.replicas().get(partition)));

        assertThat(LeaderSpread.of(same, layout.leaders()))
                .isEqualTo(LeaderSpread.of(layout.replicas(), layout.leaders()));
    }

    @Property
    void changesAsFewAsCanBeWhereEveryBrokerHasEveryPartition(@ForAll("fullLayouts") Layout layout) {
        List<Integer> fullestFirst =
                new ArrayList<>(led(layout, layout.replicas()).values());
        fullestFirst.sort(Collections.reverseOrder());
        int all = layout.replicas().size();
        int surplus = 0;
        for (int i = 0; i < fullestFirst.size(); i++) {
            // The fullest brokers keep one more where the partitions cannot be divided evenly.
            int share = all / layout.brokers() + (i < all % layout.brokers() ? 1 : 0);
            surplus += Math.max(0, fullestFirst.get(i) - share);
        }

        assertThat(LeaderSpread.of(layout.replicas(), layout.leaders())).hasSize(surplus);
    }

    @Property
    void leavesPartitionsOfOtherLeadersAlone(@ForAll("layouts") Layout layout) {
        Set<Integer> leaders = layout.leaders();
        leaders.remove(1);

        assertThat(LeaderSpread.of(layout.replicas(), leaders))
                .noneMatch(move -> move.from().get(0) == 1 || move.to().get(0) == 1);
    }

    private static Map<TopicPartition, List<Integer>> spread(Layout layout) {
        Map<TopicPartition, List<Integer>> after = new HashMap<>(layout.replicas());
        LeaderSpread.of(layout.replicas(), layout.leaders())
                .forEach(move ->
                        assertThat(after.put(move.partition(), move.to())).isEqualTo(move.from()));
        return after;
    }

    private static Map<Integer, Integer> led(Layout layout, Map<TopicPartition, List<Integer>> replicas) {
        Map<Integer, Integer> led = counters(layout);
        replicas.values().forEach(order -> led.merge(order.get(0), 1, Integer::sum));
        return led;
    }

    private static Map<Integer, Integer> counters(Layout layout) {
        Map<Integer, Integer> led = new TreeMap<>();
        layout.leaders().forEach(node -> led.put(node, 0));
        return led;
    }

    private static int leastSquares(Layout layout, int next, Map<Integer, Integer> led) {
        List<List<Integer>> partitions = List.copyOf(layout.replicas().values());
        if (next == partitions.size()) {
            return squares(led.values());
        }
        int least = Integer.MAX_VALUE;
        for (int leader : partitions.get(next)) {
            led.merge(leader, 1, Integer::sum);
            least = Math.min(least, leastSquares(layout, next + 1, led));
            led.merge(leader, -1, Integer::sum);
        }
        return least;
    }

    private static int squares(Collection<Integer> counts) {
        return counts.stream().mapToInt(count -> count * count).sum();
    }

    @Provide
    Arbitrary<Layout> smallLayouts() {
        return layouts(5, 7, 3);
    }

    @Provide
    Arbitrary<Layout> layouts() {
        return layouts(12, 60, 4);
    }

    @Provide
    Arbitrary<Layout> fullLayouts() {
        return Arbitraries.integers().between(1, 6).flatMap(brokers -> Arbitraries.longs()
                .map(seed -> layout(brokers, 30, brokers, brokers, seed)));
    }

    private static Arbitrary<Layout> layouts(int mostBrokers, int mostPartitions, int mostReplicas) {
        return Arbitraries.integers().between(1, mostBrokers).flatMap(brokers -> Arbitraries.longs()
                .map(seed -> layout(brokers, mostPartitions, 1, mostReplicas, seed)));
    }

    /** Lower node ids are more likely, so that there is something to spread. */
    private static Layout layout(int brokers, int mostPartitions, int fewest, int most, long seed) {
        Random random = new Random(seed);
        Map<TopicPartition, List<Integer>> all = new HashMap<>();
        int partitions = random.nextInt(mostPartitions + 1);
        for (int i = 0; i < partitions; i++) {
            int wanted = Math.min(brokers, fewest + random.nextInt(most - fewest + 1));
            List<Integer> replicas = new ArrayList<>();
            while (replicas.size() < wanted) {
                int node = 1 + Math.min(random.nextInt(brokers), random.nextInt(brokers));
                if (!replicas.contains(node)) {
                    replicas.add(node);
                }
            }
            all.put(new TopicPartition("topic" + i % 3, i / 3), List.copyOf(replicas));
        }
        return new Layout(brokers, all);
    }
}
