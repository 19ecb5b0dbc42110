// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.plan.ReplicaMapBuilder;
import io.quorate.reassignment.plan.TargetReplicas;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions have, or shall have, which replicas: what the JSON of {@code kafka-reassign-partitions} says. Sorted by
 * topic and partition, and kept in arrays.
 *
 * <p>What Kafka's own parser rejects is rejected here: another version than 1, no partitions, a partition named twice, no
 * replicas, a broker named twice, another number of {@code log_dirs} than of replicas. Beyond that, what cannot be meant is
 * rejected too: a negative number, a field given twice, text after the JSON. What Kafka ignores (unknown fields) is ignored.
 *
 * <p>Immutable.
 */
public final class PartitionAssignment {
    private final String[] topics;
    private final int[] topicOf;
    private final int[] partitions;
    private final int[] starts;
    private final int[] replicas;
    private final List<String> logDirs;
    /** For each replica, 0 for any, else 1 + the index of its log dir; {@code null} if all are any. */
    private final int @Nullable [] logDirOf;

    PartitionAssignment(ReadEntries entries) {
        this.topics = entries.topics();
        this.topicOf = entries.topicOf();
        this.partitions = entries.partitions();
        this.starts = entries.starts();
        this.replicas = entries.replicas();
        this.logDirs = entries.logDirs();
        this.logDirOf = entries.logDirOf();
    }

    /** Tells how big partitions are. */
    @FunctionalInterface
    public interface Sizes {
        /** Knows no size. */
        Sizes UNKNOWN = (topic, partition) -> ReplicaMap.UNKNOWN_SIZE;

        /**
         * Returns the size of a partition.
         *
         * @param topic the topic's name
         * @param partition the partition's number
         * @return the bytes of one replica, or {@link ReplicaMap#UNKNOWN_SIZE}
         */
        long bytes(String topic, int partition);
    }

    /**
     * Reads a file. See {@link #read(InputStream)}.
     *
     * @param file the file
     * @return what it says
     * @throws IOException if it cannot be read
     * @throws ReassignmentJsonException if it is not such JSON
     */
    public static PartitionAssignment read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(in);
        }
    }

    /**
     * Reads JSON, or what {@code kafka-reassign-partitions} prints around it: of the text of {@code --generate} or
     * {@code --execute} that is the current assignment. {@link GeneratedAssignments} reads both.
     *
     * @param in UTF-8; read to its end and not closed
     * @return what it says
     * @throws IOException if it cannot be read
     * @throws ReassignmentJsonException if it is not such JSON
     */
    public static PartitionAssignment read(InputStream in) throws IOException {
        return GeneratedAssignments.first(in);
    }

    /**
     * Returns how many partitions there are.
     *
     * @return 1 or more
     */
    public int size() {
        return partitions.length;
    }

    /**
     * Returns the partitions with their replicas.
     *
     * @return a view that makes each element when it is asked for; in the order of topics and partitions
     */
    public List<TargetReplicas> targets() {
        final class Targets extends AbstractList<TargetReplicas> implements RandomAccess {
            @Override
            public TargetReplicas get(int index) {
                return target(index);
            }

            @Override
            public int size() {
                return partitions.length;
            }
        }
        return new Targets();
    }

    private TargetReplicas target(int index) {
        List<Integer> nodes = Arrays.stream(replicas, starts[index], starts[index + 1])
                .boxed()
                .toList();
        return new TargetReplicas(topics[topicOf[index]], partitions[index], nodes, logDirs(index));
    }

    private List<String> logDirs(int index) {
        int[] dirs = logDirOf;
        if (dirs == null
                || Arrays.stream(dirs, starts[index], starts[index + 1]).allMatch(dir -> dir == 0)) {
            return List.of();
        }
        return Arrays.stream(dirs, starts[index], starts[index + 1])
                .mapToObj(dir -> dir == 0 ? TargetReplicas.ANY_LOG_DIR : logDirs.get(dir - 1))
                .toList();
    }

    /**
     * Takes this for the present assignment of a cluster, to plan from. Topic ids and {@code min.insync.replicas} are not
     * known, and all replicas count as in sync. Log dirs are left out.
     *
     * @param brokers the brokers; one that holds a replica and is not among them becomes an offline broker without a rack
     * @param sizes how big partitions are
     * @return the map
     * @throws ReassignmentJsonException if a topic lacks a partition below its highest
     */
    public ReplicaMap toReplicaMap(List<PlacementBroker> brokers, Sizes sizes) {
        requireWholeTopics();
        ReplicaMapBuilder map = ReplicaMap.builder(brokers);
        for (int index = 0; index < partitions.length; index++) {
            String topic = topics[topicOf[index]];
            if (partitions[index] == 0) {
                map.topic(topic, Uuid.ZERO_UUID, 0);
            }
            map.partition(
                    sizes.bytes(topic, partitions[index]),
                    Arrays.copyOfRange(replicas, starts[index], starts[index + 1]));
        }
        return map.build();
    }

    private void requireWholeTopics() {
        Problems problems = new Problems();
        for (int index = 0; index < partitions.length; index++) {
            boolean first = index == 0 || topicOf[index] != topicOf[index - 1];
            int expected = first ? 0 : partitions[index - 1] + 1;
            if (partitions[index] != expected) {
                problems.add(topics[topicOf[index]] + "-" + expected + " is missing, and "
                        + topics[topicOf[index]] + "-" + partitions[index]
                        + " is there. To plan from it, a file must name every partition of its topics: take it with"
                        + " kafka-reassign-partitions --generate.");
            }
        }
        problems.throwIfAny();
    }

    @Override
    public String toString() {
        return "PartitionAssignment of " + topics.length + " topics, " + partitions.length + " partitions, "
                + replicas.length + " replicas";
    }
}
