// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.backup.LogRange;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks where logs begin and end, in batches of at most 1000. A partition without a leader holds up no other. */
final class LogOffsets {
    private static final int CHUNK = 1000;
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

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
        var starts = ask(partitions, partition -> OffsetSpec.earliest(), "start of the log of ");
        var ends = ask(partitions, partition -> OffsetSpec.latest(), "end of the log of ");
        Map<TopicPartition, Observed<LogRange>> ranges = new HashMap<>();
        starts.forEach(
                (partition, start) -> ranges.put(partition, range(start, Objects.requireNonNull(ends.get(partition)))));
        return ranges;
    }

    private static Observed<LogRange> range(Observed<Found> start, Observed<Found> end) {
        List<Gap> gaps = new ArrayList<>(start.gaps());
        gaps.addAll(end.gaps());
        return gaps.isEmpty()
                ? Observed.present(new LogRange(
                        start.value().orElseThrow().offset(),
                        end.value().orElseThrow().offset()))
                : Observed.unavailable(gaps.get(0));
    }

    /** The answer to a question of its own for each partition. */
    Map<TopicPartition, Observed<Found>> ask(
            Collection<TopicPartition> partitions, Function<TopicPartition, OffsetSpec> question, String subject) {
        Map<TopicPartition, Supplier<Observed<Found>>> asked = new LinkedHashMap<>();
        List<TopicPartition> inOrder = partitions.stream().sorted(ORDER).toList();
        for (List<TopicPartition> chunk : AdminReader.chunks(inOrder, CHUNK)) {
            Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
            chunk.forEach(partition -> questions.put(partition, question.apply(partition)));
            ListOffsetsResult result = reader.admin().listOffsets(questions, reader.bounded(new ListOffsetsOptions()));
            chunk.forEach(partition -> asked.put(
                    partition,
                    reader.ask(
                            subject + partition,
                            result.partitionResult(partition),
                            found -> new Found(found.offset(), found.timestamp()))));
        }
        Map<TopicPartition, Observed<Found>> answers = new LinkedHashMap<>();
        asked.forEach((partition, answer) -> answers.put(partition, answer.get()));
        return answers;
    }
}
