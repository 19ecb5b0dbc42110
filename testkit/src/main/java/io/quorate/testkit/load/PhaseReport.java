// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What happened between one mark and the next.
 *
 * <p>Of a gap between two acknowledgements, only the part within the phase counts here: from the mark, if the last
 * acknowledgement was before it, and up to the next mark, if the next one was after it. {@link
 * WorkloadReport#longestTimeWithoutAck()} has gaps whole.
 *
 * @param name the name given to {@link Workload#mark(String)}, or {@code "start"} for the time before the first mark
 * @param beganAfter how long after the start of the load it began
 * @param length how long it lasted
 * @param acknowledged records acknowledged in it
 * @param longestTimeWithoutAckByPartition the longest time without an acknowledgement within it, for each partition
 * @param longestTimeWithoutDeliveryByPartition the longest time within it without a record for the group, for each partition
 */
public record PhaseReport(
        String name,
        Duration beganAfter,
        Duration length,
        long acknowledged,
        Map<TopicPartition, Duration> longestTimeWithoutAckByPartition,
        Map<TopicPartition, Duration> longestTimeWithoutDeliveryByPartition) {
    /**
     * Makes a report of a phase.
     *
     * @param name the name given to {@link Workload#mark(String)}
     * @param beganAfter how long after the start of the load it began
     * @param length how long it lasted
     * @param acknowledged records acknowledged in it
     * @param longestTimeWithoutAckByPartition the longest time without an acknowledgement within it
     * @param longestTimeWithoutDeliveryByPartition the longest time within it without a record for the group
     * @throws NullPointerException if a component is null
     */
    public PhaseReport {
        longestTimeWithoutAckByPartition = Map.copyOf(longestTimeWithoutAckByPartition);
        longestTimeWithoutDeliveryByPartition = Map.copyOf(longestTimeWithoutDeliveryByPartition);
    }

    /**
     * Returns the longest time that any partition went without an acknowledgement within this phase.
     *
     * @return the longest time
     */
    public Duration longestTimeWithoutAck() {
        return longest(longestTimeWithoutAckByPartition);
    }

    /**
     * Returns the longest time within this phase that the group had no record of some partition.
     *
     * @return the longest time
     */
    public Duration longestTimeWithoutDelivery() {
        return longest(longestTimeWithoutDeliveryByPartition);
    }

    private static Duration longest(Map<TopicPartition, Duration> byPartition) {
        return byPartition.values().stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
