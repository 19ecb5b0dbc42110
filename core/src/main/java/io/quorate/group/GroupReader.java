// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.ByPartition;
import io.quorate.internal.Gaps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListGroupsResult;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads groups: who there is, what they have committed, then how long the logs are. */
final class GroupReader {
    private static final int CHUNK = 200;

    /** Classic consumers, and groups that only commit: a group without members has no protocol. */
    private static final Set<String> CONSUMER_PROTOCOLS = Set.of("consumer", "");

    private final AdminReader reader;
    private final Predicate<String> readCommitted;

    GroupReader(AdminReader reader, Predicate<String> readCommitted) {
        this.reader = reader;
        this.readCommitted = readCommitted;
    }

    /** What the listing says about a group. */
    record Listed(GroupType type, GroupState state) {}

    /** Type and protocol are looked at here, not by the brokers: releases before 3.8 refuse to filter by type. */
    Observed<Map<String, Listed>> list(Predicate<String> wanted) {
        Observed<Map<String, ListedGroup>> all = listAll(wanted);
        return all.value()
                .map(groups -> {
                    Map<String, Listed> listed = new TreeMap<>();
                    groups.forEach((id, group) -> {
                        if (isConsumerGroup(group)) {
                            listed.put(id, new Listed(group.type(), group.state()));
                        }
                    });
                    return Observed.of(listed, all.gaps());
                })
                .orElseGet(() -> Observed.unavailable(all.gaps().get(0)));
    }

    Observed<Map<String, ListedGroup>> listAll(Predicate<String> wanted) {
        ListGroupsResult result = reader.admin().listGroups(reader.bounded(new ListGroupsOptions()));
        try {
            Map<String, ListedGroup> listed = new TreeMap<>();
            for (GroupListing listing : reader.join(result.valid(), "groups")) {
                if (wanted.test(listing.groupId())) {
                    listed.put(
                            listing.groupId(),
                            new ListedGroup(
                                    listing.groupId(),
                                    listing.type().orElse(GroupType.UNKNOWN),
                                    listing.protocol(),
                                    listing.groupState().orElse(GroupState.UNKNOWN)));
                }
            }
            List<Gap> gaps = reader.join(result.errors(), "groups").stream()
                    .map(error -> Gaps.of("groups of some coordinator", error))
                    .toList();
            return Observed.of(listed, gaps);
        } catch (KafkaException e) {
            return Observed.unavailable(Gaps.of("groups", e));
        }
    }

    private static boolean isConsumerGroup(ListedGroup group) {
        return group.type() != GroupType.SHARE
                && group.type() != GroupType.STREAMS
                && CONSUMER_PROTOCOLS.contains(group.protocol());
    }

    Observed<Map<String, ConsumerGroup>> read(Map<String, Listed> listed, List<Gap> listingGaps) {
        List<String> ids = List.copyOf(listed.keySet());
        Map<String, Supplier<Observed<ConsumerGroupDescription>>> descriptions = askDescriptions(ids);
        Map<String, Supplier<Observed<Map<TopicPartition, OffsetAndMetadata>>>> commits = askCommits(ids);
        List<SeenGroup> seen = new ArrayList<>();
        listed.forEach((id, listing) ->
                seen.add(SeenGroup.of(id, listing, answer(descriptions.get(id), id), answer(commits.get(id), id))));

        // Only now: every commit is here.
        Map<IsolationLevel, ByPartition<TopicPartition>> wanted = new EnumMap<>(IsolationLevel.class);
        for (SeenGroup group : seen) {
            ByPartition<TopicPartition> partitions =
                    wanted.computeIfAbsent(isolation(group.id()), any -> new ByPartition<>());
            group.partitions().forEach(partition -> partitions.put(partition, partition));
        }
        Map<IsolationLevel, LogEnds> ends = new EnumMap<>(IsolationLevel.class);
        wanted.forEach(
                (isolation, partitions) -> ends.put(isolation, LogEnds.ask(reader, partitions.values(), isolation)));

        List<Gap> gaps = new ArrayList<>(listingGaps);
        Map<String, ConsumerGroup> groups = new TreeMap<>();
        for (SeenGroup group : seen) {
            ConsumerGroup read = group.with(Objects.requireNonNull(ends.get(isolation(group.id()))));
            gaps.addAll(read.partitions().gaps());
            groups.put(group.id(), read);
        }
        return Observed.of(Collections.unmodifiableMap(groups), gaps);
    }

    private IsolationLevel isolation(String groupId) {
        return readCommitted.test(groupId) ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED;
    }

    private static <T> Observed<T> answer(@Nullable Supplier<Observed<T>> asked, String groupId) {
        return asked == null
                ? Observed.unavailable(new Gap("group " + groupId, Gap.Kind.NOT_ASKED, "the client left it out"))
                : asked.get();
    }

    private Map<String, Supplier<Observed<ConsumerGroupDescription>>> askDescriptions(List<String> ids) {
        Map<String, Supplier<Observed<ConsumerGroupDescription>>> asked = new HashMap<>();
        for (List<String> chunk : AdminReader.chunks(ids, CHUNK)) {
            reader.admin()
                    .describeConsumerGroups(chunk, reader.bounded(new DescribeConsumerGroupsOptions()))
                    .describedGroups()
                    .forEach((id, future) ->
                            asked.put(id, reader.ask("members of group " + id, future, description -> description)));
        }
        return asked;
    }

    private Map<String, Supplier<Observed<Map<TopicPartition, OffsetAndMetadata>>>> askCommits(List<String> ids) {
        Map<String, Supplier<Observed<Map<TopicPartition, OffsetAndMetadata>>>> asked = new HashMap<>();
        for (List<String> chunk : AdminReader.chunks(ids, CHUNK)) {
            Map<String, ListConsumerGroupOffsetsSpec> everyPartition =
                    chunk.stream().collect(Collectors.toMap(id -> id, id -> new ListConsumerGroupOffsetsSpec()));
            ListConsumerGroupOffsetsResult result = reader.admin()
                    .listConsumerGroupOffsets(everyPartition, reader.bounded(new ListConsumerGroupOffsetsOptions()));
            for (String id : chunk) {
                asked.put(
                        id,
                        reader.ask(
                                "offsets of group " + id,
                                result.partitionsToOffsetAndMetadata(id),
                                offsets -> offsets));
            }
        }
        return asked;
    }
}
