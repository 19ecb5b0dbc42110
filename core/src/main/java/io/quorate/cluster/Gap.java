// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

/**
 * Something that could not be read from the cluster, and why.
 *
 * @param subject what was asked for, for example {@code configs of topic orders}
 * @param kind the class of the reason: absent, denied and unreachable are three different answers
 * @param cause what Kafka said
 */
public record Gap(String subject, Kind kind, String cause) {
    /** Why something could not be read. */
    public enum Kind {
        /** The principal may not read it. */
        DENIED,
        /** Nobody answered in time. */
        UNREACHABLE,
        /** The brokers are too old to know the question. */
        UNSUPPORTED,
        /** It was there when listed and gone when asked. */
        VANISHED,
        /** Any other error. */
        FAILED,
        /** Nobody asked. */
        NOT_ASKED
    }

    /**
     * Returns the gap as a sentence for people.
     *
     * @return for example {@code quorum: UNREACHABLE (TimeoutException: ...)}
     */
    public String describe() {
        return subject + ": " + kind + " (" + cause + ")";
    }
}
