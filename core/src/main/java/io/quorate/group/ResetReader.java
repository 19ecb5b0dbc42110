// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.ByPartition;
import io.quorate.internal.Gaps;
import io.quorate.internal.OffsetQuestion;
import io.quorate.time.Time;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads what a reset is decided by. */
final class ResetReader {
    private final AdminReader reader;
    private final Time time;

    ResetReader(AdminReader reader, Time time) {
        this.reader = reader;
        this.time = time;
    }

    SeenForReset read(ResetRequest request) {
        Observed<Map<TopicPartition, Long>> commits = commits(request.groupId());
        Map<TopicPartition, Observed<SeenForReset.Range>> logs = new TreeMap<>(ByPartition.ORDER);
        Set<TopicPartition> meant = meant(request, commits.orElse(Map.of()), logs);
        ranges(meant, logs);
        return new SeenForReset(group(request.groupId()), commits, logs, atTime(request.target(), meant));
    }

    SeenForReset readAgain(ResetPlan plan) {
        Map<TopicPartition, Observed<SeenForReset.Range>> logs = new TreeMap<>(ByPartition.ORDER);
        ranges(plan.changes().stream().map(OffsetChange::partition).collect(Collectors.toSet()), logs);
        String groupId = plan.request().groupId();
        // The group last: nobody may have joined while the rest was read.
        Observed<Map<TopicPartition, Long>> commits = commits(groupId);
        return new SeenForReset(group(groupId), commits, logs, Map.of());
    }

    private Set<TopicPartition> meant(
            ResetRequest request,
            Map<TopicPartition, Long> commits,
            Map<TopicPartition, Observed<SeenForReset.Range>> logs) {
        Set<TopicPartition> meant = new HashSet<>(request.partitions());
        if (!request.topics().isEmpty()) {
            Map<String, KafkaFuture<TopicDescription>> topics = reader.admin()
                    .describeTopics(request.topics(), reader.bounded(new DescribeTopicsOptions()))
                    .topicNameValues();
            topics.forEach((topic, future) -> {
                try {
                    reader.join(future, "topic " + topic)
                            .partitions()
                            .forEach(partition -> meant.add(new TopicPartition(topic, partition.partition())));
                } catch (KafkaException e) {
                    logs.put(new TopicPartition(topic, 0), Observed.unavailable(Gaps.of("topic " + topic, e)));
                }
            });
        } else if (meant.isEmpty()) {
            meant.addAll(
                    request.target() instanceof ResetTarget.Offsets each
                            ? each.offsets().keySet()
                            : commits.keySet());
        }
        return meant;
    }

    private void ranges(Set<TopicPartition> partitions, Map<TopicPartition, Observed<SeenForReset.Range>> logs) {
        LogEnds ends = LogEnds.ask(reader, partitions);
        partitions.forEach(partition -> logs.put(partition, ends.range(partition)));
    }

    private Map<TopicPartition, Observed<Long>> atTime(ResetTarget target, Set<TopicPartition> partitions) {
        Optional<Instant> instant = target instanceof ResetTarget.Timestamp at
                ? Optional.of(at.time())
                : target instanceof ResetTarget.Ago ago ? Optional.of(time.now().minus(ago.ago())) : Optional.empty();
        Map<TopicPartition, Observed<Long>> found = new HashMap<>();
        instant.ifPresent(then -> {
            var answers = OffsetQuestion.atTime(partition -> then.toEpochMilli())
                    .ask(reader, partitions, ListOffsetsResultInfo::offset);
            partitions.forEach(
                    partition -> found.put(partition, answers.get(partition).get()));
        });
        return found;
    }

    /** Whoever has no commits and no members is not there, whatever a release says of it. */
    private Observed<Optional<SeenForReset.Standing>> group(String groupId) {
        Observed<Map<String, ListedGroup>> listed = new GroupReader(reader, id -> false).listAll(groupId::equals);
        if (listed.value().isEmpty() || (listed.value().get().isEmpty() && !listed.isComplete())) {
            return Observed.unavailable(listed.gaps().get(0));
        }
        ListedGroup group = listed.value().get().get(groupId);
        if (group == null) {
            return Observed.present(Optional.empty());
        }
        Observed<GroupDescription> described = new DescribedGroups(reader)
                .read(Map.of(groupId, group.type()))
                .getOrDefault(
                        groupId,
                        Observed.unavailable(
                                new Gap("group " + groupId, Gap.Kind.NOT_ASKED, "the client left it out")));
        return described
                .value()
                .map(one -> Observed.present(Optional.of(new SeenForReset.Standing(
                        one.type(), one.state(), one.members().size()))))
                .orElseGet(() -> Observed.unavailable(described.gaps().get(0)));
    }

    private Observed<Map<TopicPartition, Long>> commits(String groupId) {
        KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> future = reader.admin()
                .listConsumerGroupOffsets(
                        Map.of(groupId, new ListConsumerGroupOffsetsSpec()),
                        reader.bounded(new ListConsumerGroupOffsetsOptions()))
                .partitionsToOffsetAndMetadata(groupId);
        return reader.ask("offsets of group " + groupId, future, ResetReader::offsets)
                .get();
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetAndMetadata> commits) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        commits.forEach((partition, commit) -> {
            if (commit != null) {
                offsets.put(partition, commit.offset());
            }
        });
        return offsets;
    }
}
