// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClassicGroupsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.DescribeStreamsGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.ShareMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Groups with their members; each type has a call of its own, and all of them an answer for each group. */
final class DescribedGroups {
    private static final int CHUNK = 200;

    private final AdminReader reader;

    DescribedGroups(AdminReader reader) {
        this.reader = reader;
    }

    /** Asks for all at the same time. A group that cannot be described has its gap in its place. */
    Map<String, Observed<GroupDescription>> read(Map<String, GroupType> types) {
        Map<GroupType, List<String>> byType = new HashMap<>();
        types.forEach((id, type) ->
                byType.computeIfAbsent(call(type), any -> new ArrayList<>()).add(id));
        Map<String, Supplier<Observed<GroupDescription>>> asked = new TreeMap<>();
        byType.forEach((type, ids) -> {
            for (List<String> chunk : AdminReader.chunks(ids, CHUNK)) {
                ask(type, chunk).forEach((id, future) -> asked.put(id, reader.ask("group " + id, future, one -> one)));
            }
        });
        Map<String, Observed<GroupDescription>> answers = new TreeMap<>();
        asked.forEach((id, answer) -> answers.put(id, answer.get()));
        return answers;
    }

    /** Workers of Connect are classic groups and no consumer groups: only the call for classic ones knows them. */
    private static GroupType call(GroupType type) {
        return type == GroupType.UNKNOWN ? GroupType.CONSUMER : type;
    }

    private Map<String, KafkaFuture<GroupDescription>> ask(GroupType type, Collection<String> ids) {
        if (type == GroupType.SHARE) {
            return AdminReader.folded(
                    reader.admin()
                            .describeShareGroups(ids, reader.bounded(new DescribeShareGroupsOptions()))
                            .describedGroups(),
                    DescribedGroups::share);
        }
        if (type == GroupType.STREAMS) {
            return AdminReader.folded(
                    reader.admin()
                            .describeStreamsGroups(ids, reader.bounded(new DescribeStreamsGroupsOptions()))
                            .describedGroups(),
                    DescribedGroups::streams);
        }
        if (type == GroupType.CLASSIC) {
            return AdminReader.folded(
                    reader.admin()
                            .describeClassicGroups(ids, reader.bounded(new DescribeClassicGroupsOptions()))
                            .describedGroups(),
                    DescribedGroups::classic);
        }
        return AdminReader.folded(
                reader.admin()
                        .describeConsumerGroups(ids, reader.bounded(new DescribeConsumerGroupsOptions()))
                        .describedGroups(),
                DescribedGroups::consumer);
    }

    private static GroupDescription consumer(ConsumerGroupDescription group) {
        return new GroupDescription(
                group.groupId(),
                group.type(),
                group.groupState(),
                group.coordinator().id(),
                group.members().stream().map(DescribedGroups::member).toList());
    }

    private static GroupDescription classic(ClassicGroupDescription group) {
        return new GroupDescription(
                group.groupId(),
                GroupType.CLASSIC,
                GroupState.parse(group.state().toString()),
                group.coordinator().id(),
                group.members().stream().map(DescribedGroups::member).toList());
    }

    private static GroupMember member(MemberDescription member) {
        return new GroupMember(
                member.consumerId(),
                member.groupInstanceId(),
                member.clientId(),
                member.host(),
                member.rackId(),
                List.copyOf(member.assignment().topicPartitions()));
    }

    private static GroupDescription share(ShareGroupDescription group) {
        return new GroupDescription(
                group.groupId(),
                GroupType.SHARE,
                group.groupState(),
                group.coordinator().id(),
                group.members().stream().map(DescribedGroups::member).toList());
    }

    private static GroupMember member(ShareMemberDescription member) {
        return new GroupMember(
                member.consumerId(),
                Optional.empty(),
                member.clientId(),
                member.host(),
                member.rackId(),
                List.copyOf(member.assignment().topicPartitions()));
    }

    private static GroupDescription streams(StreamsGroupDescription group) {
        Map<String, Set<String>> sources = new HashMap<>();
        for (StreamsGroupSubtopologyDescription part : group.subtopologies()) {
            Set<String> topics = new HashSet<>(part.sourceTopics());
            topics.addAll(part.repartitionSourceTopics().keySet());
            sources.put(part.subtopologyId(), topics);
        }
        return new GroupDescription(
                group.groupId(),
                GroupType.STREAMS,
                group.groupState(),
                group.coordinator().id(),
                group.members().stream().map(member -> member(member, sources)).toList());
    }

    private static GroupMember member(StreamsGroupMemberDescription member, Map<String, Set<String>> sources) {
        List<TopicPartition> assignment = new ArrayList<>();
        member.assignment().activeTasks().forEach(task -> sources.getOrDefault(task.subtopologyId(), Set.of())
                .forEach(topic ->
                        task.partitions().forEach(partition -> assignment.add(new TopicPartition(topic, partition)))));
        return new GroupMember(
                member.memberId(),
                member.instanceId(),
                member.clientId(),
                member.clientHost(),
                member.rackId(),
                assignment);
    }
}
