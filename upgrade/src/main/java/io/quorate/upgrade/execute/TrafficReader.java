// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.internal.AdminReader;
import io.quorate.time.Time;
import io.quorate.upgrade.plan.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Compares what was appended in the last minutes with the hour before them, by the time stamps of records. */
final class TrafficReader {
    private static final Duration NOW = Duration.ofMinutes(5);
    private static final Duration BEFORE = Duration.ofHours(1);

    /** More is a lot of index look-ups for a hint. */
    private static final int MOST_PARTITIONS = 2000;

    private final Admin admin;
    private final AdminReader reader;
    private final Time time;

    TrafficReader(Admin admin, Duration callTimeout, Time time) {
        this.admin = admin;
        this.reader = new AdminReader(admin, callTimeout);
        this.time = time;
    }

    Observed<Traffic> read(ClusterState state) {
        Set<TopicPartition> all = new HashSet<>();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            for (int index = 0; index < topic.partitionCount(); index++) {
                if (topic.leader(index) >= 0) {
                    all.add(topic.topicPartition(index));
                }
            }
        }
        if (all.size() > MOST_PARTITIONS) {
            return Observed.unavailable(new Gap(
                    "traffic", Gap.Kind.NOT_ASKED, "there are more than " + MOST_PARTITIONS + " partitions to ask"));
        }
        Instant now = time.now();
        Observed<Map<TopicPartition, Long>> ends = offsets(all, OffsetSpec.latest());
        Observed<Map<TopicPartition, Long>> recent =
                offsets(all, OffsetSpec.forTimestamp(now.minus(NOW).toEpochMilli()));
        Observed<Map<TopicPartition, Long>> old = offsets(
                all, OffsetSpec.forTimestamp(now.minus(NOW).minus(BEFORE).toEpochMilli()));
        List<Gap> gaps = Stream.of(ends, recent, old)
                .flatMap(section -> section.gaps().stream())
                .toList();
        if (!gaps.isEmpty()) {
            return Observed.unavailable(gaps.get(0));
        }
        long last = 0;
        long before = 0;
        for (TopicPartition partition : all) {
            long end = ends.orElse(Map.of()).getOrDefault(partition, 0L);
            // -1: no record is younger.
            long begin = orEnd(recent.orElse(Map.of()).getOrDefault(partition, -1L), end);
            long past = orEnd(old.orElse(Map.of()).getOrDefault(partition, -1L), end);
            last += end - begin;
            before += Math.max(0, begin - past);
        }
        return Observed.present(
                new Traffic((double) last / NOW.toSeconds(), (double) before / BEFORE.toSeconds(), NOW, BEFORE));
    }

    private static long orEnd(long offset, long end) {
        return offset < 0 ? end : Math.min(offset, end);
    }

    private Observed<Map<TopicPartition, Long>> offsets(Set<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        return reader.ask(
                        "offsets",
                        admin.listOffsets(wanted, reader.bounded(new ListOffsetsOptions()))
                                .all(),
                        TrafficReader::offsets)
                .get();
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> found) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }
}
