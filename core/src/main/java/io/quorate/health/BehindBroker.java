// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A broker that has replicas which are out of sync, and what explains it.
 *
 * @param nodeId which
 * @param partitions how many of its replicas are out of sync
 * @param lasting for how long it has had such replicas, as far as that was watched; zero at the first look
 * @param missingBytes what its replicas lack, by the sizes in the log dirs; zero where that is not known
 * @param causes what explains it; at least one
 */
public record BehindBroker(int nodeId, int partitions, Duration lasting, long missingBytes, Set<Cause> causes) {
    /** What explains that replicas are out of sync, the surest first. */
    public enum Cause {
        /** The broker is fenced or not registered. */
        BROKER_DOWN("is not online", "Start the broker."),
        /** The broker is listed as online and does not follow the metadata log. */
        BROKER_SILENT("does not follow the metadata log", "See whether the broker hangs or is cut off."),
        /** A log dir of the broker failed. */
        LOG_DIR_FAILED("has a failed log dir", "Repair the disk and restart the broker, or reassign its replicas."),
        /** A log dir of the broker is all but full. */
        LOG_DIR_FULL("has a log dir that is all but full", "Make room on the disk."),
        /** A replication throttle is set for the replica or for its leader. */
        THROTTLED("is held back by a replication throttle", "Remove the throttle, or raise it."),
        /** The partition is being reassigned, and this replica is not one of the new. */
        REASSIGNMENT("is part of a reassignment", "Wait for the reassignment, or look why it does not end."),
        /** The replica has much less than the others and catches up. */
        FAR_BEHIND("has much to catch up", "Wait; if it does not get less, look at the disk and the network."),
        /** Nothing that can be seen through Admin explains it. */
        UNEXPLAINED(
                "runs, and nothing that can be seen from outside explains it",
                "Look in the broker's log for its replica fetchers, and at the network between the brokers.");

        private final String words;
        private final String remedy;

        Cause(String words, String remedy) {
            this.words = words;
            this.remedy = remedy;
        }

        /**
         * Returns what to do about it.
         *
         * @return a sentence
         */
        public String remedy() {
            return remedy;
        }
    }

    /**
     * Copies the causes.
     *
     * @param nodeId which
     * @param partitions how many of its replicas are out of sync
     * @param lasting for how long
     * @param missingBytes what its replicas lack
     * @param causes what explains it
     */
    public BehindBroker {
        causes = sorted(causes);
    }

    private static Set<Cause> sorted(Collection<Cause> causes) {
        EnumSet<Cause> copy = EnumSet.noneOf(Cause.class);
        copy.addAll(causes);
        return Collections.unmodifiableSet(copy);
    }

    /**
     * Returns it as a sentence for people.
     *
     * @return a sentence
     */
    public String describe() {
        return "Broker " + nodeId + " is behind in " + Few.count(partitions, "partition", "partitions")
                + (lasting.isZero() ? "" : " for " + Few.time(lasting))
                + (missingBytes > 0 ? ", by " + Few.bytes(missingBytes) : "") + ": it "
                + causes.stream().map(cause -> cause.words).collect(Collectors.joining(" and ")) + ".";
    }
}
