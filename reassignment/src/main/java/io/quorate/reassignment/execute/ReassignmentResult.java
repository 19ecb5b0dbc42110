// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.error.KafkaOperationException;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How a run ended.
 *
 * @param outcome in which way
 * @param progress how far it came
 * @param unfinished moves that are not done, at most 1,000 of them; {@link #progress()} has the numbers
 * @param facts what was read back from the cluster afterwards, a sentence each
 * @param owed what is not as it was before the run though it should be, such as a throttle on a broker that is down; running
 *     the same plan again, or another one, puts it right
 * @param failure why it failed, or did not come to its end
 * @param timeline how it went, in at most 500 points
 * @param took how long it took
 */
public record ReassignmentResult(
        Outcome outcome,
        ReassignmentProgress progress,
        List<Unfinished> unfinished,
        List<String> facts,
        List<String> owed,
        Optional<KafkaOperationException> failure,
        List<ReassignmentProgress> timeline,
        Duration took) {
    /** In which way a run ended. */
    public enum Outcome {
        /** Every partition that still exists has the replicas of the plan. */
        COMPLETED,
        /** It came to its end, and some partitions do not have the replicas of the plan. Nothing of it is in flight. */
        INCOMPLETE,
        /** It was cancelled: every partition that it touched has the replicas of before, in their order. */
        CANCELLED,
        /** It was asked to drain: what was in flight was finished, and the rest was not begun. */
        DRAINED,
        /** The handle was closed: what was in flight goes on in Kafka, under the throttle. The same plan resumes it. */
        DETACHED,
        /** It stopped at an error. The same plan resumes it. */
        FAILED
    }

    /**
     * A move that is not done.
     *
     * @param partition whose
     * @param state what has become of it
     * @param detail what was seen
     */
    public record Unfinished(TopicPartition partition, MoveState state, String detail) {
        @Override
        public String toString() {
            return partition + " " + state + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /**
     * Copies the lists.
     *
     * @param outcome in which way
     * @param progress how far it came
     * @param unfinished moves that are not done
     * @param facts what was read back
     * @param owed what is not as it was before
     * @param failure why it failed
     * @param timeline how it went
     * @param took how long it took
     */
    public ReassignmentResult {
        unfinished = List.copyOf(unfinished);
        facts = List.copyOf(facts);
        owed = List.copyOf(owed);
        timeline = List.copyOf(timeline);
    }

    /**
     * Tells whether everything was done and nothing is left behind.
     *
     * @return {@code true} if it completed and nothing is owed
     */
    public boolean isSuccess() {
        return outcome == Outcome.COMPLETED && owed.isEmpty();
    }

    /**
     * Throws if the run failed.
     *
     * @return this result
     * @throws KafkaOperationException why it failed
     */
    public ReassignmentResult throwIfFailed() {
        if (outcome == Outcome.FAILED) {
            failure.ifPresent(e -> {
                throw e;
            });
        }
        return this;
    }

    /**
     * Returns the result as text for people.
     *
     * @return a few lines
     */
    public String describe() {
        StringBuilder text = new StringBuilder();
        text.append(outcome).append(" after ").append(took.toMillis()).append(" ms\n");
        text.append(progress.describe());
        failure.ifPresent(e -> text.append('\n').append(e.getMessage()));
        facts.forEach(fact -> text.append('\n').append(fact));
        unfinished.stream().limit(10).forEach(move -> text.append("\nNot done: ")
                .append(move));
        if (unfinished.size() > 10) {
            text.append("\nNot done: ").append(unfinished.size() - 10).append(" more");
        }
        owed.forEach(debt -> text.append("\nStill owed: ").append(debt));
        return text.toString();
    }
}
