// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.quorate.reassignment.plan.LogDirMove;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.plan.TargetReplicas;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes the JSON that {@code kafka-reassign-partitions} takes with {@code --reassignment-json-file}: UTF-8, a line for each
 * partition, written as a stream that is flushed and not closed.
 */
public final class ReassignmentJson {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ReassignmentJson() {}

    /**
     * Writes what a plan changes. Of a plan that changes nothing that is an empty list, which Kafka's tool refuses to
     * execute: ask {@link ReassignmentPlan#isEmpty()} first.
     *
     * @param plan the plan
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public static void writePlan(ReassignmentPlan plan, OutputStream out) throws IOException {
        write(plan, plan.after(), logDirs(plan), out);
    }

    /**
     * Writes what undoes a plan: the replicas before it, in their order, of the partitions that it changes. Log dirs are
     * left to the brokers.
     *
     * @param plan the plan
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public static void writeRollback(ReassignmentPlan plan, OutputStream out) throws IOException {
        write(plan, plan.before(), Map.of(), out);
    }

    /**
     * Writes the assignment of all partitions.
     *
     * @param cluster the cluster; with at least one partition
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public static void writeAssignment(ReplicaMap cluster, OutputStream out) throws IOException {
        try (Entries entries = new Entries(out)) {
            for (int partition = 0; partition < cluster.partitionCount(); partition++) {
                entries.write(cluster, partition, Map.of());
            }
        }
    }

    private static void write(
            ReassignmentPlan plan, ReplicaMap replicas, Map<Integer, Map<Integer, String>> logDirs, OutputStream out)
            throws IOException {
        ReplicaMap before = plan.before();
        ReplicaMap after = plan.after();
        try (Entries entries = new Entries(out)) {
            for (int partition = 0; partition < before.partitionCount(); partition++) {
                if (logDirs.containsKey(partition) || differ(before, after, partition)) {
                    entries.write(replicas, partition, logDirs.getOrDefault(partition, Map.of()));
                }
            }
        }
    }

    private static boolean differ(ReplicaMap before, ReplicaMap after, int partition) {
        int count = before.replicationFactor(partition);
        if (count != after.replicationFactor(partition)) {
            return true;
        }
        for (int i = 0; i < count; i++) {
            if (before.brokerAt(before.firstSlot(partition) + i) != after.brokerAt(after.firstSlot(partition) + i)) {
                return true;
            }
        }
        return false;
    }

    /** Partition to broker to log dir. */
    private static Map<Integer, Map<Integer, String>> logDirs(ReassignmentPlan plan) {
        if (plan.logDirMoves().isEmpty()) {
            return Map.of();
        }
        Map<String, ReplicaMap.Topic> topics = new HashMap<>();
        plan.before().topics().forEach(topic -> topics.put(topic.name(), topic));
        Map<Integer, Map<Integer, String>> found = new TreeMap<>();
        for (LogDirMove move : plan.logDirMoves()) {
            ReplicaMap.Topic topic = topics.get(move.topic());
            if (topic != null) {
                found.computeIfAbsent(topic.firstPartition() + move.partition(), any -> new HashMap<>())
                        .put(move.broker(), move.logDir());
            }
        }
        return found;
    }

    private static final class Entries implements AutoCloseable {
        private final JsonGenerator json;

        Entries(OutputStream out) throws IOException {
            json = JSON.createGenerator(out);
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeArrayFieldStart("partitions");
        }

        void write(ReplicaMap cluster, int partition, Map<Integer, String> logDirs) throws IOException {
            TopicPartition name = cluster.name(partition);
            List<Integer> replicas = cluster.replicas(partition);
            json.writeStartObject();
            json.writeStringField("topic", name.topic());
            json.writeNumberField("partition", name.partition());
            json.writeArrayFieldStart("replicas");
            for (int node : replicas) {
                json.writeNumber(node);
            }
            json.writeEndArray();
            if (!logDirs.isEmpty()) {
                json.writeArrayFieldStart("log_dirs");
                for (int node : replicas) {
                    json.writeString(logDirs.getOrDefault(node, TargetReplicas.ANY_LOG_DIR));
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }

        @Override
        public void close() throws IOException {
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
            json.close();
        }
    }
}
