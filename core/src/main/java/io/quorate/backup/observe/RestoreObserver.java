// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.backup.GroupBackup;
import io.quorate.backup.OffsetBackup;
import io.quorate.backup.plan.OffsetRestore;
import io.quorate.backup.plan.PartitionTime;
import io.quorate.backup.plan.RestoreOptions;
import io.quorate.backup.plan.RestoreSection;
import io.quorate.backup.plan.RestoreTarget;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.internal.AdminReader;
import io.quorate.internal.OffsetQuestion;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Reads what a restore is decided by. It changes nothing in the cluster. Thread-safe. */
public final class RestoreObserver {
    private final ClusterExport export;
    private final LogOffsets logs;

    private RestoreObserver(Admin admin, Duration callTimeout, Time time) {
        this.export = ClusterExport.builder(admin)
                .callTimeout(callTimeout)
                .recordTimes(Duration.ZERO)
                .time(time)
                .build();
        this.logs = new LogOffsets(new AdminReader(admin, callTimeout));
    }

    /**
     * Returns an observer.
     *
     * @param admin a client of the target; stays the caller's
     * @param callTimeout the deadline of each single call, more than zero
     * @param time the clock
     * @return the observer
     */
    public static RestoreObserver using(Admin admin, Duration callTimeout, Time time) {
        return new RestoreObserver(admin, callTimeout, time);
    }

    /**
     * Reads the target once.
     *
     * @param backup what shall be restored; says which logs and configs matter
     * @param options what the restore may do
     * @return the target as it is
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public RestoreTarget observe(ClusterBackup backup, RestoreOptions options) {
        Set<String> keys = backup.configs(ConfigScope.TOPIC).orElse(Map.of()).values().stream()
                .flatMap(configs -> configs.values().keySet().stream())
                .collect(Collectors.toSet());
        ClusterExport.Seen seen = export.read(keys);
        Map<TopicPartition, List<OffsetBackup>> offsets = options.sections().contains(RestoreSection.OFFSETS)
                ? offsets(backup, seen.state().topics().orElse(Map.of()))
                : Map.of();
        return new RestoreTarget(
                seen.state(),
                seen.backup(),
                logs.ranges(offsets.keySet()),
                options.offsets() == OffsetRestore.BY_TIMESTAMP ? byTime(offsets) : Map.of());
    }

    /** What groups have in partitions that are there. */
    private static Map<TopicPartition, List<OffsetBackup>> offsets(ClusterBackup backup, Map<String, Topic> topics) {
        Map<TopicPartition, List<OffsetBackup>> offsets = new HashMap<>();
        for (GroupBackup group : backup.groups().orElse(Map.of()).values()) {
            group.offsets().orElse(Map.of()).forEach((partition, offset) -> {
                Topic topic = topics.get(partition.topic());
                if (topic != null && partition.partition() < topic.partitionCount()) {
                    offsets.computeIfAbsent(partition, any -> new ArrayList<>()).add(offset);
                }
            });
        }
        return offsets;
    }

    /** A request has one question for a partition, so each further time of a partition goes into another one. */
    private Map<PartitionTime, Observed<Long>> byTime(Map<TopicPartition, List<OffsetBackup>> offsets) {
        Set<PartitionTime> open = new HashSet<>();
        offsets.forEach((partition, all) ->
                all.forEach(offset -> offset.recordTime().ifPresent(at -> open.add(new PartitionTime(partition, at)))));
        Map<PartitionTime, Observed<Long>> found = new HashMap<>();
        while (!open.isEmpty()) {
            Map<TopicPartition, PartitionTime> layer = new HashMap<>();
            open.forEach(question -> layer.putIfAbsent(question.partition(), question));
            open.removeAll(layer.values());
            logs.ask(
                            OffsetQuestion.atTime(partition -> Objects.requireNonNull(layer.get(partition))
                                    .time()
                                    .toEpochMilli()),
                            layer.keySet())
                    .forEach((partition, answer) -> found.put(
                            Objects.requireNonNull(layer.get(partition)),
                            answer.value()
                                    .map(first -> Observed.present(first.offset()))
                                    .orElseGet(() ->
                                            Observed.unavailable(answer.gaps().get(0)))));
        }
        return found;
    }
}
