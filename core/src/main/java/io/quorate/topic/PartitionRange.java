// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

/**
 * How many partitions a topic may have.
 *
 * @param minimum the fewest, at least 1; also how many a topic is created with
 * @param maximum the most
 */
public record PartitionRange(int minimum, int maximum) {
    /**
     * Checks the bounds.
     *
     * @param minimum the fewest, at least 1
     * @param maximum the most, at least {@code minimum}
     * @throws IllegalArgumentException if there is no such number
     */
    public PartitionRange {
        if (minimum < 1 || maximum < minimum) {
            throw new IllegalArgumentException(
                    "Partitions must be at least 1 and the maximum not below the minimum, not " + minimum + " to "
                            + maximum + ".");
        }
    }

    @Override
    public String toString() {
        return minimum == maximum ? String.valueOf(minimum) : minimum + " to " + maximum;
    }
}
