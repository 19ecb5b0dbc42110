// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.ByPartition;
import io.quorate.internal.OffsetQuestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where the logs of partitions start and end. A partition without a leader has no answer, and holds up no other. */
final class LogEnds {
    private final ByPartition<Supplier<Observed<Long>>> starts;
    private final ByPartition<Supplier<Observed<Long>>> ends;

    private LogEnds(ByPartition<Supplier<Observed<Long>>> starts, ByPartition<Supplier<Observed<Long>>> ends) {
        this.starts = starts;
        this.ends = ends;
    }

    static LogEnds ask(AdminReader reader, Collection<TopicPartition> partitions) {
        return ask(reader, partitions, IsolationLevel.READ_UNCOMMITTED);
    }

    static LogEnds ask(AdminReader reader, Collection<TopicPartition> partitions, IsolationLevel isolation) {
        return new LogEnds(
                OffsetQuestion.START.ask(reader, partitions, ListOffsetsResultInfo::offset),
                OffsetQuestion.end(isolation).ask(reader, partitions, ListOffsetsResultInfo::offset));
    }

    /** Where the log of a partition begins and ends. */
    Observed<SeenForReset.Range> range(TopicPartition partition) {
        Observed<Long> start = starts.get(partition).get();
        Observed<Long> end = ends.get(partition).get();
        List<Gap> gaps = new ArrayList<>(end.gaps());
        gaps.addAll(start.gaps());
        return gaps.isEmpty()
                ? Observed.present(new SeenForReset.Range(
                        start.value().orElseThrow(), end.value().orElseThrow()))
                : Observed.unavailable(gaps.get(0));
    }

    /** The partition must be one of those that were asked about. */
    PartitionLag lag(TopicPartition partition, long committed) {
        Observed<Long> start = starts.get(partition).get();
        Observed<Long> end = ends.get(partition).get();
        if (start instanceof Observed.Present<Long> first && end instanceof Observed.Present<Long> next) {
            return PartitionLag.between(committed, first.content(), next.content());
        }
        return new PartitionLag.EndUnknown(
                (end.isComplete() ? start : end).gaps().get(0));
    }
}
