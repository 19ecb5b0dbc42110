// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

/**
 * Why a reset is refused.
 *
 * @param kind what is wrong
 * @param subject the group or the partition
 * @param detail what was seen, and what to do
 */
public record ResetProblem(Kind kind, String subject, String detail) {
    /** What is wrong. */
    public enum Kind {
        /** There is no such group. */
        GROUP_MISSING,
        /** It has members, which would not notice, or commit over it. */
        GROUP_NOT_EMPTY,
        /** It is no group of consumers. */
        WRONG_TYPE,
        /** The offset is not in the log. */
        OUT_OF_RANGE,
        /** No record is that young. */
        AFTER_LAST_RECORD,
        /** There is no commit to count from. */
        NO_COMMIT,
        /** There is nothing to reset. */
        NOTHING_MEANT,
        /** The commit is another one than in the plan. */
        MOVED_SINCE,
        /** It could not be read, so nothing is done. */
        UNREADABLE,
        /** Kafka refused the new commit. */
        NOT_WRITTEN
    }

    /**
     * Returns one line for people.
     *
     * @return the line
     */
    public String describe() {
        return kind + " " + subject + ": " + detail;
    }
}
