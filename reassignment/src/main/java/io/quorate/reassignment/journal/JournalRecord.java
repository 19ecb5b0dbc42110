// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.reassignment.plan.PartitionMove;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/**
 * One thing that a run remembers. Everything but {@link Ended} and {@link ThrottleRestored} and {@link CordonRestored} is
 * written before it is done.
 *
 * <p>The JSON form is stable: fields may be added, and readers skip fields that they do not know.
 */
public sealed interface JournalRecord {
    /** How many partitions a record names at most. */
    int MOST_MOVES = 500;

    /**
     * A plan is going to be written: the first record of a plan. A second one begins the plan anew, because the first was not
     * written completely or has ended; what came before does not count any more, except for what is still owed to the cluster.
     *
     * @param planId the plan
     * @param clusterId the cluster that it is for
     * @param begunAt when
     * @param partitions how many partitions the {@link PlannedMoves} after it name in all
     */
    record PlanBegun(String planId, String clusterId, Instant begunAt, int partitions) implements JournalRecord {}

    /**
     * A part of the plan: partitions of one topic with the replicas that they had, in order, and those that they shall have.
     *
     * @param topic the topic's name
     * @param topicId its id
     * @param moves at least one, at most {@link #MOST_MOVES}
     */
    record PlannedMoves(String topic, Uuid topicId, List<PartitionMove> moves) implements JournalRecord {
        /**
         * Copies the moves and checks them.
         *
         * @param topic the topic's name
         * @param topicId its id
         * @param moves at least one, at most {@link #MOST_MOVES}, all of the topic
         */
        public PlannedMoves {
            moves = checked(moves);
            for (PartitionMove move : moves) {
                if (!move.partition().topic().equals(topic)) {
                    throw new IllegalArgumentException(move + " is not a move of topic " + topic);
                }
            }
        }
    }

    /**
     * Something is going to be asked of the controller for these partitions.
     *
     * @param action what
     * @param moves the replicas before and after, as far as the one who asks knows; at least one, at most {@link #MOST_MOVES}
     */
    record Intent(Action action, List<PartitionMove> moves) implements JournalRecord {
        /** What is asked of the controller. */
        public enum Action {
            /** To reassign the partitions. */
            REASSIGN,
            /** To cancel their reassignments. */
            CANCEL
        }

        /**
         * Copies the moves and checks them.
         *
         * @param action what
         * @param moves at least one, at most {@link #MOST_MOVES}
         */
        public Intent {
            moves = checked(moves);
        }
    }

    /**
     * A throttle config is going to be changed, and this is what it was. A later one for the same config replaces it: others
     * have changed it since, and that is what to go back to.
     *
     * @param resource the topic or the broker
     * @param key the config's key
     * @param before what was set on that very resource; empty if nothing was, even if something else showed through
     */
    record ThrottlePreImage(ConfigResource resource, String key, Optional<String> before) implements JournalRecord {}

    /**
     * A rate is going to be set on brokers.
     *
     * @param bytesPerSecond the rate
     */
    record ThrottleRate(long bytesPerSecond) implements JournalRecord {}

    /**
     * Replicas are going to be in a list of throttled replicas that have not been in it before. After a crash that is how they
     * are told from those of somebody else.
     *
     * @param resource the topic
     * @param key the config's key
     * @param replicas as Kafka writes them: {@code partition:broker}, separated by commas
     */
    record ThrottleListed(ConfigResource resource, String key, String replicas) implements JournalRecord {}

    /**
     * A list of throttled replicas is going to be {@code *}, because the replicas would not fit into a config value.
     *
     * @param resource the topic
     * @param key the config's key
     */
    record ThrottleWidened(ConfigResource resource, String key) implements JournalRecord {}

    /**
     * A throttle config is again what it was, or is no concern of the plan any more.
     *
     * @param resource the topic or the broker
     * @param key the config's key
     */
    record ThrottleRestored(ConfigResource resource, String key) implements JournalRecord {}

    /**
     * A broker is going to be cordoned, and this is what {@code cordoned.log.dirs} was.
     *
     * @param nodeId the broker
     * @param before what was set on that very broker; empty if nothing was
     */
    record CordonPreImage(int nodeId, Optional<String> before) implements JournalRecord {}

    /**
     * A broker is cordoned as it was before.
     *
     * @param nodeId the broker
     */
    record CordonRestored(int nodeId) implements JournalRecord {}

    /**
     * The run goes into another phase.
     *
     * @param phase its name, which means something to the one who runs the plan
     * @param at when
     */
    record PhaseEntered(String phase, Instant at) implements JournalRecord {}

    /**
     * The run is over. Nothing is in flight any more.
     *
     * @param outcome how it ended
     * @param at when
     */
    record Ended(Outcome outcome, Instant at) implements JournalRecord {
        /** How a run ends. One that failed has not ended: it can be resumed. */
        public enum Outcome {
            /** The plan was carried out. Brokers that it emptied stay cordoned, and nobody owes them another state. */
            FINISHED,
            /** It was called off, and what was in flight is as it was before. */
            CANCELLED
        }
    }

    private static List<PartitionMove> checked(List<PartitionMove> moves) {
        if (moves.isEmpty() || moves.size() > MOST_MOVES) {
            throw new IllegalArgumentException(
                    "A record names 1 to " + MOST_MOVES + " partitions, not " + moves.size() + ". Write several.");
        }
        return List.copyOf(moves);
    }
}
