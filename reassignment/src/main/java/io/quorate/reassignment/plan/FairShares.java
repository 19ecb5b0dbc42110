// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/**
 * Works out the share of every broker: the most even loads, in proportion to capacity, that the racks allow.
 *
 * <p>Think of water that rises in all brokers at once, each as wide as its capacity. A broker that cannot receive stands
 * still at what it has, and one that holds frozen replicas begins with them. When the brokers of a set hold all that they can
 * hold together ({@link RackRank}), they are a pool of their own and stand still, and the water rises on in the others. What
 * results is the lexicographically most even point of the polymatroid that those limits span (Fujishige 1980), so no placement
 * can be more even. Floor and ceiling of a broker's share are its band: since the constraints form a flow network with whole
 * capacities, a placement within all bands exists whenever the shares can be met.
 */
final class FairShares {
    private static final int HALVINGS = 80;

    /** How close a share must be to a whole number to be one. */
    private static final double WHOLE = 1e-5;

    private final PlacementTask task;
    private final Bands bands;
    private final double perByte;
    private final double[] frozen;
    private final double[] least;
    private final double[] most;
    private final boolean[] settled;
    private final RackRank rank;
    private double total;

    private FairShares(ReplicaSlots slots, double perByte) {
        this.task = slots.task;
        this.perByte = perByte;
        this.bands = new Bands(task.brokerCount());
        this.frozen = new double[task.brokerCount()];
        this.least = new double[task.brokerCount()];
        this.most = new double[task.brokerCount()];
        this.settled = new boolean[task.brokerCount()];
        this.rank = limits(slots);
    }

    static Bands of(ReplicaSlots slots) {
        FairShares shares = new FairShares(slots, 0);
        shares.rise();
        shares.round();
        return shares.bands;
    }

    /** The share of every broker in bytes. They are counted in average replicas, so that the same tolerances hold. */
    static double[] inBytes(ReplicaSlots slots) {
        double average = 0;
        for (int partition = 0; partition < slots.task.cluster.partitionCount(); partition++) {
            average += (double) slots.size(partition) * slots.task.factor[partition] / slots.slotCount();
        }
        FairShares shares = new FairShares(slots, 1 / Math.max(1, average));
        shares.rise();
        double[] bytes = new double[slots.task.brokerCount()];
        Arrays.setAll(bytes, broker -> shares.bands.share[broker] / shares.perByte);
        return bytes;
    }

    private RackRank limits(ReplicaSlots slots) {
        double[] byFactor = new double[1];
        for (int partition = 0; partition < task.cluster.partitionCount(); partition++) {
            int factor = task.factor[partition];
            double weight = perByte > 0 ? slots.size(partition) * perByte : 1;
            total += factor * weight;
            if (factor >= byFactor.length) {
                byFactor = Arrays.copyOf(byFactor, factor + 1);
            }
            if (!task.frozen.get(partition)) {
                byFactor[factor] += weight;
                if (task.locksLeader(partition)) {
                    least[task.cluster.brokerAt(task.cluster.firstSlot(partition))] += weight;
                }
                continue;
            }
            for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
                least[slots.now(slot)] += weight;
                frozen[slots.now(slot)] += weight;
            }
        }
        // With NEW_BROKERS_ONLY the share is what a new broker would have if all could receive.
        boolean all = task.request.movement() == MovementPolicy.NEW_BROKERS_ONLY;
        int[] holders = new int[task.rackCount];
        for (int broker = 0; broker < most.length; broker++) {
            boolean fills = task.receives[broker] || (all && task.keeps[broker]);
            double holds = perByte > 0 ? slots.bytes(broker) * perByte : slots.count(broker);
            double cap = perByte > 0 ? Double.MAX_VALUE : task.brokerCap;
            most[broker] = fills ? Math.max(cap, least[broker]) : holds;
            holders[task.rackOf[broker]] += fills || holds > least[broker] ? 1 : 0;
        }
        return new RackRank(task, byFactor, holders);
    }

    private void rise() {
        int open = task.brokerCount();
        for (int pool = 0; open > 0; pool++) {
            double low = 0;
            double high = ceiling();
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                if (rank.excess(wanted(middle)) > RackRank.NONE) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            // All that are left if even the highest level leaves room: the brokers cannot hold more.
            boolean room = rank.excess(wanted(high)) <= RackRank.NONE;
            open -= settle(pool, room ? high : low, room);
        }
    }

    /** A level that no broker needs. */
    private double ceiling() {
        double smallest = Double.MAX_VALUE;
        for (double capacity : task.capacity) {
            smallest = Math.min(smallest, capacity);
        }
        return (total + 1) / smallest;
    }

    /** What each broker is to hold at a level, but for what is frozen. */
    private double[] wanted(double level) {
        double[] wanted = new double[most.length];
        for (int broker = 0; broker < wanted.length; broker++) {
            double share = settled[broker] ? bands.share[broker] : share(broker, level);
            wanted[broker] = Math.max(0, share - frozen[broker]);
        }
        return wanted;
    }

    private double share(int broker, double level) {
        return Math.max(least[broker], Math.min(most[broker], level * task.capacity[broker]));
    }

    /** Fixes the shares of the set that is full, or of all; returns of how many. */
    private int settle(int pool, double level, boolean all) {
        int fixed = 0;
        for (int broker = 0; broker < most.length; broker++) {
            if (!settled[broker] && (all || rank.isInSet(broker))) {
                settled[broker] = true;
                bands.share[broker] = share(broker, level);
                bands.pool[broker] = pool;
                fixed++;
            }
        }
        return fixed == 0 ? settle(pool, level, true) : fixed;
    }

    private void round() {
        for (int broker = 0; broker < least.length; broker++) {
            bands.low[broker] = (int) Math.floor(bands.share[broker] + WHOLE);
            bands.high[broker] = (int) Math.ceil(bands.share[broker] - WHOLE);
        }
    }
}
