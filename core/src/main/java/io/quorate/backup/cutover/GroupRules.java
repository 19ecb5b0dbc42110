// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.GroupBackup;
import io.quorate.cluster.Observed;
import io.quorate.group.CommittedOffset;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupDescription;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Whether groups are at the target, nobody reads any more, and the way back is kept. */
final class GroupRules {
    private static final Set<GroupType> COMPARED = Set.of(GroupType.CLASSIC, GroupType.CONSUMER, GroupType.UNKNOWN);

    private final Cutover cutover;

    GroupRules(Cutover cutover) {
        this.cutover = cutover;
    }

    CutoverItem groupsPresent() {
        Findings findings = new Findings(CutoverRule.GROUPS_PRESENT);
        cutover.readGroups(findings);
        otherTypes(findings);
        if (cutover.target().groups().value().isPresent()) {
            cutover.commits().forEach((id, commits) -> {
                @Nullable
                ConsumerGroup there = cutover.target().groups().orElse(Map.of()).get(id);
                if (there == null) {
                    findings.wrong(
                            "group " + id,
                            "commits in " + commits.size() + " partitions at the source, no such group at the target",
                            "Check the filter of groups of the mirror, and wait for sync.group.offsets.interval.seconds");
                } else if (there.partitions().value().isPresent()) {
                    commits.forEach((partition, commit) -> present(id, partition, commit, findings));
                }
            });
        }
        return findings.item(
                cutover.commits().size() + " groups", cutover.settings().accepted());
    }

    /** Share and streams groups keep their place elsewhere, and no mirror translates it. */
    private void otherTypes(Findings findings) {
        findings.read("groups of every type of the source", cutover.source().members())
                .ifPresent(all -> new TreeMap<>(all).forEach((id, group) -> group.value()
                        .filter(one -> cutover.settings().groups().test(id) && !COMPARED.contains(one.type()))
                        .ifPresent(one -> findings.unread(
                                "group " + id,
                                "is of type " + one.type() + ", whose place in the log is not compared",
                                "Move it by hand, and leave it out with groups"))));
    }

    private void present(String id, TopicPartition partition, long commit, Findings findings) {
        String subject = "group " + id + " in " + partition;
        within(subject + " at the source", commit, cutover.sourceLog(partition), findings);
        Optional<Long> there = cutover.targetCommit(id, partition);
        if (there.isEmpty()) {
            findings.wrong(
                    subject,
                    "commit " + commit + " at the source, none at the target",
                    "Wait for the next checkpoint; where the partition has no records, commit 0 at the target by hand");
        } else {
            within(subject + " at the target", there.get(), cutover.targetLog(partition), findings);
        }
    }

    private static void within(String subject, long commit, Optional<SeenLog> log, Findings findings) {
        if (log.isEmpty()) {
            findings.unread(subject, "the log was not seen, so nobody knows whether commit " + commit + " is in it");
        } else if (commit < log.get().start() || commit > log.get().end()) {
            findings.wrong(
                    subject,
                    "commit " + commit + " is not within the log, which goes from "
                            + log.get().start() + " to " + log.get().end(),
                    "Reset the group to an offset within the log, or auto.offset.reset decides");
        }
    }

    CutoverItem noActiveMembers() {
        Findings findings = new Findings(CutoverRule.NO_ACTIVE_MEMBERS);
        int seen = active(
                        "source",
                        cutover.source().members(),
                        "Stop it, or its commits go on behind the translation",
                        findings)
                + active(
                        "target",
                        cutover.target().members(),
                        "Stop it: the mirror writes no commits into a group with members",
                        findings);
        return findings.item(
                seen + " groups of both clusters", cutover.settings().accepted());
    }

    private int active(
            String side, Observed<Map<String, Observed<GroupDescription>>> members, String remedy, Findings findings) {
        Map<String, Observed<GroupDescription>> groups = new TreeMap<>(
                findings.read("members of the groups of the " + side, members).orElse(Map.of()));
        groups.keySet().removeIf(id -> !cutover.settings().groups().test(id));
        groups.forEach((id, group) -> findings.read("members of group " + id + " at the " + side, group)
                .filter(one -> !one.members().isEmpty() && concerns(side, one))
                .ifPresent(one -> findings.wrong(
                        "group " + id + " at the " + side,
                        one.members().size() + " members, one is "
                                + one.members().get(0).clientId() + " on "
                                + one.members().get(0).host(),
                        remedy)));
        return groups.size();
    }

    /** A group that moves, or one that reads what moves. Others read on as they like. */
    private boolean concerns(String side, GroupDescription group) {
        return cutover.commits().containsKey(group.groupId())
                || group.members().stream()
                        .flatMap(member -> member.assignment().stream())
                        .anyMatch(read -> side.equals("source")
                                ? cutover.moves(read)
                                : cutover.copies().contains(read));
    }

    CutoverItem rollbackSaved(Optional<ClusterBackup> backup) {
        Findings findings = new Findings(CutoverRule.ROLLBACK_SAVED);
        findings.read("groups of the source", cutover.source().groups());
        if (backup.isEmpty()) {
            findings.wrong(
                    "offsets of the source",
                    "no backup was given",
                    "Export one now: ClusterExport.observe, and writeTo");
        } else {
            rollback(backup.get(), findings);
        }
        return findings.item(
                "the commits of " + cutover.commits().size() + " groups are in the backup",
                cutover.settings().accepted());
    }

    private void rollback(ClusterBackup backup, Findings findings) {
        String of = cutover.source().state().clusterId();
        Duration age =
                Duration.between(backup.observedAt(), cutover.source().state().observedAt());
        Duration most = cutover.settings().limits().rollbackAge();
        if (!backup.clusterId().equals(of)) {
            findings.wrong(
                    "backup", "is of cluster " + backup.clusterId() + ", the source is " + of, "Export the source");
        } else if (age.compareTo(most) > 0) {
            findings.wrong(
                    "backup", "is " + age + " older than the check, more than " + most, "Export the source again");
        }
        findings.read("groups in the backup", backup.groups()).ifPresent(saved -> cutover.commits()
                .forEach((id, commits) -> saved(id, commits, saved.get(id), findings)));
    }

    private static void saved(
            String id, Map<TopicPartition, Long> commits, @Nullable GroupBackup group, Findings findings) {
        if (group == null) {
            findings.wrong("group " + id, "is not in the backup", "Export the source again");
            return;
        }
        findings.read("offsets of group " + id + " in the backup", group.commits())
                .ifPresent(saved -> commits.forEach((partition, commit) -> {
                    @Nullable CommittedOffset kept = saved.get(partition);
                    if (kept == null || kept.offset() > commit) {
                        findings.wrong(
                                "group " + id + " in " + partition,
                                "commit " + commit + " at the source, "
                                        + (kept == null ? "none" : String.valueOf(kept.offset())) + " in the backup",
                                "Export the source again");
                    }
                }));
    }
}
