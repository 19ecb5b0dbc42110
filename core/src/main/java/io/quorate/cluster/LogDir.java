// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * A log dir of a broker.
 *
 * @param path where it is on that broker
 * @param problem what is wrong with it, for example that its disk failed; empty if it is healthy
 * @param space how full its volume is; empty where the broker does not say (before Kafka 3.3)
 * @param cordoned {@code true} if the broker puts no new replica here of its own accord (KIP-1066); {@code false} where the
 *     broker does not say (before Kafka 4.3)
 * @param sizes the bytes of each replica in it; replicas that are being moved here from another log dir not counted. Kept in
 *     arrays: entries are made when they are asked for, so prefer {@link #size}
 */
public record LogDir(
        String path,
        Optional<String> problem,
        Optional<Space> space,
        boolean cordoned,
        Map<TopicPartition, Long> sizes) {
    /**
     * The room on the volume of a log dir (KIP-827).
     *
     * @param totalBytes the size of the volume
     * @param usableBytes what can still be written
     */
    public record Space(long totalBytes, long usableBytes) {}

    /**
     * Copies the sizes.
     *
     * @param path where it is on that broker
     * @param problem what is wrong with it
     * @param space how full its volume is
     * @param cordoned {@code true} if the broker puts no new replica here of its own accord
     * @param sizes the bytes of each replica in it
     */
    public LogDir {
        sizes = ReplicaSizes.copyOf(sizes);
    }

    /**
     * Describes a log dir that is not cordoned.
     *
     * @param path where it is on that broker
     * @param problem what is wrong with it
     * @param space how full its volume is
     * @param sizes the bytes of each replica in it
     */
    public LogDir(String path, Optional<String> problem, Optional<Space> space, Map<TopicPartition, Long> sizes) {
        this(path, problem, space, false, sizes);
    }

    /**
     * Returns the size of a replica in this log dir.
     *
     * @param partition whose
     * @return bytes, or empty if it has no replica here
     */
    public OptionalLong size(TopicPartition partition) {
        Long size = sizes.get(partition);
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** Raises what is known of each partition to the size of its replica here. */
    void raise(PartitionSizes known) {
        ((ReplicaSizes) sizes).raise(known);
    }
}
