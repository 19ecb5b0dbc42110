// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.cluster.OngoingReassignment;
import io.quorate.reassignment.plan.PartitionMove;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition that is being copied or is going to be: who sends and who receives.
 *
 * @param partition which
 * @param sources the brokers that have it already; any of them may lead it while it is copied
 * @param adding the brokers that get it
 */
public record InFlightMove(TopicPartition partition, Set<Integer> sources, Set<Integer> adding) {
    /**
     * Copies the sets. A broker that has the partition does not get it.
     *
     * @param partition which
     * @param sources the brokers that have it already
     * @param adding the brokers that get it
     */
    public InFlightMove {
        sources = Set.copyOf(sources);
        Set<Integer> receivers = new TreeSet<>(adding);
        receivers.removeAll(sources);
        adding = Set.copyOf(receivers);
    }

    /**
     * Returns the move of a partition that is not being reassigned yet.
     *
     * @param move what is going to be submitted
     * @return its senders and receivers
     */
    public static InFlightMove of(PartitionMove move) {
        return new InFlightMove(move.partition(), Set.copyOf(move.from()), Set.copyOf(move.to()));
    }

    /**
     * Returns the move of a partition that is being reassigned.
     *
     * @param ongoing its reassignment
     * @return its senders, which are all its replicas but the new ones, and its receivers
     */
    public static InFlightMove of(OngoingReassignment ongoing) {
        return new InFlightMove(ongoing.partition(), sources(ongoing), Set.copyOf(ongoing.adding()));
    }

    /**
     * Returns the move of a partition whose reassignment is going to be replaced by another one. Those who had the partition
     * before the first go on sending: what the first has begun to copy is in nobody's ISR.
     *
     * @param ongoing the reassignment that it has
     * @param to the replicas that it shall have instead
     * @return its senders and receivers
     */
    public static InFlightMove overwriting(OngoingReassignment ongoing, List<Integer> to) {
        return new InFlightMove(ongoing.partition(), sources(ongoing), Set.copyOf(to));
    }

    private static Set<Integer> sources(OngoingReassignment ongoing) {
        Set<Integer> sources = new TreeSet<>(ongoing.replicas());
        ongoing.adding().forEach(sources::remove);
        return sources;
    }
}
