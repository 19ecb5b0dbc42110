// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover.observe;

import io.quorate.backup.cutover.RecordPosition;
import io.quorate.backup.cutover.RecordStamp;
import io.quorate.backup.cutover.SeenLog;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.ByPartition;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds single records: the last of a log, and the one that a group reads next. */
final class RecordReader {
    /** A log may end with markers of transactions, and compaction may leave holes: the search goes back so far. */
    private static final long[] BACK = {1, 16, 256, 4096};

    private static final int CHUNK = 100;

    private final @Nullable Consumer<byte[], byte[]> consumer;
    private final Time time;
    private final Duration timeout;

    RecordReader(@Nullable Consumer<byte[], byte[]> consumer, Time time, Duration timeout) {
        this.consumer = consumer;
        this.time = time;
        this.timeout = timeout;
    }

    /** A part of a log: from an offset to before another. */
    record Range(long from, long end) {}

    /** The last record of each log, or none if it has none. */
    Map<TopicPartition, Observed<Optional<RecordStamp>>> last(Map<TopicPartition, Range> logs) {
        Map<TopicPartition, Observed<Optional<RecordStamp>>> found = new HashMap<>();
        Map<TopicPartition, Range> open = new HashMap<>(logs);
        for (long back : BACK) {
            Map<TopicPartition, Range> tails = new HashMap<>();
            open.forEach((partition, log) ->
                    tails.put(partition, new Range(Math.max(log.from(), log.end() - back), log.end())));
            scan(tails, RecordScan.Wanted.LAST).forEach((partition, seen) -> {
                boolean whole = tails.getOrDefault(partition, new Range(0, 0)).equals(logs.get(partition));
                if (seen.value().isEmpty() || seen.value().get().isPresent() || whole) {
                    found.put(partition, seen);
                    open.remove(partition);
                }
            });
        }
        open.forEach((partition, log) -> found.put(
                partition,
                Observed.unavailable(new Gap(
                        "last record of " + partition,
                        Gap.Kind.FAILED,
                        "none among the " + BACK[BACK.length - 1] + " offsets before " + log.end()))));
        return found;
    }

    /** The record at each position or behind it. Positions in logs that were not seen, and at their ends, are left out. */
    Observed<Map<RecordPosition, Optional<RecordStamp>>> next(
            List<RecordPosition> positions, Map<TopicPartition, SeenLog> logs) {
        Map<RecordPosition, Optional<RecordStamp>> found = new HashMap<>();
        List<Gap> gaps = new ArrayList<>();
        List<RecordPosition> open = new ArrayList<>(positions);
        open.removeIf(position -> {
            @Nullable SeenLog log = logs.get(position.partition());
            return log == null || position.offset() >= log.end();
        });
        // A consumer is at one place in a partition: groups that go on at different ones are read one after the other.
        while (!open.isEmpty()) {
            Map<TopicPartition, RecordPosition> round = new HashMap<>();
            open.removeIf(position -> round.putIfAbsent(position.partition(), position) == null);
            Map<TopicPartition, Range> ranges = new HashMap<>();
            round.forEach((partition, position) -> {
                @Nullable SeenLog log = logs.get(partition);
                if (log != null) {
                    ranges.put(partition, new Range(Math.max(log.start(), position.offset()), log.end()));
                }
            });
            scan(ranges, RecordScan.Wanted.FIRST).forEach((partition, seen) -> {
                gaps.addAll(seen.gaps());
                @Nullable RecordPosition position = round.get(partition);
                if (position != null) {
                    seen.value().ifPresent(record -> found.put(position, record));
                }
            });
        }
        return Observed.of(found, gaps);
    }

    private Map<TopicPartition, Observed<Optional<RecordStamp>>> scan(
            Map<TopicPartition, Range> ranges, RecordScan.Wanted wanted) {
        Map<TopicPartition, Observed<Optional<RecordStamp>>> found = new HashMap<>();
        List<TopicPartition> inOrder =
                ranges.keySet().stream().sorted(ByPartition.ORDER).toList();
        for (List<TopicPartition> chunk : AdminReader.chunks(inOrder, CHUNK)) {
            Map<TopicPartition, Range> part = new HashMap<>(ranges);
            part.keySet().retainAll(chunk);
            if (consumer == null) {
                chunk.forEach(partition -> found.put(
                        partition,
                        Observed.unavailable(new Gap(
                                "records of " + partition, Gap.Kind.NOT_ASKED, "the observer has no consumer"))));
            } else {
                found.putAll(new RecordScan(consumer, time, wanted).run(part, timeout));
            }
        }
        return found;
    }
}
