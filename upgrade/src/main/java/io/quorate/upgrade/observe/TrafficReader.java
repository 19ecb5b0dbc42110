// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.observe;

import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.upgrade.plan.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells how busy a cluster is without waiting: the offsets of two moments in the past, and the ends of the logs now. Looks at
 * a sample of the partitions; records that producers stamp with other times than now count where they say they belong.
 */
final class TrafficReader {
    private static final Duration NOW = Duration.ofMinutes(5);
    private static final Duration BEFORE = Duration.ofMinutes(55);
    private static final int SAMPLE = 1000;

    private final AdminReader reader;

    TrafficReader(AdminReader reader) {
        this.reader = reader;
    }

    Observed<Traffic> read(Set<TopicPartition> partitions, Instant now) {
        List<TopicPartition> sample = sample(partitions);
        Instant recent = now.minus(NOW);
        Instant past = recent.minus(BEFORE);
        Observed<Map<TopicPartition, Long>> before = ask(sample, OffsetSpec.forTimestamp(past.toEpochMilli()));
        Observed<Map<TopicPartition, Long>> then = ask(sample, OffsetSpec.forTimestamp(recent.toEpochMilli()));
        Observed<Map<TopicPartition, Long>> ends = ask(sample, OffsetSpec.latest());
        for (Observed<?> answer : List.of(before, then, ends)) {
            if (!answer.isComplete()) {
                return Observed.unavailable(answer.gaps().get(0));
            }
        }
        long last = 0;
        long earlier = 0;
        for (TopicPartition partition : sample) {
            long end = offset(ends, partition, 0);
            long middle = offset(then, partition, end);
            last += end - middle;
            earlier += middle - offset(before, partition, middle);
        }
        double scale = sample.isEmpty() ? 0 : (double) partitions.size() / sample.size();
        return Observed.present(
                new Traffic(scale * last / NOW.toSeconds(), scale * earlier / BEFORE.toSeconds(), NOW, BEFORE));
    }

    /** No record since a time means that the log ended there already. */
    private static long offset(Observed<Map<TopicPartition, Long>> answer, TopicPartition partition, long otherwise) {
        long offset = answer.orElse(Map.of()).getOrDefault(partition, -1L);
        return offset < 0 ? otherwise : offset;
    }

    private static List<TopicPartition> sample(Set<TopicPartition> partitions) {
        List<TopicPartition> all = new ArrayList<>(partitions);
        int step = Math.max(1, (all.size() + SAMPLE - 1) / SAMPLE);
        List<TopicPartition> sample = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            sample.add(all.get(i));
        }
        return sample;
    }

    private Observed<Map<TopicPartition, Long>> ask(List<TopicPartition> partitions, OffsetSpec when) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, when));
        return reader.ask(
                        "traffic",
                        reader.admin()
                                .listOffsets(question, reader.bounded(new ListOffsetsOptions()))
                                .all(),
                        TrafficReader::offsets)
                .get();
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> infos) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        infos.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }
}
