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
        /** The brokers are too old to know the question, or what it is about is switched off. */
        UNSUPPORTED,
        /** It was there when listed and gone when asked. */
        VANISHED,
        /** Any other error. */
        FAILED,
        /** Nobody asked. */
        NOT_ASKED
    }

    private static final String TOPIC = "topic ";

    /**
     * Returns the subject of a gap that a whole topic leaves.
     *
     * @param name the topic
     * @return the subject
     */
    public static String topicSubject(String name) {
        return TOPIC + name;
    }

    /**
     * Returns the subject of a gap that the configs of a topic leave.
     *
     * @param name the topic
     * @return the subject
     */
    public static String topicConfigsSubject(String name) {
        return "configs of " + TOPIC + name;
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
