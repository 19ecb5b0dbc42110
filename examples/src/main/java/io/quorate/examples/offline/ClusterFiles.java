// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.offline;

import io.quorate.reassignment.json.PartitionAssignment;
import io.quorate.reassignment.json.ReassignmentJsonException;
import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReplicaMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as three files describe it: who has which replica, where the brokers stand, and how big partitions are. Brokers
 * are those of the racks file; one that only the assignment names counts as offline.
 */
final class ClusterFiles {
    private final Path assignment;
    private final Path racks;
    private final @Nullable Path sizes;

    ClusterFiles(Path assignment, Path racks, @Nullable Path sizes) {
        this.assignment = assignment;
        this.racks = racks;
        this.sizes = sizes;
    }

    ReplicaMap read() throws IOException {
        requireReadable("--before", assignment);
        requireReadable("--racks", racks);
        List<PlacementBroker> brokers = brokers();
        PartitionAssignment.Sizes bytes = PartitionAssignment.Sizes.UNKNOWN;
        if (sizes != null) {
            requireReadable("--sizes", sizes);
            bytes = sizes(sizes);
        }
        try {
            return PartitionAssignment.read(assignment).toReplicaMap(brokers, bytes);
        } catch (ReassignmentJsonException e) {
            throw new BadInput(assignment + ": " + e.getMessage());
        }
    }

    static void requireReadable(String option, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new BadInput(option + " " + file + ": no readable file");
        }
    }

    private List<PlacementBroker> brokers() throws IOException {
        Map<Integer, PlacementBroker> found = new TreeMap<>();
        Lines lines = new Lines(racks, "broker,rack");
        lines.forEach(fields -> {
            int id = (int) lines.number(fields[0], "broker", Integer.MAX_VALUE);
            String rack = fields[1].strip();
            if (found.put(id, PlacementBroker.available(id, rack.isEmpty() ? null : rack)) != null) {
                throw lines.wrong("broker " + id + " is named twice");
            }
        });
        if (found.isEmpty()) {
            throw new BadInput("--racks " + racks + ": names no broker. Expected lines of broker,rack");
        }
        return new ArrayList<>(found.values());
    }

    private static PartitionAssignment.Sizes sizes(Path file) throws IOException {
        Map<String, long[]> found = new HashMap<>();
        Lines lines = new Lines(file, "topic,partition,bytes");
        lines.forEach(fields -> {
            int partition = (int) lines.number(fields[1], "partition", 10_000_000);
            long[] known = found.getOrDefault(fields[0], new long[0]);
            if (partition >= known.length) {
                long[] grown = Arrays.copyOf(known, Math.max(partition + 1, known.length * 2));
                Arrays.fill(grown, known.length, grown.length, ReplicaMap.UNKNOWN_SIZE);
                found.put(fields[0], grown);
                known = grown;
            }
            if (known[partition] != ReplicaMap.UNKNOWN_SIZE) {
                throw lines.wrong(fields[0] + "-" + partition + " is named twice");
            }
            known[partition] = lines.number(fields[2], "bytes", Long.MAX_VALUE / 1_000_000);
        });
        return (topic, partition) -> {
            long[] known = found.get(topic);
            return known == null || partition >= known.length ? ReplicaMap.UNKNOWN_SIZE : known[partition];
        };
    }
}
