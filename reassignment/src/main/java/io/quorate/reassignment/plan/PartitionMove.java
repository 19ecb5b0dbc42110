// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The replicas of one partition before and after.
 *
 * @param partition which
 * @param from the replicas before, the preferred leader first; what a rollback would restore, order included
 * @param to the replicas after, the preferred leader first
 */
public record PartitionMove(TopicPartition partition, List<Integer> from, List<Integer> to) {
    /**
     * Copies the lists and checks them.
     *
     * @param partition which
     * @param from the replicas before, the preferred leader first; what a rollback would restore, order included
     * @param to the replicas after, the preferred leader first
     * @throws IllegalArgumentException if a list is empty, or names a node twice
     */
    public PartitionMove {
        from = List.copyOf(from);
        to = List.copyOf(to);
        if (from.isEmpty() || to.isEmpty() || repeats(from) || repeats(to)) {
            throw new IllegalArgumentException("Not a move of " + partition + ": " + from + " -> " + to
                    + ". Both sides need at least one replica and no node twice.");
        }
    }

    /**
     * Returns the replicas that are new.
     *
     * @return node ids in the order of {@link #to()}
     */
    public List<Integer> adding() {
        return to.stream().filter(node -> !from.contains(node)).toList();
    }

    /**
     * Returns the replicas that go.
     *
     * @return node ids in the order of {@link #from()}
     */
    public List<Integer> removing() {
        return from.stream().filter(node -> !to.contains(node)).toList();
    }

    /**
     * Tells whether no replica is added or removed. Kafka applies such a move at once and copies nothing.
     *
     * @return {@code true} if only the order changes, or nothing
     */
    public boolean isReorder() {
        return Set.copyOf(from).equals(Set.copyOf(to));
    }

    @Override
    public String toString() {
        return partition + " " + from + " -> " + to;
    }

    private static boolean repeats(List<Integer> nodes) {
        return new HashSet<>(nodes).size() < nodes.size();
    }
}
