// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover.observe;

import io.quorate.backup.cutover.RecordStamp;
import io.quorate.backup.cutover.SeenLog;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.ByPartition;
import io.quorate.internal.OffsetQuestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks at where logs start and end. */
final class LogReader {
    private final AdminReader reader;
    private final List<TopicPartition> partitions;

    LogReader(AdminReader reader, Set<TopicPartition> partitions) {
        this.reader = reader;
        this.partitions = partitions.stream().sorted(ByPartition.ORDER).toList();
    }

    Observed<Map<TopicPartition, Long>> ends() {
        return offsets(OffsetQuestion.END);
    }

    /** The second look: what was not seen at the first is not seen. */
    Observed<Map<TopicPartition, SeenLog>> again(Observed<Map<TopicPartition, Long>> before, RecordReader records) {
        Observed<Map<TopicPartition, Long>> starts = offsets(OffsetQuestion.START);
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

    private Observed<Map<TopicPartition, Long>> offsets(OffsetQuestion question) {
        var asked = question.ask(reader, partitions, ListOffsetsResultInfo::offset);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        List<Gap> gaps = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Observed<Long> answer = asked.get(partition).get();
            answer.value().ifPresent(offset -> offsets.put(partition, offset));
            gaps.addAll(answer.gaps());
        }
        return Observed.of(offsets, gaps);
    }
}
