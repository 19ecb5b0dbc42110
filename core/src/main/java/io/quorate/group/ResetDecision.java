// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Observed;
import io.quorate.internal.ByPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Decides what a reset does, or why it must not be done. Pure. */
final class ResetDecision {
    private final ResetRequest request;
    private final SeenForReset seen;
    private final List<OffsetChange> changes = new ArrayList<>();
    private final List<ResetProblem> problems = new ArrayList<>();

    private ResetDecision(ResetRequest request, SeenForReset seen) {
        this.request = request;
        this.seen = seen;
    }

    static ResetPlan of(ResetRequest request, SeenForReset seen) {
        ResetDecision decision = new ResetDecision(request, seen);
        decision.group();
        if (seen.commits().value().isEmpty()) {
            decision.problem(
                    ResetProblem.Kind.UNREADABLE,
                    "commits of group " + request.groupId(),
                    seen.commits().gaps().get(0).describe());
        } else if (seen.logs().isEmpty()) {
            decision.problem(
                    ResetProblem.Kind.NOTHING_MEANT,
                    "group " + request.groupId(),
                    "it has no commits; say which topics or partitions are meant");
        } else {
            seen.logs().keySet().stream().sorted(ByPartition.ORDER).forEach(decision::partition);
        }
        return new ResetPlan(request, decision.changes, decision.problems);
    }

    /** What has changed since a plan was made: the group, a commit, or a log that is shorter now. */
    static List<ResetProblem> since(ResetPlan plan, SeenForReset seen) {
        ResetDecision decision = new ResetDecision(plan.request(), seen);
        decision.group();
        Map<TopicPartition, Long> commits = seen.commits().orElse(Map.of());
        if (seen.commits().value().isEmpty()) {
            decision.problem(
                    ResetProblem.Kind.UNREADABLE,
                    "commits of group " + plan.request().groupId(),
                    seen.commits().gaps().get(0).describe());
            return decision.problems;
        }
        for (OffsetChange change : plan.changes()) {
            OptionalLong now = number(commits.get(change.partition()));
            if (!now.equals(change.from())) {
                decision.problem(
                        ResetProblem.Kind.MOVED_SINCE,
                        change.partition().toString(),
                        "its commit was " + shown(change.from()) + " and is " + shown(now) + " now; plan again");
            }
            decision.range(change.partition())
                    .filter(range -> change.to() < range.start() || change.to() > range.end())
                    .ifPresent(range -> decision.outOfRange(change.partition(), change.to(), range));
        }
        return decision.problems;
    }

