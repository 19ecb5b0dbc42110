// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.error.KafkaOperationException;
import io.quorate.reassignment.durability.DurabilityChecklist;
import java.time.Duration;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param outcome in which way
 * @param checklist what was read back from the cluster afterwards; empty if it could not be read
 * @param failure why it failed; empty unless the outcome is {@link Outcome#FAILED}
 * @param took how long it took
 */
public record DurabilityResult(
        Outcome outcome,
        Optional<DurabilityChecklist> checklist,
        Optional<KafkaOperationException> failure,
        Duration took) {
    /** In which way a run ended. */
    public enum Outcome {
        /** Every step was done. Whether the cluster meets the policy is in the checklist. */
        COMPLETED,
        /** It was cancelled: what was in flight went back, what was done stays, and the cluster is consistent. */
        CANCELLED,
        /** The handle was closed: what was in flight goes on in Kafka. */
        DETACHED,
        /** It stopped at an error; what was in flight goes on in Kafka. */
        FAILED
    }

    /**
     * Tells whether everything was done and read back.
     *
     * @return {@code true} if it completed and every line of the checklist is met
     */
    public boolean isSuccess() {
        return outcome == Outcome.COMPLETED
                && checklist.map(DurabilityChecklist::isMet).orElse(false);
    }

    /**
     * Throws if the run failed.
     *
     * @return this result
     * @throws KafkaOperationException why it failed
     */
    public DurabilityResult throwIfFailed() {
        failure.ifPresent(e -> {
            throw e;
        });
        return this;
    }

    /**
     * Returns the result as text for people.
     *
     * @return a few lines
     */
    public String describe() {
        return outcome + " after " + took.toMillis() + " ms"
                + failure.map(e -> "\n" + e.getMessage()).orElse("")
                + checklist.map(list -> "\n" + list.describe()).orElse("\nThe cluster could not be read back.");
    }
}
