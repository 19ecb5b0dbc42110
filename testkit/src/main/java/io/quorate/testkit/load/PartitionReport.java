// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What the workload found in one partition.
 *
 * @param partition the partition
 * @param counts how many records went which way
 * @param faults how many something was wrong with
 * @param anomalies the first twenty records of each kind of fault; {@code faults} counts them all
 * @param longestTimeWithoutAck the longest time between two acknowledgements of a record, whichever producer's, while the load
 *     was running: from its start to the first and from the last to its end included
 * @param longestTimeWithoutDelivery the longest time without a record of this partition for the group, measured in the same way
 * @param notReadToEnd why the group's reading of this partition is not complete; empty if it is
 */
public record PartitionReport(
        TopicPartition partition,
        RecordCounts counts,
        RecordFaults faults,
        List<Anomaly> anomalies,
        Duration longestTimeWithoutAck,
        Duration longestTimeWithoutDelivery,
        Optional<String> notReadToEnd) {
    /**
     * Makes a report of a partition.
     *
     * @param partition the partition
     * @param counts how many records went which way
     * @param faults how many something was wrong with
     * @param anomalies the first twenty records of each kind of fault
     * @param longestTimeWithoutAck the longest time between two acknowledgements of a record
     * @param longestTimeWithoutDelivery the longest time without a record for the group
     * @param notReadToEnd why the group's reading of this partition is not complete
     * @throws NullPointerException if a component is null
     */
    public PartitionReport {
        anomalies = List.copyOf(anomalies);
    }
}
