// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The textbook's min-cost flow: successive shortest paths by Bellman and Ford, on an explicit graph. Slow and plain. */
final class FlowGraph {
    private static final long FAR = Long.MAX_VALUE / 4;

    private final List<Integer> from = new ArrayList<>();
    private final List<Integer> to = new ArrayList<>();
    private final List<Long> room = new ArrayList<>();
    private final List<Long> cost = new ArrayList<>();
    private int nodes;

    int node() {
        return nodes++;
    }

    /** Adds an arc and its reverse, and returns its number. */
    int arc(int start, int end, long capacity, long price) {
        from.addAll(List.of(start, end));
        to.addAll(List.of(end, start));
        room.addAll(List.of(capacity, 0L));
        cost.addAll(List.of(price, -price));
        return from.size() - 2;
    }

    long flow(int arc) {
        return room.get(arc + 1);
    }

    /** Sends as much as it can, at the least cost. */
    long[] send(int source, int sink) {
        long sent = 0;
        long paid = 0;
        while (true) {
            long[] distance = new long[nodes];
            int[] by = new int[nodes];
            Arrays.fill(distance, FAR);
            Arrays.fill(by, -1);
            distance[source] = 0;
            boolean shorter = true;
            while (shorter) {
                shorter = false;
                for (int arc = 0; arc < from.size(); arc++) {
                    long length = distance[from.get(arc)] + cost.get(arc);
                    if (room.get(arc) > 0 && distance[from.get(arc)] < FAR && length < distance[to.get(arc)]) {
                        distance[to.get(arc)] = length;
                        by[to.get(arc)] = arc;
                        shorter = true;
                    }
                }
            }
            if (distance[sink] == FAR) {
                return new long[] {sent, paid};
            }
            long units = FAR;
            for (int node = sink; node != source; node = from.get(by[node])) {
                units = Math.min(units, room.get(by[node]));
            }
            for (int node = sink; node != source; node = from.get(by[node])) {
                room.set(by[node], room.get(by[node]) - units);
                room.set(by[node] ^ 1, room.get(by[node] ^ 1) + units);
            }
            sent += units;
            paid += units * distance[sink];
        }
    }

    /** The nodes that more could be sent to. */
    boolean[] reachable(int start) {
        boolean[] seen = new boolean[nodes];
        seen[start] = true;
        boolean grew = true;
        while (grew) {
            grew = false;
            for (int arc = 0; arc < from.size(); arc++) {
                if (room.get(arc) > 0 && seen[from.get(arc)] && !seen[to.get(arc)]) {
                    seen[to.get(arc)] = true;
                    grew = true;
                }
            }
        }
        return seen;
    }
}
