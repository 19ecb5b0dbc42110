// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import io.quorate.cluster.Observed;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * A question about offsets of logs. It is asked in requests of at most 1000 partitions; one without a leader has no answer, and
 * holds up no other.
 *
 * @param subject what is asked for, before the name of a partition
 * @param spec the question to each partition
 * @param isolation where a log ends for who asks: for readers of committed records, where the oldest open transaction begins
 */
public record OffsetQuestion(String subject, Function<TopicPartition, OffsetSpec> spec, IsolationLevel isolation) {
    private static final int CHUNK = 1000;

    /** Where a log begins. */
    public static final OffsetQuestion START = of("start of the log of ", partition -> OffsetSpec.earliest());

    /** Where a log ends, open transactions included. */
    public static final OffsetQuestion END = end(IsolationLevel.READ_UNCOMMITTED);

    /** The highest timestamp of a log. */
    public static final OffsetQuestion HIGHEST_TIMESTAMP =
            of("highest timestamp of ", partition -> OffsetSpec.maxTimestamp());

    /** Where a log ends. */
    public static OffsetQuestion end(IsolationLevel isolation) {
        return new OffsetQuestion("end of the log of ", partition -> OffsetSpec.latest(), isolation);
    }

    /** The first offset of that time or later. */
    public static OffsetQuestion atTime(Function<TopicPartition, Long> millis) {
        return of("offset by time of ", partition -> OffsetSpec.forTimestamp(millis.apply(partition)));
    }

    private static OffsetQuestion of(String subject, Function<TopicPartition, OffsetSpec> spec) {
        return new OffsetQuestion(subject, spec, IsolationLevel.READ_UNCOMMITTED);
    }

    /** Sends it, and returns what waits for each answer. */
    public <T> ByPartition<Supplier<Observed<T>>> ask(
            AdminReader reader, Collection<TopicPartition> partitions, Function<ListOffsetsResultInfo, T> translate) {
        // Neighbours come into the same chunk: a request names each topic once.
        ByPartition<TopicPartition> together = new ByPartition<>();
        partitions.forEach(partition -> together.put(partition, partition));
        ByPartition<Supplier<Observed<T>>> asked = new ByPartition<>();
        for (List<TopicPartition> chunk : AdminReader.chunks(together.values(), CHUNK)) {
            Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
            chunk.forEach(partition -> questions.put(partition, spec.apply(partition)));
            ListOffsetsResult result =
                    reader.admin().listOffsets(questions, reader.bounded(new ListOffsetsOptions(isolation)));
            for (TopicPartition partition : chunk) {
                asked.put(
                        partition, reader.ask(() -> subject + partition, result.partitionResult(partition), translate));
            }
        }
        return asked;
    }
}
