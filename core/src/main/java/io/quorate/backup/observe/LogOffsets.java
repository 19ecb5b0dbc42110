// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.backup.LogRange;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.OffsetQuestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.TopicPartition;

/** Asks where logs begin and end, and what they have at a time. */
final class LogOffsets {
    private final AdminReader reader;

    LogOffsets(AdminReader reader) {
        this.reader = reader;
    }

    /**
     * An offset and the timestamp of its record.
     *
     * @param offset -1 if there is no such record
     * @param timestamp -1 if the question was not by time
     */
    record Found(long offset, long timestamp) {}

    /** Where each log begins and ends. */
    Map<TopicPartition, Observed<LogRange>> ranges(Collection<TopicPartition> partitions) {
        var starts = OffsetQuestion.START.ask(reader, partitions, ListOffsetsResultInfo::offset);
        var ends = OffsetQuestion.END.ask(reader, partitions, ListOffsetsResultInfo::offset);
        Map<TopicPartition, Observed<LogRange>> ranges = new HashMap<>();
        partitions.forEach(partition -> ranges.put(
                partition,
                range(starts.get(partition).get(), ends.get(partition).get())));
        return ranges;
    }

    private static Observed<LogRange> range(Observed<Long> start, Observed<Long> end) {
        List<Gap> gaps = new ArrayList<>(start.gaps());
        gaps.addAll(end.gaps());
        return gaps.isEmpty()
                ? Observed.present(
                        new LogRange(start.value().orElseThrow(), end.value().orElseThrow()))
                : Observed.unavailable(gaps.get(0));
    }

    /** The answer of each partition. */
    Map<TopicPartition, Observed<Found>> ask(OffsetQuestion question, Collection<TopicPartition> partitions) {
        var asked = question.ask(reader, partitions, found -> new Found(found.offset(), found.timestamp()));
        Map<TopicPartition, Observed<Found>> answers = new HashMap<>();
        partitions.forEach(
                partition -> answers.put(partition, asked.get(partition).get()));
        return answers;
    }
}
