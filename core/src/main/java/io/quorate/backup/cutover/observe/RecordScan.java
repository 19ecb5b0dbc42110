// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover.observe;

import io.quorate.backup.cutover.RecordStamp;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.error.OperationInterruptedException;
import io.quorate.internal.Gaps;
import io.quorate.time.Time;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** One passage of a consumer over parts of some logs. */
final class RecordScan {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Time time;
    private final Wanted wanted;
    private final Map<TopicPartition, Optional<RecordStamp>> kept = new HashMap<>();
    private final Map<TopicPartition, RecordReader.Range> open = new HashMap<>();

    RecordScan(Consumer<byte[], byte[]> consumer, Time time, Wanted wanted) {
        this.consumer = consumer;
        this.time = time;
        this.wanted = wanted;
    }

    /** Which record of the part. */
    enum Wanted {
        FIRST,
        LAST
    }

    Map<TopicPartition, Observed<Optional<RecordStamp>>> run(
            Map<TopicPartition, RecordReader.Range> parts, Duration timeout) {
        parts.forEach((partition, range) -> {
            kept.put(partition, Optional.empty());
            if (range.from() < range.end()) {
                open.put(partition, range);
            }
        });
        @Nullable KafkaException failure = null;
        try {
            scan(timeout);
        } catch (InterruptException e) {
            throw new OperationInterruptedException("records of " + parts.keySet());
        } catch (KafkaException e) {
            failure = e;
        } finally {
            consumer.unsubscribe();
        }
        Map<TopicPartition, Observed<Optional<RecordStamp>>> found = new HashMap<>();
        kept.forEach((partition, record) -> found.put(partition, Observed.present(record)));
        for (Map.Entry<TopicPartition, RecordReader.Range> one : open.entrySet()) {
            String subject =
                    "records of " + one.getKey() + " before " + one.getValue().end();
            found.put(
                    one.getKey(),
                    Observed.unavailable(
                            failure == null
                                    ? new Gap(subject, Gap.Kind.UNREACHABLE, "not read within " + timeout)
                                    : Gaps.of(subject, failure)));
        }
        return found;
    }

    private void scan(Duration timeout) {
        if (open.isEmpty()) {
            return;
        }
        consumer.assign(open.keySet());
        open.forEach((partition, range) -> consumer.seek(partition, range.from()));
        long began = time.nanos();
        while (!open.isEmpty() && time.nanos() - began < timeout.toNanos()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (TopicPartition partition : List.copyOf(open.keySet())) {
                RecordReader.Range range = open.get(partition);
                if (range != null && (take(records.records(partition), range.end()) || isAt(partition, range.end()))) {
                    open.remove(partition);
                    consumer.pause(List.of(partition));
                }
            }
        }
    }

    /** Returns whether no other record of the partition is wanted. */
    private boolean take(List<ConsumerRecord<byte[], byte[]>> records, long end) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= end) {
                return true;
            }
            kept.put(
                    new TopicPartition(record.topic(), record.partition()),
                    Optional.of(new RecordStamp(
                            record.offset(),
                            Instant.ofEpochMilli(record.timestamp()),
                            checksum(record.key(), record.value()))));
            if (wanted == Wanted.FIRST) {
                return true;
            }
        }
        return false;
    }

    /** Markers of transactions move the position, and are not among the records. */
    private boolean isAt(TopicPartition partition, long end) {
        return consumer.position(partition, POLL) >= end;
    }

    private static long checksum(byte @Nullable [] key, byte @Nullable [] value) {
        CRC32C crc = new CRC32C();
        for (byte @Nullable [] part : new byte @Nullable [][] {key, value}) {
            int length = part == null ? -1 : part.length;
            crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length).array());
            if (part != null) {
                crc.update(part, 0, part.length);
            }
        }
        return crc.getValue();
    }
}
