// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/** The partitions from small to large, so that what is chosen freely is chosen small. */
final class SizeOrder {
    private static final int BITS = 11;
    private static final int MASK = (1 << BITS) - 1;

    private SizeOrder() {}

    /**
     * Sorts by radix in three passes, in linear time. Sizes are compared as floats, so two that differ by less than a
     * millionth may change places; those that are equal, or not known, keep their order.
     */
    static int[] of(ReplicaMap cluster) {
        int partitions = cluster.partitionCount();
        int[] keys = new int[partitions];
        int[] order = new int[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            // The bits of floats that are not negative are in the order of their values.
            keys[partition] = Float.floatToIntBits((float) Math.max(0, cluster.size(partition)));
            order[partition] = partition;
        }
        int[] other = new int[partitions];
        for (int shift = 0; shift < Integer.SIZE; shift += BITS) {
            int[] starts = new int[MASK + 2];
            for (int key : keys) {
                starts[((key >>> shift) & MASK) + 1]++;
            }
            for (int i = 0; i < MASK; i++) {
                starts[i + 1] += starts[i];
            }
            for (int partition : order) {
                other[starts[(keys[partition] >>> shift) & MASK]++] = partition;
            }
            int[] swap = order;
            order = other;
            other = swap;
        }
        return order;
    }
}
