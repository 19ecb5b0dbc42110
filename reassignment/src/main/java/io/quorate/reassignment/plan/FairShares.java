// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Works out the share of every broker: the most even loads, in proportion to capacity, that the racks allow.
 *
 * <p>Think of water that rises in all brokers at once, each as wide as its capacity. A broker that cannot receive stands
 * still at what it has, and one that holds frozen replicas begins with them. A set of s racks can hold no more than the sum
 * over partitions of min(RF, s) replicas (and what full levels add, see {@link RackSpread}); when the fullest s racks reach
 * that they are a pool of their own and stand still, and the water rises on in the others. What results is the
 * lexicographically most even point of the polymatroid that those limits span (Fujishige 1980), so no placement can be
 * more even. Floor and ceiling of a broker's share are its band: since the constraints form a flow network with whole
 * capacities, a placement within all bands exists whenever the shares can be met.
 */
final class FairShares {
    private static final int HALVINGS = 80;

    /** Room that counts as none: far below a replica shared by all brokers, far above the error of the sums. */
    private static final double NO_ROOM = 1e-6;

    /** How close a share must be to a whole number to be one. */
    private static final double WHOLE = 1e-5;

    private final PlacementTask task;
    private final Bands bands;
    private final double perByte;
    private final double[] least;
    private final double[] most;
    private final double[] frozenInRack;
    private final double[] leastInRack;
    private final double[] roomOfRacks;
    private final boolean[] settled;
    private final int[][] brokersOf;
    private double total;

    private FairShares(ReplicaSlots slots, double perByte) {
        this.task = slots.task;
        this.perByte = perByte;
        this.bands = new Bands(task.brokerCount());
        this.least = new double[task.brokerCount()];
        this.most = new double[task.brokerCount()];
        this.frozenInRack = new double[task.rackCount];
        this.leastInRack = new double[task.rackCount];
        this.roomOfRacks = new double[task.rackCount + 1];
        this.settled = new boolean[task.rackCount];
        this.brokersOf = new int[task.rackCount][];
        for (int rack = 0; rack < task.rackCount; rack++) {
            int wanted = rack;
            brokersOf[rack] = IntStream.range(0, task.brokerCount())
                    .filter(broker -> task.rackOf[broker] == wanted)
                    .toArray();
        }
        limits(slots);
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

    private void limits(ReplicaSlots slots) {
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
                frozenInRack[task.rackOf[slots.now(slot)]] += weight;
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
        RackSpread spread = new RackSpread(task);
        for (int factor = 1; factor < byFactor.length; factor++) {
            if (byFactor[factor] > 0) {
                spread.of(holders, factor);
                for (int rack = 0; rack < task.rackCount; rack++) {
                    leastInRack[rack] += byFactor[factor] * Math.min(holders[rack], spread.level());
                    roomOfRacks[rack + 1] += byFactor[factor] * Math.min(spread.above(), rack + 1);
                }
            }
        }
    }

    private void rise() {
        int done = 0;
        double taken = 0;
        for (int pool = 0; done < task.rackCount; pool++) {
            double low = 0;
            double high = ceiling();
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                if (tight(middle, done, taken) < 0) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            // All the racks left if even the highest level leaves room: the brokers cannot hold more.
            int full = tight(high, done, taken);
            int racks = full < 0 ? task.rackCount - done : full;
            for (int rack : fullest(high, racks)) {
                settled[rack] = true;
                settle(rack, pool, high);
            }
            done += racks;
            taken = roomOfRacks[done];
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

    /** The fewest racks that hold at least what they can hold together at this level, or -1 if all hold less. */
    private int tight(double level, int done, double taken) {
        double sum = 0;
        int racks = 0;
        for (int rack : fullest(level, task.rackCount - done)) {
            sum += above(rack, level);
            racks++;
            if (sum >= roomOfRacks[done + racks] - taken - NO_ROOM) {
                return racks;
            }
        }
        return -1;
    }

    private int[] fullest(double level, int wanted) {
        double[] keys = new double[task.rackCount];
        Integer[] order = new Integer[task.rackCount];
        int open = 0;
        for (int rack = 0; rack < task.rackCount; rack++) {
            if (!settled[rack]) {
                keys[rack] = above(rack, level);
                order[open++] = rack;
            }
        }
        Arrays.sort(order, 0, open, (a, b) -> Double.compare(keys[b], keys[a]));
        int[] found = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            found[i] = order[i];
        }
        return found;
    }

    /** What a rack holds at a level above what it holds in any case. */
    private double above(int rack, double level) {
        return Math.max(0, load(rack, level) - frozenInRack[rack] - leastInRack[rack]);
    }

    private double load(int rack, double level) {
        double load = 0;
        for (int broker : brokersOf[rack]) {
            load += share(broker, level);
        }
        return load;
    }

    private double share(int broker, double level) {
        return Math.max(least[broker], Math.min(most[broker], level * task.capacity[broker]));
    }

    /** Fixes the shares of a rack; one that must hold more than its level gives rises until it does, by itself. */
    private void settle(int rack, int pool, double level) {
        double must = frozenInRack[rack] + leastInRack[rack];
        double own = level;
        boolean alone = load(rack, level) < must - NO_ROOM;
        if (alone) {
            double high = ceiling();
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (own + high) / 2;
                if (load(rack, middle) < must) {
                    own = middle;
                } else {
                    high = middle;
                }
            }
            own = high;
        }
        for (int broker : brokersOf[rack]) {
            bands.share[broker] = share(broker, own);
            bands.pool[broker] = alone ? task.rackCount + rack : pool;
        }
    }

    private void round() {
        for (int broker = 0; broker < least.length; broker++) {
            bands.low[broker] = (int) Math.floor(bands.share[broker] + WHOLE);
            bands.high[broker] = (int) Math.ceil(bands.share[broker] - WHOLE);
        }
    }
}
