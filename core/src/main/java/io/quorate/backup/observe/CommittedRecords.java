// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.backup.GroupBackup;
import io.quorate.backup.LogRange;
import io.quorate.backup.OffsetBackup;
import io.quorate.backup.observe.RecordTimes.Position;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Adds to the commits of groups what they mean: the log, and the time of the record that is read next. */
final class CommittedRecords {
    private final LogOffsets logs;
    private final RecordTimes times;

    CommittedRecords(AdminReader reader, Time time, Duration patience) {
        this.logs = new LogOffsets(reader);
        this.times = new RecordTimes(logs, time, patience);
    }

    Observed<Map<String, GroupBackup>> in(Observed<Map<String, GroupBackup>> groups) {
        if (groups.value().isEmpty()) {
            return groups;
        }
        Set<Position> positions = new HashSet<>();
        groups.value().get().values().forEach(group -> group.commits()
                .orElse(Map.of())
                .forEach((partition, commit) -> positions.add(new Position(partition, commit.offset()))));
        var ranges = logs.ranges(positions.stream().map(Position::partition).collect(Collectors.toSet()));
        Map<TopicPartition, LogRange> read = new HashMap<>();
        ranges.forEach((partition, range) -> range.value().ifPresent(log -> read.put(partition, log)));
        var found = times.of(positions, read);
        Map<String, GroupBackup> all = new TreeMap<>();
        groups.value().get().forEach((id, group) -> all.put(id, with(group, ranges, found)));
        return Observed.of(all, groups.gaps());
    }

    private static GroupBackup with(
            GroupBackup group,
            Map<TopicPartition, Observed<LogRange>> ranges,
            Map<Position, Observed<Optional<Instant>>> times) {
        if (group.offsets().value().isEmpty()) {
            return group;
        }
        List<Gap> gaps = new ArrayList<>(group.offsets().gaps());
        Map<TopicPartition, OffsetBackup> offsets = new HashMap<>();
        group.offsets().value().get().forEach((partition, offset) -> {
            Observed<LogRange> log = Objects.requireNonNull(ranges.get(partition));
            Observed<Optional<Instant>> time = Objects.requireNonNull(
                    times.get(new Position(partition, offset.commit().offset())));
            gaps.addAll(log.gaps());
            gaps.addAll(time.gaps());
            offsets.put(partition, new OffsetBackup(offset.commit(), time.orElse(Optional.empty()), log.value()));
        });
        return new GroupBackup(
                group.type(),
                group.state(),
                Observed.of(offsets, gaps.stream().distinct().toList()));
    }
}
