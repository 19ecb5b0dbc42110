// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import io.quorate.cluster.Gap;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupPartition;
import io.quorate.group.LagSum;
import io.quorate.group.PartitionLag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The last looks at one group. */
final class GroupWindow {
    /** A restart of all members at once is no stop. */
    static final int LOOKS_UNTIL_STOPPED = 3;

    private static final PartitionVerdict NOTHING_TO_READ =
            new PartitionVerdict(GroupStatus.OK, "nothing is left to read");

    private final Map<TopicPartition, PartitionWindow> partitions = new HashMap<>();

    /** Topics with commits that the members did not read when they were last settled. */
    private Set<String> abandoned = Set.of();

    private int looksWithoutMembers;
    private int missed;

    /** The group was not among those that were read. */
    int miss() {
        return ++missed;
    }

    GroupHealth add(ConsumerGroup group, long millis) {
        missed = 0;
        looksWithoutMembers = group.members().orElse(-1) == 0 ? looksWithoutMembers + 1 : 0;
        if (group.partitions().value().isEmpty()) {
            return GroupHealth.unknown(
                    group.groupId(), group.partitions().gaps().get(0).describe());
        }
        Map<TopicPartition, GroupPartition> read = group.partitions().value().get();
        abandoned = abandoned(group, read.keySet());
        partitions.keySet().retainAll(read.keySet());
        if (!abandoned.isEmpty()) {
            partitions.keySet().removeIf(partition -> abandoned.contains(partition.topic()));
        }

        Look look = new Look(millis);
        read.forEach((partition, one) -> {
            if (!abandoned.contains(partition.topic())) {
                look.at(partition, one);
            }
        });
        PartitionVerdict verdict =
                stopped(look).orElseGet(() -> look.verdict(group.partitions().gaps()));
        return new GroupHealth(
                group.groupId(),
                verdict.status(),
                verdict.reason(),
                Optional.of(LagSum.of(look.counted)),
                look.maxLag,
                look.behind(),
                group.members());
    }

    /**
     * A topic that the members of a settled group do not read any more. While they are being assigned nothing can be told,
     * and after they have left what they read last counts.
     */
    private Set<String> abandoned(ConsumerGroup group, Collection<TopicPartition> read) {
        Set<String> assigned = group.assignedTopics().orElse(Set.of());
        if (group.state() != GroupState.STABLE || assigned.isEmpty()) {
            return abandoned;
        }
        Set<String> left = new HashSet<>();
        read.forEach(partition -> left.add(partition.topic()));
        left.removeAll(assigned);
        return left.isEmpty() ? Set.of() : left;
    }

    /** Clients that assign partitions to themselves are no members, and commit all the same. */
    private Optional<PartitionVerdict> stopped(Look look) {
        boolean advances = partitions.values().stream().anyMatch(one -> one.advancedIn(LOOKS_UNTIL_STOPPED));
        if (looksWithoutMembers < LOOKS_UNTIL_STOPPED || advances || look.maxLag.orElse(0) == 0) {
            return Optional.empty();
        }
        return Optional.of(new PartitionVerdict(
                GroupStatus.STOPPED,
                "has no members in " + looksWithoutMembers + " looks, and " + look.maxLag.getAsLong()
                        + " offsets to read in " + look.worstLagAt));
    }

    /** What one look adds up to. */
    private final class Look {
        private final long millis;
        private final List<GroupPartition> counted = new ArrayList<>();
        private OptionalLong maxLag = OptionalLong.empty();
        private @Nullable TopicPartition worstLagAt;
        private @Nullable LagTime behind;
        private @Nullable PartitionVerdict worst;
        private @Nullable Gap unread;

        Look(long millis) {
            this.millis = millis;
        }

        void at(TopicPartition partition, GroupPartition one) {
            counted.add(one);
            if (one.lag() instanceof PartitionLag.EndUnknown unknown) {
                unread = unknown.gap();
            } else if (one.commit().isEmpty()) {
                partitions.remove(partition);
            } else {
                known(partition, one, one.commit().get().offset());
            }
        }

        private void known(TopicPartition partition, GroupPartition one, long commit) {
            long lost = one.lag() instanceof PartitionLag.BelowLogStart below ? below.lost() : 0;
            long lag = one.lag() instanceof PartitionLag.BelowLogStart below
                    ? below.remaining()
                    : ((PartitionLag.Lag) one.lag()).offsets();
            PartitionWindow window = partitions.computeIfAbsent(partition, any -> new PartitionWindow());
            window.add(commit, lag, commit + lost + lag, millis);
            if (maxLag.isEmpty() || lag > maxLag.getAsLong()) {
                maxLag = OptionalLong.of(lag);
                worstLagAt = partition;
            }
            LagTime age = window.behind(millis);
            behind = behind == null ? age : behind.or(age);
            PartitionVerdict verdict = window.verdict();
            if (worst == null || verdict.badness() > worst.badness()) {
                worst = verdict.in(partition);
            }
        }

        Optional<LagTime> behind() {
            return Optional.ofNullable(behind).map(time -> unread == null ? time : new LagTime(time.atLeast(), false));
        }

        PartitionVerdict verdict(List<Gap> gaps) {
            @Nullable Gap missing = unread != null ? unread : gaps.isEmpty() ? null : gaps.get(0);
            PartitionVerdict seen = worst;
            if (seen != null && (missing == null || seen.badness() > 0)) {
                return maxLag.orElse(0) == 0 ? NOTHING_TO_READ : seen;
            }
            return missing != null
                    ? new PartitionVerdict(GroupStatus.UNKNOWN, missing.describe())
                    : new PartitionVerdict(GroupStatus.UNKNOWN, "has committed nothing");
        }
    }
}
