// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.util.List;

/**
 * What became of a workload's records in the topic to which an application has copied them, for example one of Kafka
 * Streams.
 *
 * @param acknowledged records of the workload that were acknowledged in the topic they were sent to
 * @param read records in the topic that they were copied to
 * @param foreign whole records of another workload among them
 * @param unverified acknowledged and not found while it is not known that the application and the reader came to the end
 * @param faults what was wrong; a record is lost if it was acknowledged and is not there, although the application has
 *     committed that it has read it, and reordered if it is behind a later one of its producer that came from the same
 *     partition and is in the same partition
 * @param anomalies the first of each kind
 * @param incompleteBecause why some zeros may only mean that nobody looked; empty if all was seen
 */
public record PassageReport(
        long acknowledged,
        long read,
        long foreign,
        long unverified,
        RecordFaults faults,
        List<Anomaly> anomalies,
        List<String> incompleteBecause) {
    /**
     * Copies the lists.
     *
     * @param acknowledged records that were acknowledged
     * @param read records in the topic that they were copied to
     * @param foreign whole records of another workload among them
     * @param unverified acknowledged and not found
     * @param faults what was wrong
     * @param anomalies the first of each kind
     * @param incompleteBecause why some zeros may only mean that nobody looked
     */
    public PassageReport {
        anomalies = List.copyOf(anomalies);
        incompleteBecause = List.copyOf(incompleteBecause);
    }

    /**
     * Returns whether all was seen and nothing was wrong with any record.
     *
     * @return true if every acknowledged record went through exactly once, whole and in order
     */
    public boolean isClean() {
        return incompleteBecause.isEmpty() && faults.isNone() && acknowledged > 0;
    }

    /**
     * Does nothing if the report is clean, and throws it as text otherwise.
     *
     * @throws WorkloadException if {@link #isClean()} is false
     */
    public void throwIfNotClean() {
        if (!isClean()) {
            throw new WorkloadException(
                    "The application's copy of the workload's records is not clean.\n" + describe());
        }
    }

    /**
     * Returns the report for people.
     *
     * @return several lines
     */
    public String describe() {
        StringBuilder text = new StringBuilder(
                "acknowledged / lost / duplicated / reordered behind the application = %d / %d / %d / %d\n"
                        .formatted(acknowledged, faults.lost(), faults.duplicated(), faults.reordered()));
        text.append("corrupt %d, aborted but read %d, unverified %d, read %d, foreign %d"
                .formatted(faults.corrupt(), faults.abortedRead(), unverified, read, foreign));
        incompleteBecause.forEach(reason -> text.append("\n  not complete ").append(reason));
        anomalies.forEach(anomaly -> text.append("\n  anomaly ").append(anomaly.describe()));
        return text.toString();
    }
}
