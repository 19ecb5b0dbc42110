// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.progress.MoveState;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The order in which moves take their turns, repairs first, and the topics of those that come next. Not thread-safe.
 */
final class PendingOrder {
    /** So many moves are looked at closely before some of them are started. */
    private static final int WINDOW = 1_000;

    private final MoveTable table;
    private final int[] order;
    private final int[] rank;
    private int first;
    private int window;

    PendingOrder(MoveTable table, AdmissionLimits.Order which) {
        this.table = table;
        Comparator<Integer> bySize = Comparator.comparingLong(table::bytes);
        Comparator<Integer> turns = which == AdmissionLimits.Order.SMALL_FIRST ? bySize : bySize.reversed();
        this.order = IntStream.range(0, table.size())
                .boxed()
                .sorted(Comparator.comparing((Integer move) -> !table.isRepair(move))
                        .thenComparing(turns)
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        this.rank = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
    }

    int rank(int move) {
        return rank[move];
    }

    /** The topics of the moves whose turn is next. */
    Set<String> topics() {
        while (first < order.length && table.state(order[first]).isSettled()) {
            first++;
        }
        Set<String> topics = topicsFrom(window);
        if (topics.isEmpty() && window > 0) {
            window = 0;
            topics = topicsFrom(0);
        }
        return topics;
    }

    private Set<String> topicsFrom(int skipped) {
        Set<String> topics = new LinkedHashSet<>();
        int found = 0;
        int skip = skipped;
        for (int i = first; i < order.length && found < WINDOW; i++) {
            if (table.state(order[i]) == MoveState.PENDING && skip-- <= 0) {
                topics.add(table.partition(order[i]).topic());
                found++;
            }
        }
        return topics;
    }

    /** Nothing of what was next can start: look further on, and from the front again when that was the end. */
    void turnOver() {
        window += WINDOW;
    }

    void restart() {
        window = 0;
    }
}
