// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.GroupBackup;
import io.quorate.backup.LogRange;
import io.quorate.backup.OffsetBackup;
import io.quorate.backup.TopicBackup;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.group.CommittedOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Which groups get which commits back. */
final class OffsetRules {
    private static final RestoreSection SECTION = RestoreSection.OFFSETS;

    private final ClusterBackup backup;
    private final RestoreTarget target;
    private final RestoreOptions options;
    private final boolean sameCluster;

    OffsetRules(ClusterBackup backup, RestoreTarget target, RestoreOptions options) {
        this.backup = backup;
        this.target = target;
        this.options = options;
        this.sameCluster = IdentityRules.isSameCluster(backup, target);
    }

    void decide(Steps steps) {
        var saved = steps.saved(SECTION, backup.groups()).filter(groups -> !groups.isEmpty());
        if (saved.isEmpty()) {
            return;
        }
        Observed<Map<String, GroupBackup>> all = target.cluster().groups();
        steps.seen(SECTION, all).ifPresent(seen -> {
            saved.get().forEach((id, group) -> {
                GroupBackup there = seen.get(id);
                if (there != null || steps.isAbsent(SECTION, Phrases.group(id), all)) {
                    steps.saved(SECTION, group.offsets())
                            .ifPresent(offsets -> group(id, offsets, Optional.ofNullable(there), steps));
                }
            });
            seen.keySet().stream()
                    .filter(id -> !saved.get().containsKey(id))
                    .forEach(id -> steps.keep(Phrases.group(id)));
        });
    }

    private void group(String id, Map<TopicPartition, OffsetBackup> saved, Optional<GroupBackup> there, Steps steps) {
        String subject = Phrases.group(id);
        Map<TopicPartition, CommittedOffset> now = Map.of();
        if (there.isPresent()) {
            if (!there.get().offsets().isComplete()) {
                String unseen = Steps.unseen(there.get().offsets().gaps().get(0));
                steps.refuse(SECTION, subject, "where it is could not be read: " + unseen, "plan again");
                return;
            }
            now = there.get().commits().orElse(Map.of());
        }
        Map<TopicPartition, CommittedOffset> commits = new HashMap<>();
        Map<TopicPartition, Long> before = new HashMap<>();
        boolean anySame = false;
        for (Map.Entry<TopicPartition, OffsetBackup> entry : saved.entrySet()) {
            TopicPartition partition = entry.getKey();
            CommittedOffset current = now.get(partition);
            Wanted wanted = wanted(partition, entry.getValue());
            if (wanted instanceof Not not) {
                steps.refuse(SECTION, subject + " in " + partition, not.reason(), not.remedy());
            } else if (wanted instanceof At at && at.commit().equals(current)) {
                anySame = true;
            } else if (wanted instanceof At at) {
                if (current != null && current.offset() > at.commit().offset()) {
                    steps.refuse(
                            SECTION,
                            subject + " in " + partition,
                            "it has read on to " + current.offset() + ", beyond "
                                    + at.commit().offset() + " of the backup",
                            "reset it (GroupChanges) if it shall read these records again");
                } else {
                    commits.put(partition, at.commit());
                    if (current != null) {
                        before.put(partition, current.offset());
                    }
                }
            }
        }
        finish(new RestoreStep.CommitOffsets(id, commits, before), there, anySame, steps);
    }

    private static void finish(
            RestoreStep.CommitOffsets commit, Optional<GroupBackup> there, boolean anySame, Steps steps) {
        GroupState state = there.map(GroupBackup::state).orElse(GroupState.DEAD);
        if (commit.commits().isEmpty()) {
            if (anySame) {
                steps.same(SECTION, commit.subject());
            }
        } else if (state != GroupState.EMPTY && state != GroupState.DEAD) {
            steps.refuse(
                    SECTION,
                    commit.subject(),
                    "it is " + state + ", and its members would not notice, or commit over it: " + commit.detail(),
                    "stop its members, and plan again");
        } else {
            steps.add(commit);
        }
    }

    private sealed interface Wanted {}

    private record At(CommittedOffset commit) implements Wanted {}

    private record Not(String reason, String remedy) implements Wanted {}

    private Wanted wanted(TopicPartition partition, OffsetBackup saved) {
        Topic topic = target.state().topics().orElse(Map.of()).get(partition.topic());
        if (topic == null || partition.partition() >= topic.partitionCount()) {
            return new Not(
                    "there is no such partition",
                    "restore the topic and its records first, and then the offsets by timestamp");
        }
        Observed<LogRange> log = target.logs().get(partition);
        if (log == null || log.value().isEmpty()) {
            return new Not(
                    "its log could not be read"
                            + (log == null ? "" : ": " + Steps.unseen(log.gaps().get(0))),
                    "plan again when it has a leader");
        }
        LogRange range = log.value().get();
        if (isSameTopic(topic)) {
            return inRange(saved.commit(), range);
        }
        return options.offsets() == OffsetRestore.BY_TIMESTAMP
                ? byTime(partition, saved, range)
                : another(topic, saved.commit().offset());
    }

    private static Not another(Topic topic, long offset) {
        String timestamp = "when it has the same records, restore by timestamp (OffsetRestore.BY_TIMESTAMP)";
        return topic.id().equals(Uuid.ZERO_UUID)
                ? new Not(
                        "its brokers give topics no ids (those of 2.8 and later do), so nobody knows whether offset "
                                + offset + " means the same record",
                        timestamp + ", or reset it (GroupChanges) to the backup if you know that it is the same topic")
                : new Not(
                        "it is another topic than that of the backup, so offset " + offset + " means nothing in it",
                        timestamp);
    }

    private boolean isSameTopic(Topic topic) {
        TopicBackup saved = backup.topics().orElse(Map.of()).get(topic.name());
        return sameCluster
                && saved != null
                && saved.id().equals(topic.id())
                && !topic.id().equals(Uuid.ZERO_UUID);
    }

    private Wanted byTime(TopicPartition partition, OffsetBackup saved, LogRange range) {
        if (saved.recordTime().isEmpty()) {
            return new Not("the backup has no time for it", "reset it (GroupChanges) to where it should go on");
        }
        Observed<Long> found = target.byTime()
                .get(new PartitionTime(partition, saved.recordTime().get()));
        if (found == null || found.value().isEmpty()) {
            return new Not(
                    "the offset by time could not be read"
                            + (found == null
                                    ? ""
                                    : ": " + Steps.unseen(found.gaps().get(0))),
                    "plan again");
        }
        if (found.value().get() < 0) {
            return new Not(
                    "no record is as young as " + saved.recordTime().get(),
                    "restore its records first; or reset it (GroupChanges) to latest, if all of them have been read");
        }
        // Leader epochs are those of another log.
        String metadata = saved.commit().metadata();
        return inRange(new CommittedOffset(found.value().get(), Optional.empty(), metadata), range);
    }

    private static Wanted inRange(CommittedOffset commit, LogRange range) {
        return range.contains(commit.offset())
                ? new At(commit)
                : new Not(
                        "offset " + commit.offset() + " is not in its log, which has " + range.start() + " to "
                                + range.end(),
                        "reset it (GroupChanges) to where it should go on");
    }
}
