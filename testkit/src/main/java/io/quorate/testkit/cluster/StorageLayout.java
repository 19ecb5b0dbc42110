// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.common.Uuid;

/**
 * The files of a formatted node, written as the storage tool would. The tool takes a third of the processor time of a node's
 * start, and leaves tens of megabytes of garbage in the heap that the broker inherits.
 *
 * <p>Only what differs between clusters is written here: {@code meta.properties}, and, for a dynamic quorum, the snapshot
 * that names the first voters, in the formats that Kafka keeps compatible on disk. The feature levels are copied from what the tool of the same release
 * wrote ({@link StorageTemplate}). {@code StorageLayoutTest} compares all of it with the tool's own.
 */
final class StorageLayout {
    private static final int SNAPSHOT_HEADER = 3;
    private static final int SNAPSHOT_FOOTER = 4;
    private static final int KRAFT_VERSION = 5;
    private static final int VOTERS = 6;
    private static final int LATEST_KRAFT_VERSION = 1;

    private StorageLayout() {}

    /** One of the first voters of a dynamic quorum. */
    record Voter(int nodeId, String directoryId, Endpoint endpoint) {}

    /** Lays out the log dir of one node; no voters for a static quorum. */
    static void write(Path dataDirectory, String meta, byte[] bootstrap, List<Voter> voters, Instant now) {
        try {
            Files.write(Files.createDirectories(dataDirectory).resolve("bootstrap.checkpoint"), bootstrap);
            if (!voters.isEmpty()) {
                Path log = Files.createDirectories(dataDirectory.resolve("__cluster_metadata-0"));
                Files.write(log.resolve("00000000000000000000-0000000000.checkpoint"), snapshot(voters, now));
            }
            // The last, as it says that the rest is there.
            Files.writeString(dataDirectory.resolve("meta.properties"), meta, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out " + dataDirectory, e);
        }
    }

    static String meta(String clusterId, int nodeId, String directoryId) {
        return "version=1\ncluster.id=" + clusterId + "\nnode.id=" + nodeId + "\ndirectory.id=" + directoryId + "\n";
    }

    static byte[] snapshot(List<Voter> voters, Instant now) {
        long timestamp = now.toEpochMilli();
        byte[] first = batch(
                0,
                timestamp,
                List.of(
                        control(0, SNAPSHOT_HEADER, value(out -> out.writeLong(timestamp))),
                        control(1, KRAFT_VERSION, value(out -> out.writeShort(LATEST_KRAFT_VERSION))),
                        control(2, VOTERS, value(out -> voters(out, voters)))));
        byte[] last = batch(3, timestamp, List.of(control(0, SNAPSHOT_FOOTER, value(out -> {}))));
        return ByteBuffer.allocate(first.length + last.length)
                .put(first)
                .put(last)
                .array();
    }

    private static void voters(DataOutputStream out, List<Voter> voters) throws IOException {
        unsigned(out, voters.size() + 1);
        for (Voter voter : voters) {
            Uuid directory = Uuid.fromString(voter.directoryId());
            out.writeInt(voter.nodeId());
            out.writeLong(directory.getMostSignificantBits());
            out.writeLong(directory.getLeastSignificantBits());
            unsigned(out, 2); // one endpoint
            text(out, voter.endpoint().listener());
            text(out, voter.endpoint().host());
            out.writeShort(voter.endpoint().port());
            unsigned(out, 0);
            out.writeShort(0);
            out.writeShort(LATEST_KRAFT_VERSION);
            unsigned(out, 0);
            unsigned(out, 0);
        }
    }

    /** A value of message version 0, without tagged fields. */
    private static byte[] value(Body body) {
        return bytes(out -> {
            out.writeShort(0);
            body.write(out);
            unsigned(out, 0);
        });
    }

    private static byte[] control(int offset, int type, byte[] value) {
        byte[] record = bytes(out -> {
            out.writeByte(0);
            signed(out, 0);
            signed(out, offset);
            signed(out, 2 * Short.BYTES);
            out.writeShort(0);
            out.writeShort(type);
            signed(out, value.length);
            out.write(value);
            signed(out, 0);
        });
        return bytes(out -> {
            signed(out, record.length);
            out.write(record);
        });
    }

    /** A batch of control records, magic 2. */
    private static byte[] batch(long offset, long timestamp, List<byte[]> records) {
        byte[] summed = bytes(out -> {
            out.writeShort(0x20);
            out.writeInt(records.size() - 1);
            out.writeLong(timestamp);
            out.writeLong(timestamp);
            out.writeLong(-1);
            out.writeShort(-1);
            out.writeInt(-1);
            out.writeInt(records.size());
            for (byte[] record : records) {
                out.write(record);
            }
        });
        CRC32C sum = new CRC32C();
        sum.update(summed);
        return bytes(out -> {
            out.writeLong(offset);
            out.writeInt(Integer.BYTES + 1 + Integer.BYTES + summed.length);
            out.writeInt(0);
            out.writeByte(2);
            out.writeInt((int) sum.getValue());
            out.write(summed);
        });
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] encoded = text.getBytes(UTF_8);
        unsigned(out, encoded.length + 1);
        out.write(encoded);
    }

    private static void signed(DataOutputStream out, int value) throws IOException {
        unsigned(out, (value << 1) ^ (value >> 31));
    }

    private static void unsigned(DataOutputStream out, int value) throws IOException {
        int left = value;
        while ((left & ~0x7f) != 0) {
            out.writeByte((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.writeByte(left);
    }

    private static byte[] bytes(Body body) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes)) {
            body.write(out);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail so", e);
        }
    }

    /** What is written. */
    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }
}
