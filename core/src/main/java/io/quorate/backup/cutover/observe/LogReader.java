// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover.observe;

import io.quorate.backup.cutover.RecordStamp;
import io.quorate.backup.cutover.SeenLog;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks at where logs start and end. */
final class LogReader {
    private static final int CHUNK = 1000;

    private final AdminReader reader;
    private final List<TopicPartition> partitions;

    LogReader(AdminReader reader, Set<TopicPartition> partitions) {
        this.reader = reader;
        this.partitions = partitions.stream().sorted(RecordReader.ORDER).toList();
    }

    Observed<Map<TopicPartition, Long>> ends() {
        return offsets("end of the log of ", OffsetSpec.latest());
    }

    /** The second look: what was not seen at the first is not seen. */
    Observed<Map<TopicPartition, SeenLog>> again(Observed<Map<TopicPartition, Long>> before, RecordReader records) {
        Observed<Map<TopicPartition, Long>> starts = offsets("start of the log of ", OffsetSpec.earliest());
        Observed<Map<TopicPartition, Long>> ends = ends();
        List<Gap> gaps = new ArrayList<>(before.gaps());
        gaps.addAll(starts.gaps());
        gaps.addAll(ends.gaps());

        Map<TopicPartition, RecordReader.Range> ranges = new HashMap<>();
        for (TopicPartition partition : partitions) {
            @Nullable Long start = starts.orElse(Map.of()).get(partition);
            @Nullable Long end = ends.orElse(Map.of()).get(partition);
            if (start != null && end != null && before.orElse(Map.of()).containsKey(partition)) {
                ranges.put(partition, new RecordReader.Range(start, end));
            }
        }
        Map<TopicPartition, Observed<Optional<RecordStamp>>> last = records.last(ranges);
        Map<TopicPartition, SeenLog> logs = new HashMap<>();
        before.orElse(Map.of()).forEach((partition, first) -> {
            RecordReader.@Nullable Range range = ranges.get(partition);
            @Nullable Observed<Optional<RecordStamp>> record = last.get(partition);
            if (range != null && record != null) {
                logs.put(partition, new SeenLog(range.from(), first, range.end(), record));
            }
        });
        return Observed.of(logs, gaps);
    }

    private Observed<Map<TopicPartition, Long>> offsets(String subject, OffsetSpec which) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo>> futures = AdminReader.ordered();
        for (List<TopicPartition> chunk : AdminReader.chunks(partitions, CHUNK)) {
            ListOffsetsResult result = reader.admin()
                    .listOffsets(
                            chunk.stream().collect(Collectors.toMap(partition -> partition, partition -> which)),
                            reader.bounded(new ListOffsetsOptions()));
            chunk.forEach(partition -> futures.put(partition, result.partitionResult(partition)));
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        List<Gap> gaps = reader.collect(
                futures, partition -> subject + partition, (partition, info) -> offsets.put(partition, info.offset()));
        return Observed.of(offsets, gaps);
    }
}
