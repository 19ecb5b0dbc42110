// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.progress;

import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.throttle.ThrottleEvent;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Something that happened while a reassignment plan was run. */
public sealed interface ReassignmentEvent {
    /**
     * Returns the event as text for people.
     *
     * @return a line
     */
    String describe();

    /**
     * The run began, or took up what another process had begun.
     *
     * @param moves how many moves the plan has
     * @param resumed {@code true} if the journal knew the run
     */
    record Started(int moves, boolean resumed) implements ReassignmentEvent {
        @Override
        public String describe() {
            return (resumed ? "Taking up the run of " : "Beginning with ") + moves + " moves";
        }
    }

    /**
     * The run went over to something else.
     *
     * @param phase what it is at now
     */
    record PhaseChanged(ReassignmentPhase phase) implements ReassignmentEvent {
        @Override
        public String describe() {
            return "Now " + phase;
        }
    }

    /**
     * Something was copied, or settled.
     *
     * @param progress how far the run is
     */
    record Advanced(ReassignmentProgress progress) implements ReassignmentEvent {
        @Override
        public String describe() {
            return progress.describe();
        }
    }

    /**
     * Kafka was asked to reassign partitions.
     *
     * @param moves the steps that began: the replicas of now, and those of this step
     */
    record MovesStarted(List<PartitionMove> moves) implements ReassignmentEvent {
        /**
         * Copies the list.
         *
         * @param moves the steps that began
         */
        public MovesStarted {
            moves = List.copyOf(moves);
        }

        @Override
        public String describe() {
            return "Started " + moves.size() + ", the first " + moves.get(0);
        }
    }

    /**
     * A move is settled.
     *
     * @param partition whose
     * @param state what has become of it
     * @param detail what was seen, if it is not done; else empty
     */
    record MoveSettled(TopicPartition partition, MoveState state, String detail) implements ReassignmentEvent {
        @Override
        public String describe() {
            return partition + " " + state + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /**
     * Something keeps moves from being started. Told when it changes.
     *
     * @param reasons a sentence for each; empty when nothing does any more
     */
    record Holding(List<String> reasons) implements ReassignmentEvent {
        /**
         * Copies the list.
         *
         * @param reasons a sentence for each
         */
        public Holding {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String describe() {
            return reasons.isEmpty() ? "Nothing holds the run back any more" : "Holding: " + String.join("; ", reasons);
        }
    }

    /**
     * A broker that was to receive replicas is gone; its moves were taken back. They go to others where the plan allows
     * it, else they wait for the broker.
     *
     * @param broker its node id
     * @param cancelled the partitions that were being copied to it
     */
    record DestinationLost(int broker, List<TopicPartition> cancelled) implements ReassignmentEvent {
        /**
         * Copies the list.
         *
         * @param broker its node id
         * @param cancelled the partitions that were being copied to it
         */
        public DestinationLost {
            cancelled = List.copyOf(cancelled);
        }

        @Override
        public String describe() {
            return "Broker " + broker + " is gone; cancelled " + cancelled.size() + " copies to it";
        }
    }

    /**
     * A partition goes to another broker than planned.
     *
     * @param move what is done now, from the replicas of before the run
     * @param instead the target of the plan
     */
    record Redirected(PartitionMove move, List<Integer> instead) implements ReassignmentEvent {
        /**
         * Copies the list.
         *
         * @param move what is done now
         * @param instead the target of the plan
         */
        public Redirected {
            instead = List.copyOf(instead);
        }

        @Override
        public String describe() {
            return move + " instead of " + instead;
        }
    }

    /**
     * A partition is being copied, and no new replica of it has grown for a while.
     *
     * @param partition how far it is
     */
    record Stalled(PartitionProgress partition) implements ReassignmentEvent {
        @Override
        public String describe() {
            return partition.partition() + " to " + partition.adding() + " has not grown for "
                    + partition.sinceGrowth().toSeconds() + " s; is the throttle below what producers write?";
        }
    }

    /**
     * A reassignment can never end: a broker is being added and removed at once (Kafka 4.3, after somebody submitted the
     * replicas of before instead of cancelling).
     *
     * @param partition whose
     * @param mine {@code true} if it is a partition of this plan, which is then cancelled and begun again
     */
    record WedgeFound(TopicPartition partition, boolean mine) implements ReassignmentEvent {
        @Override
        public String describe() {
            return "The reassignment of " + partition + " can never end: a broker is being added and removed at once. "
                    + (mine ? "It is cancelled and begun again." : "Cancel it; only that helps.");
        }
    }

    /**
     * Something happened to the throttle: somebody changed it, a broker could not be reached, or a list became too long.
     *
     * @param event what happened
     */
    record ThrottleNoticed(ThrottleEvent event) implements ReassignmentEvent {
        @Override
        public String describe() {
            return event.describe();
        }
    }

    /**
     * The run has ended.
     *
     * @param outcome in which way
     * @param took how long it took
     */
    record Ended(String outcome, Duration took) implements ReassignmentEvent {
        @Override
        public String describe() {
            return outcome + " after " + took.toMillis() + " ms";
        }
    }
}
