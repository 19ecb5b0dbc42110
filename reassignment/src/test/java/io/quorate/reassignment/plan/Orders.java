// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Replicas of partitions as text, {@code 0,1 / 1,2}, and as the arrays that a planner works on. */
final class Orders {
    private final int[] firstSlot;
    private final int[] slots;

    private Orders(int[] firstSlot, int[] slots) {
        this.firstSlot = firstSlot;
        this.slots = slots;
    }

    static Orders of(String text) {
        List<List<Integer>> partitions = new ArrayList<>();
        for (String replicas : text.isEmpty() ? new String[0] : text.split("/", -1)) {
            partitions.add(Arrays.stream(replicas.trim().split(",", -1))
                    .map(Integer::valueOf)
                    .toList());
        }
        return of(partitions);
    }

    static Orders of(List<List<Integer>> partitions) {
        int[] firstSlot = new int[partitions.size() + 1];
        for (int i = 0; i < partitions.size(); i++) {
            firstSlot[i + 1] = firstSlot[i] + partitions.get(i).size();
        }
        return new Orders(
                firstSlot,
                partitions.stream()
                        .flatMap(List::stream)
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    Orders copy() {
        return new Orders(firstSlot, slots.clone());
    }

    int count() {
        return firstSlot.length - 1;
    }

    /** All partitions may be reordered, all brokers are equal. */
    int spread(int brokers) {
        double[] share = new double[brokers];
        Arrays.fill(share, 1);
        return spread(IntStream.range(0, firstSlot.length - 1).toArray(), share);
    }

    int spread(int[] movable, double... share) {
        return LeaderBalance.spread(new ReplicaOrder(firstSlot, slots), movable, share);
    }

    /** The same for partitions of which some have lost their leaders. */
    int spread(BitSet uprooted, int[] movable, double... share) {
        ReplicaOrder order = new ReplicaOrder(firstSlot, slots);
        uprooted.stream().forEach(order::uproot);
        return LeaderBalance.spread(order, movable, share);
    }

    int[] led(int brokers) {
        int[] led = new int[brokers];
        IntStream.range(0, firstSlot.length - 1).forEach(partition -> led[slots[firstSlot[partition]]]++);
        return led;
    }

    List<Integer> replicas(int partition) {
        return Arrays.stream(slots, firstSlot[partition], firstSlot[partition + 1])
                .boxed()
                .toList();
    }

    @Override
    public String toString() {
        return IntStream.range(0, firstSlot.length - 1)
                .mapToObj(partition ->
                        replicas(partition).stream().map(String::valueOf).collect(Collectors.joining(",")))
                .collect(Collectors.joining(" / "));
    }
}
