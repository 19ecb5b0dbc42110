// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The fewest moves that any valid plan needs, from first principles: a flow from partitions over their racks to brokers, in
 * which a replica costs nothing where it is and 1 elsewhere. Shares nothing with the planner but the input.
 *
 * <p>For brokers of equal capacity of which each receives or goes. Shares are exact fractions: whole numbers of
 * {@link #UNIT}ths, which every number of brokers up to 12 divides.
 */
final class Oracle {
    private static final long UNIT = 27_720;
    private static final long MUST = 1_000_000;

    private final ReplicaMap cluster;
    private final int[] rackOf;
    private final boolean[] goes;
    private final boolean[] fixed;
    private final int[] factor;
    private final boolean[] locked;
    private final int[] base;
    private final int racks;

    private FlowGraph graph = new FlowGraph();
    private int sink;
    private int[] brokerNode = {};
    private int[] toSink = {};

    /**
     * @param rackOf the rack of each broker, from 0
     * @param goes brokers that keep and get nothing
     * @param fixed partitions that stay
     * @param factor how many replicas each partition shall have
     * @param locked partitions whose first replica stays
     */
    Oracle(ReplicaMap cluster, int[] rackOf, boolean[] goes, boolean[] fixed, int[] factor, boolean[] locked) {
        this.cluster = cluster;
        this.rackOf = rackOf;
        this.goes = goes;
        this.fixed = fixed;
        this.factor = factor;
        this.locked = locked;
        this.base = new int[rackOf.length];
        this.racks = Arrays.stream(rackOf).max().orElse(0) + 1;
        for (int partition = 0; partition < fixed.length; partition++) {
            int first = cluster.firstSlot(partition);
            int stays = fixed[partition] ? cluster.replicationFactor(partition) : locked[partition] ? 1 : 0;
            for (int i = 0; i < stays; i++) {
                base[cluster.brokerAt(first + i)]++;
            }
        }
    }

    /** What must move whatever the balance. */
    OptionalLong fewestForced() {
        long[] low = new long[rackOf.length];
        long[] high = new long[rackOf.length];
        Arrays.fill(high, Integer.MAX_VALUE);
        return fewest(low, high);
    }

    /** What must move so that every broker ends between floor and ceiling of its share; empty if that is impossible. */
    OptionalLong fewestBalanced() {
        long[] share = shares();
        long[] low = new long[share.length];
        long[] high = new long[share.length];
        for (int broker = 0; broker < share.length; broker++) {
            low[broker] = Math.floorDiv(share[broker], UNIT);
            high[broker] = -Math.floorDiv(-share[broker], UNIT);
        }
        return fewest(low, high);
    }

    /** What must move so that every broker ends within a range; empty if that is impossible. */
    OptionalLong fewest(long[] low, long[] high) {
        long wanted = build(1);
        long must = 0;
        for (int broker = 0; broker < rackOf.length; broker++) {
            if (!goes[broker]) {
                long least = Math.max(0, low[broker] - base[broker]);
                must += least;
                graph.arc(brokerNode[broker], sink, least, -MUST);
                graph.arc(brokerNode[broker], sink, Math.max(0, high[broker] - base[broker] - least), 0);
            }
        }
        long[] sent = graph.send(0, sink);
        long moves = sent[1] + must * MUST;
        return sent[0] < wanted || moves >= MUST ? OptionalLong.empty() : OptionalLong.of(moves);
    }

    /** The most even loads, in units: the lowest level that is enough for all, then the same for those that can be lower. */
    long[] shares() {
        long[] share = new long[rackOf.length];
        boolean[] settled = goes.clone();
        for (int broker = 0; broker < share.length; broker++) {
            share[broker] = goes[broker] ? base[broker] * UNIT : 0;
        }
        while (open(settled) > 0) {
            long level = 0;
            for (long missing = pour(share, settled, level); missing > 0; missing = pour(share, settled, level)) {
                boolean[] seen = graph.reachable(0);
                long holding = 0;
                long lowest = Long.MAX_VALUE;
                for (int broker = 0; broker < share.length; broker++) {
                    if (!settled[broker] && seen[brokerNode[broker]]) {
                        holding += level >= base[broker] * UNIT ? 1 : 0;
                        lowest = base[broker] * UNIT > level ? Math.min(lowest, base[broker] * UNIT) : lowest;
                    }
                }
                if (holding == 0 && lowest == Long.MAX_VALUE) {
                    throw new IllegalStateException("The oracle's case has no solution.");
                }
                long next = holding == 0 ? lowest : level + Math.max(1, missing / holding);
                level = Math.min(next, lowest);
            }
            for (int broker = 0; broker < share.length; broker++) {
                if (!settled[broker] && !canBeLower(broker, settled, level, share)) {
                    settled[broker] = true;
                    share[broker] = Math.max(base[broker] * UNIT, level);
                }
            }
        }
        return share;
    }

    private static long open(boolean[] settled) {
        long open = 0;
        for (boolean each : settled) {
            open += each ? 0 : 1;
        }
        return open;
    }

    /** How many units find no place when no open broker holds more than a level. */
    private long pour(long[] share, boolean[] settled, long level) {
        long wanted = build(UNIT);
        for (int broker = 0; broker < share.length; broker++) {
            long most = settled[broker] ? share[broker] : level;
            toSink[broker] = graph.arc(brokerNode[broker], sink, Math.max(0, most - base[broker] * UNIT), 0);
        }
        return wanted - graph.send(0, sink)[0];
    }

    private boolean canBeLower(int broker, boolean[] settled, long level, long[] share) {
        if (base[broker] * UNIT >= level) {
            return false;
        }
        boolean[] seen = graph.reachable(brokerNode[broker]);
        for (int other = 0; other < share.length; other++) {
            long room = Math.max(0, level - base[other] * UNIT) - graph.flow(toSink[other]);
            if (!settled[other] && seen[brokerNode[other]] && room > 0) {
                return true;
            }
        }
        return false;
    }

    /** Builds all but the arcs to the sink; returns how much is to be sent. */
    private long build(long unit) {
        graph = new FlowGraph();
        int source = graph.node();
        sink = graph.node();
        brokerNode = new int[rackOf.length];
        toSink = new int[rackOf.length];
        Arrays.setAll(brokerNode, broker -> graph.node());
        long wanted = 0;
        for (int partition = 0; partition < fixed.length; partition++) {
            if (!fixed[partition]) {
                wanted += partition(source, partition, unit);
            }
        }
        return wanted;
    }

    private long partition(int source, int partition, long unit) {
        int leader = cluster.brokerAt(cluster.firstSlot(partition));
        int[] size = new int[racks];
        for (int broker = 0; broker < rackOf.length; broker++) {
            size[rackOf[broker]] += goes[broker] ? 0 : 1;
        }
        int level = 0;
        while (sum(size, level + 1) <= factor[partition] && level < factor[partition]) {
            level++;
        }
        int above = factor[partition] - sum(size, level);
        int node = graph.node();
        long free = 0;
        long must = 0;
        for (int rack = 0; rack < racks; rack++) {
            int has = locked[partition] && rackOf[leader] == rack ? 1 : 0;
            int least = Math.min(size[rack], level);
            int most = above > 0 ? Math.min(size[rack], level + 1) : least;
            int here = graph.node();
            graph.arc(source, here, unit * Math.max(0, least - has), 0);
            graph.arc(node, here, unit * (most - Math.max(least, has)), 0);
            must += Math.max(0, least - has);
            free += has > least ? 1 : 0;
            for (int broker = 0; broker < rackOf.length; broker++) {
                if (rackOf[broker] == rack && !goes[broker] && !(locked[partition] && broker == leader)) {
                    graph.arc(here, brokerNode[broker], unit, holds(partition, broker) ? 0 : 1);
                }
            }
        }
        graph.arc(source, node, unit * (above - free), 0);
        return unit * (must + above - free);
    }

    private static int sum(int[] size, int level) {
        return Arrays.stream(size).map(brokers -> Math.min(brokers, level)).sum();
    }

    private boolean holds(int partition, int broker) {
        for (int slot = cluster.firstSlot(partition); slot < cluster.firstSlot(partition + 1); slot++) {
            if (cluster.brokerAt(slot) == broker) {
                return true;
            }
        }
        return false;
    }
}