    private static OptionalLong number(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static String shown(OptionalLong offset) {
        return offset.isPresent() ? String.valueOf(offset.getAsLong()) : "none";
    }

    private void problem(ResetProblem.Kind kind, String subject, String detail) {
        problems.add(new ResetProblem(kind, subject, detail));
    }

    private void group() {
        String subject = "group " + request.groupId();
        Observed<Optional<SeenForReset.Standing>> group = seen.group();
        if (group.value().isEmpty()) {
            problem(ResetProblem.Kind.UNREADABLE, subject, group.gaps().get(0).describe());
            return;
        }
        Optional<SeenForReset.Standing> standing = group.value().get();
        if (standing.isEmpty()) {
            if (!request.mayCreate()) {
                problem(
                        ResetProblem.Kind.GROUP_MISSING,
                        subject,
                        "there is no such group; correct the name, or allow that it is created");
            }
            return;
        }
        GroupType type = standing.get().type();
        if (type == GroupType.SHARE || type == GroupType.STREAMS) {
            problem(
                    ResetProblem.Kind.WRONG_TYPE,
                    subject,
                    type == GroupType.SHARE
                            ? "a share group has no commits of consumers; use Admin.alterShareGroupOffsets"
                            : "the state of Streams would not fit its offsets any more; use"
                                    + " kafka-streams-application-reset.sh");
        }
        GroupState state = standing.get().state();
        if (state != GroupState.EMPTY && state != GroupState.DEAD) {
            problem(
                    ResetProblem.Kind.GROUP_NOT_EMPTY,
                    subject,
                    "it is " + state + " with " + standing.get().members() + " members; stop them first");
        }
    }

    private Optional<SeenForReset.Range> range(TopicPartition partition) {
        Observed<SeenForReset.Range> log = seen.logs().get(partition);
        if (log == null || log.value().isEmpty()) {
            problem(
                    ResetProblem.Kind.UNREADABLE,
                    partition.toString(),
                    log == null ? "nobody asked for its log" : log.gaps().get(0).describe());
            return Optional.empty();
        }
        return log.value();
    }

    private void partition(TopicPartition partition) {
        Optional<SeenForReset.Range> range = range(partition);
        if (range.isEmpty()) {
            return;
        }
        OptionalLong from = number(seen.commits().orElse(Map.of()).get(partition));
        wanted(partition, from, range.get()).ifPresent(wanted -> change(partition, from, wanted, range.get()));
    }

    private void change(TopicPartition partition, OptionalLong from, long wanted, SeenForReset.Range range) {
        long to = Math.max(range.start(), Math.min(wanted, range.end()));
        if (to != wanted && request.outOfRange() == ResetRequest.OutOfRange.REFUSE) {
            outOfRange(partition, wanted, range);
        } else {
            changes.add(new OffsetChange(partition, from, to, range.start(), range.end()));
        }
    }

    private void outOfRange(TopicPartition partition, long wanted, SeenForReset.Range range) {
        problem(
                ResetProblem.Kind.OUT_OF_RANGE,
                partition.toString(),
                wanted + " is not in its log, which has " + range.start() + " to " + range.end()
                        + "; choose another offset, or clamp");
    }

    private Optional<Long> wanted(TopicPartition partition, OptionalLong from, SeenForReset.Range range) {
        ResetTarget target = request.target();
        if (target instanceof ResetTarget.Earliest) {
            return Optional.of(range.start());
        } else if (target instanceof ResetTarget.Latest) {
            return Optional.of(range.end());
        } else if (target instanceof ResetTarget.Offset one) {
            return Optional.of(one.offset());
        } else if (target instanceof ResetTarget.Offsets each) {
            return ofBackup(partition, each);
        } else if (target instanceof ResetTarget.Shift shift) {
            return shifted(partition, from, shift.by());
        } else if (target instanceof ResetTarget.Current) {
            return shifted(partition, from, 0);
        }
        return atTime(partition, range);
    }

    private Optional<Long> ofBackup(TopicPartition partition, ResetTarget.Offsets each) {
        Long offset = each.offsets().get(partition);
        if (offset == null) {
            problem(ResetProblem.Kind.NO_COMMIT, partition.toString(), "the target has no offset for it; leave it out");
        }
        return Optional.ofNullable(offset);
    }

    private Optional<Long> shifted(TopicPartition partition, OptionalLong from, long by) {
        if (from.isEmpty()) {
            problem(
                    ResetProblem.Kind.NO_COMMIT,
                    partition.toString(),
                    "there is nothing to count from; leave it out, or use earliest or latest for it");
            return Optional.empty();
        }
        long start = from.getAsLong();
        // An offset beyond what a long can hold is out of range in every log.
        long wanted = by > 0 && start > Long.MAX_VALUE - by ? Long.MAX_VALUE : start + by;
        return Optional.of(wanted);
    }

    private Optional<Long> atTime(TopicPartition partition, SeenForReset.Range range) {
        Observed<Long> found = seen.atTime().get(partition);
        if (found == null || found.value().isEmpty()) {
            problem(
                    ResetProblem.Kind.UNREADABLE,
                    partition.toString(),
                    found == null
                            ? "nobody asked for the time"
                            : found.gaps().get(0).describe());
            return Optional.empty();
        }
        long offset = found.value().get();
        if (offset >= 0) {
            return Optional.of(offset);
        }
        if (request.outOfRange() == ResetRequest.OutOfRange.CLAMP) {
            return Optional.of(range.end());
        }
        problem(
                ResetProblem.Kind.AFTER_LAST_RECORD,
                partition.toString(),
                "every record is older than that; use latest for it, or clamp");
        return Optional.empty();
    }
}
