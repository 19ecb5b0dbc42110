// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

/**
 * A broker that brings partitions without leader back.
 *
 * @param nodeId which
 * @param partitions how many of those that no broker before it in the list brings back
 * @param recovery what happens to their records
 * @param online {@code true} if it runs already and yet does not lead them: then its disk is the matter, not the process
 */
public record StartFirst(int nodeId, int partitions, Recovery recovery, boolean online) {
    /** What happens to the records of a partition that a broker brings back, the best first. */
    public enum Recovery {
        /** It is in the ISR or in the ELR: it has every committed record. */
        NOTHING_LOST("it has every committed record"),
        /** It is the last that was known to be eligible, and it did not shut down cleanly since. */
        LAST_KNOWN(
                "it was the last to be eligible; it did not shut down cleanly, so the records that it had not flushed"
                        + " may be lost"),
        /** It is some replica; only an unclean leader election makes it a leader. */
        UNCLEAN("nobody is known to have every record: it leads only by an unclean leader election, and what it had not"
                + " replicated is lost");

        private final String words;

        Recovery(String words) {
            this.words = words;
        }
    }

    /**
     * Returns it as a sentence for people.
     *
     * @return a sentence
     */
    public String describe() {
        String brings = Few.count(partitions, "partition", "partitions") + ": " + recovery.words + ".";
        return online
                ? "Broker " + nodeId + " runs and does not lead " + brings
                        + " Look at its log dirs and its log, repair the disk and restart it."
                : "Start broker " + nodeId + " first, for " + brings;
    }
}
