// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How a running workload is doing. The figures are taken one after the other while records flow.
 *
 * @param running how long the load has been running
 * @param acknowledged records acknowledged so far
 * @param read offsets that the group has read so far
 * @param lag records that the group has still to read, as its members last heard from the brokers
 * @param failures calls of producers and members that have failed so far
 * @param sinceLastAck for each partition the time since its last acknowledgement; zero once the load has stopped
 */
public record WorkloadSnapshot(
        Duration running,
        long acknowledged,
        long read,
        long lag,
        long failures,
        Map<TopicPartition, Duration> sinceLastAck) {
    /**
     * Makes a snapshot.
     *
     * @param running how long the load has been running
     * @param acknowledged records acknowledged so far
     * @param read offsets that the group has read so far
     * @param lag records that the group has still to read
     * @param failures calls of producers and members that have failed so far
     * @param sinceLastAck for each partition the time since its last acknowledgement
     * @throws NullPointerException if a component is null
     */
    public WorkloadSnapshot {
        sinceLastAck = Map.copyOf(sinceLastAck);
    }

    /**
     * Returns the time since the last acknowledgement of the partition that has waited longest.
     *
     * @return the longest of {@link #sinceLastAck()}
     */
    public Duration longestSinceLastAck() {
        return sinceLastAck.values().stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /**
     * Returns the snapshot in one line.
     *
     * @return the figures
     */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "after %.1f s: acknowledged %d, read %d, lag %d, failed calls %d, longest since an acknowledgement %s",
                running.toMillis() / 1e3,
                acknowledged,
                read,
                lag,
                failures,
                Texts.millis(longestSinceLastAck()));
    }
}
