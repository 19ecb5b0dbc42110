// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import io.quorate.cluster.Observed;
import io.quorate.group.CommittedOffset;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupPartition;
import io.quorate.group.PartitionLag;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/** Looks at one group, ten seconds apart. */
final class Looks {
    static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private final GroupWindows windows = new GroupWindows();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    /** The same group, with members that read orders. */
    GroupHealth look(long commit, long end) {
        return look(stable(Map.of(ORDERS, at(commit, 0, end))));
    }

    /** The same group, without members. */
    GroupHealth lookAtEmpty(long commit, long end) {
        return look(
                group(GroupState.EMPTY, OptionalInt.of(0), Map.of(ORDERS, at(commit, 0, end)), Optional.of(Set.of())));
    }

    GroupHealth look(ConsumerGroup group) {
        return Objects.requireNonNull(look(Observed.present(Map.of(group.groupId(), group)))
                .value()
                .orElseThrow()
                .get(group.groupId()));
    }

    Observed<Map<String, GroupHealth>> look(Observed<Map<String, ConsumerGroup>> seen) {
        now = now.plus(INTERVAL);
        return windows.add(seen, now);
    }

    GroupWindows windows() {
        return windows;
    }

    static GroupPartition at(long commit, long start, long end) {
        return new GroupPartition(
                Optional.of(new CommittedOffset(commit, Optional.empty(), "")),
                PartitionLag.between(commit, start, end));
    }

    static GroupPartition uncommitted() {
        return new GroupPartition(Optional.empty(), new PartitionLag.NoCommit());
    }

    static ConsumerGroup stable(Map<TopicPartition, GroupPartition> partitions, String... topics) {
        Set<String> assigned = topics.length == 0 ? Set.of("orders") : Set.of(topics);
        return group(GroupState.STABLE, OptionalInt.of(2), partitions, Optional.of(assigned));
    }

    static ConsumerGroup group(
            GroupState state,
            OptionalInt members,
            Map<TopicPartition, GroupPartition> partitions,
            Optional<Set<String>> assigned) {
        return new ConsumerGroup(
                "billing", GroupType.CLASSIC, state, members, Observed.present(new HashMap<>(partitions)), assigned);
    }
}
