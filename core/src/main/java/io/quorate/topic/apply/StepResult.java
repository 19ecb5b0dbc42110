// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import io.quorate.topic.TopicStep;

/**
 * What became of one step.
 *
 * @param step the step
 * @param outcome how it ended
 * @param detail what the brokers said, or what was seen
 */
public record StepResult(TopicStep step, Outcome outcome, String detail) {
    /** How a step ended. */
    public enum Outcome {
        /** Done, and the topic is usable. */
        DONE,
        /** Somebody else created the topic in the same moment: it was looked at again, and what differs is in the report. */
        DONE_BY_ANOTHER,
        /** Done, and the topic has no leader yet, or fewer in-sync replicas than writes need. */
        NOT_USABLE_YET,
        /** Not done: the topic is not what the step was planned from. */
        REFUSED_STALE,
        /** Not done: the brokers refuse it. */
        REFUSED_BY_BROKER,
        /** Not done: the principal may not. */
        DENIED,
        /** Perhaps done: nobody answered in time. */
        UNREACHABLE
    }

    /**
     * Returns the result for people.
     *
     * @return one line
     */
    public String describe() {
        return outcome + ": " + step.describe() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
