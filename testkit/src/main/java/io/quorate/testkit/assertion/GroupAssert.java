// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** Assertions about one consumer group, classic or of the consumer protocol, which wait until they hold. */
public final class GroupAssert extends AwaitingAssert<GroupAssert> {
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final String groupId;

    GroupAssert(Admin actual, Awaited awaited, String groupId) {
        super(actual, awaited, GroupAssert.class);
        this.groupId = groupId;
    }

    /**
     * Verifies that the group has members, and is not rebalancing.
     *
     * @return this
     */
    public GroupAssert isStable() {
        return isIn(GroupState.STABLE);
    }

    /**
     * Verifies that the group has offsets, but no members.
     *
     * @return this
     */
    public GroupAssert isEmpty() {
        return isIn(GroupState.EMPTY);
    }

    /**
     * Verifies how many members the group has.
     *
     * @param count how many
     * @return this
     */
    public GroupAssert hasMembers(int count) {
        return await(
                "group %s to have %d members".formatted(groupId, count),
                this::describe,
                seen -> seen.members().size() == count,
                GroupAssert::text);
    }

    /**
     * Verifies that the group has committed the end of every partition that it has committed an offset of, and of one at least.
     *
     * @return this
     */
    public GroupAssert hasNoLag() {
        return hasLagAtMost(0);
    }

    /**
     * Verifies how far the group is behind in all partitions that it has committed an offset of; there must be one at least.
     *
     * @param records the most records from the committed offsets to the ends of the partitions, in sum
     * @return this
     */
    public GroupAssert hasLagAtMost(long records) {
        return await(
                "group %s to have a lag of at most %d records".formatted(groupId, records),
                this::lags,
                lags -> !lags.isEmpty()
                        && lags.values().stream().mapToLong(Lag::records).sum() <= records,
                GroupAssert::text);
    }

    /**
     * Verifies the offset that the group has committed of a partition.
     *
     * @param topic the partition's topic
     * @param partition its number
     * @param offset the offset that the group reads next
     * @return this
     */
    public GroupAssert hasCommitted(String topic, int partition, long offset) {
        TopicPartition which = new TopicPartition(topic, partition);
        return await(
                "group %s to have committed offset %d of %s".formatted(groupId, offset, which),
                this::lags,
                lags -> {
                    Lag lag = lags.get(which);
                    return lag != null && lag.committed == offset;
                },
                GroupAssert::text);
    }

    private GroupAssert isIn(GroupState state) {
        return await(
                "group %s to be in state %s".formatted(groupId, state),
                this::describe,
                seen -> seen.groupState() == state,
                GroupAssert::text);
    }

    private ConsumerGroupDescription describe() throws ExecutionException, InterruptedException, TimeoutException {
        return Awaited.get(actual.describeConsumerGroups(List.of(groupId))
                .describedGroups()
                .values()
                .iterator()
                .next());
    }

    private Map<TopicPartition, Lag> lags() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(
                Awaited.get(actual.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata()));
        // A partition whose offset has expired is answered with null.
        committed.values().removeIf(Objects::isNull);
        Map<TopicPartition, ListOffsetsResultInfo> ends = Awaited.get(actual.listOffsets(
                        committed.keySet().stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
                .all());
        Map<TopicPartition, Lag> lags = new TreeMap<>(ORDER);
        ends.forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            lags.put(partition, new Lag(offset == null ? 0 : offset.offset(), end.offset()));
        });
        return lags;
    }

    private static String text(ConsumerGroupDescription seen) {
        return "group %s: state %s, members %s, coordinator %s"
                .formatted(
                        seen.groupId(),
                        seen.groupState(),
                        seen.members().stream()
                                .map(member -> member.clientId() + " has "
                                        + member.assignment().topicPartitions())
                                .toList(),
                        seen.coordinator());
    }

    private static String text(Map<TopicPartition, Lag> lags) {
        return lags.isEmpty()
                ? "no committed offset"
                : lags.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue().text())
                        .collect(Collectors.joining("\n  "));
    }

    private record Lag(long committed, long end) {
        long records() {
            return Math.max(0, end - committed);
        }

        String text() {
            return "committed %d, end %d, lag %d".formatted(committed, end, records());
        }
    }
}
