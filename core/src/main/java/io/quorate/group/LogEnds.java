// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where the logs of partitions start and end. A partition without a leader has no answer, and holds up no other. */
final class LogEnds {
    private static final int CHUNK = 1000;

    private final ByPartition<Supplier<Observed<Long>>> starts;
    private final ByPartition<Supplier<Observed<Long>>> ends;

    private LogEnds(ByPartition<Supplier<Observed<Long>>> starts, ByPartition<Supplier<Observed<Long>>> ends) {
        this.starts = starts;
        this.ends = ends;
    }

    static LogEnds ask(AdminReader reader, Set<TopicPartition> partitions) {
        return ask(reader, together(partitions), IsolationLevel.READ_UNCOMMITTED);
    }

    /** For readers of committed records, a log ends where the oldest open transaction begins: the last stable offset. */
    static LogEnds ask(AdminReader reader, ByPartition<TopicPartition> partitions, IsolationLevel isolation) {
        List<TopicPartition> all = partitions.values();
        return new LogEnds(
                ask(reader, all, OffsetSpec.earliest(), isolation), ask(reader, all, OffsetSpec.latest(), isolation));
    }

    /** An offset for each partition, asked in chunks. */
    static Map<TopicPartition, Supplier<Observed<Long>>> offsets(
            AdminReader reader, Set<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
        List<TopicPartition> all = together(partitions).values();
        ByPartition<Supplier<Observed<Long>>> asked = ask(reader, all, which, isolation);
        Map<TopicPartition, Supplier<Observed<Long>>> offsets = new HashMap<>();
        all.forEach(partition -> offsets.put(partition, Objects.requireNonNull(asked.get(partition))));
        return offsets;
    }

    /** Neighbours come into the same chunk: a request names each topic once. */
    private static ByPartition<TopicPartition> together(Set<TopicPartition> partitions) {
        ByPartition<TopicPartition> together = new ByPartition<>();
        partitions.forEach(partition -> together.put(partition, partition));
        return together;
    }

    private static ByPartition<Supplier<Observed<Long>>> ask(
            AdminReader reader, List<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
        String subject = which instanceof OffsetSpec.EarliestSpec
                ? "start of the log of "
                : which instanceof OffsetSpec.LatestSpec ? "end of the log of " : "offset by time of ";
        ByPartition<Supplier<Observed<Long>>> asked = new ByPartition<>();
        for (List<TopicPartition> chunk : AdminReader.chunks(partitions, CHUNK)) {
            Map<TopicPartition, OffsetSpec> question = new HashMap<>();
            chunk.forEach(partition -> question.put(partition, which));
            ListOffsetsResult result =
                    reader.admin().listOffsets(question, reader.bounded(new ListOffsetsOptions(isolation)));
            for (TopicPartition partition : chunk) {
                asked.put(
                        partition,
                        reader.ask(
                                () -> subject + partition,
                                result.partitionResult(partition),
                                ListOffsetsResult.ListOffsetsResultInfo::offset));
            }
        }
        return asked;
    }

    /** Where the log of a partition begins and ends. */
    Observed<SeenForReset.Range> range(TopicPartition partition) {
        Observed<Long> start = answer(starts, partition);
        Observed<Long> end = answer(ends, partition);
        List<Gap> gaps = new ArrayList<>(end.gaps());
        gaps.addAll(start.gaps());
        return gaps.isEmpty()
                ? Observed.present(new SeenForReset.Range(
                        start.value().orElseThrow(), end.value().orElseThrow()))
                : Observed.unavailable(gaps.get(0));
    }

    /** The partition must be one of those that were asked about. */
    PartitionLag lag(TopicPartition partition, long committed) {
        Observed<Long> start = answer(starts, partition);
        Observed<Long> end = answer(ends, partition);
        if (start instanceof Observed.Present<Long> first && end instanceof Observed.Present<Long> next) {
            return PartitionLag.between(committed, first.content(), next.content());
        }
        return new PartitionLag.EndUnknown(
                (end.isComplete() ? start : end).gaps().get(0));
    }

    private static Observed<Long> answer(ByPartition<Supplier<Observed<Long>>> asked, TopicPartition partition) {
        Supplier<Observed<Long>> answer = asked.get(partition);
        if (answer == null) {
            throw new IllegalArgumentException("Nobody asked where the log of " + partition + " ends");
        }
        return answer.get();
    }
}
