// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.cluster.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares where a group goes on at both sides. Offsets differ, so it compares the records that come next: the one at the
 * target must not be younger, and not much older.
 */
final class CommitRule {
    private static final String RESET =
            "Reset the group at the target to the timestamp of its next record at the source";

    private final Cutover cutover;
    private final Findings findings = new Findings(CutoverRule.COMMITS_NOT_AHEAD);
    private Duration longest = Duration.ZERO;

    CommitRule(Cutover cutover) {
        this.cutover = cutover;
    }

    CutoverItem judge() {
        cutover.readGroups(findings);
        int compared = 0;
        for (Map.Entry<String, Map<TopicPartition, Long>> group :
                cutover.commits().entrySet()) {
            for (Map.Entry<TopicPartition, Long> one : group.getValue().entrySet()) {
                // One that is not there is told by another rule.
                Optional<Long> there = cutover.targetCommit(group.getKey(), one.getKey());
                if (there.isPresent()) {
                    compared++;
                    new OfPartition("group " + group.getKey() + " in " + one.getKey(), one.getKey())
                            .compare(one.getValue(), there.get());
                }
            }
        }
        return findings.item(
                "none of " + compared + " commits is ahead; at most " + longest + " of records are read again",
                cutover.settings().accepted());
    }

    private final class OfPartition {
        private final String subject;
        private final TopicPartition partition;

        OfPartition(String subject, TopicPartition partition) {
            this.subject = subject;
            this.partition = partition;
        }

        void compare(long here, long there) {
            Optional<SeenLog> source = cutover.sourceLog(partition);
            Optional<SeenLog> target = cutover.targetLog(partition);
            if (source.isEmpty() || target.isEmpty()) {
                findings.unread(subject, "the logs of both sides were not seen");
                return;
            }
            Observed<Optional<RecordStamp>> nextHere = next(cutover.source(), partition, source.get(), here);
            Observed<Optional<RecordStamp>> nextThere =
                    next(cutover.target(), cutover.copyOf(partition), target.get(), there);
            if (nextHere.value().isEmpty() || nextThere.value().isEmpty()) {
                findings.unread(
                        subject,
                        Copies.gaps((nextHere.value().isEmpty() ? nextHere : nextThere).gaps()),
                        "Give the observer of each cluster a consumer");
                return;
            }
            byRecords(nextHere.value().get(), nextThere.value().get());
            byCount(source.get().end() - here, target.get().end() - there);
        }

        /** Where offsets count records, what is left must be no less. */
        private void byCount(long leftHere, long leftThere) {
            if (cutover.offsetsCountRecords(partition) && leftThere < leftHere) {
                findings.wrong(
                        subject,
                        leftHere + " records are left to read at the source, " + leftThere + " at the target",
                        RESET);
            }
        }

        private void byRecords(Optional<RecordStamp> here, Optional<RecordStamp> there) {
            if (there.isEmpty() && here.isEmpty()) {
                return;
            }
            if (there.isEmpty()) {
                findings.wrong(
                        subject,
                        "nothing is left to read at the target, and "
                                + here.orElseThrow().describe() + " at the source",
                        RESET);
            } else if (cutover.clocksDiffer(partition)) {
                findings.unread(
                        subject,
                        "timestamps are of the brokers' clocks (message.timestamp.type)",
                        "Compare the group's next records by hand, and accept it with its reason");
            } else {
                byTime(here.or(this::newest), there.get());
            }
        }

        /** A group that has read all goes on behind the newest record. */
        private Optional<RecordStamp> newest() {
            return cutover.sourceLog(partition)
                    .flatMap(log -> log.last().value())
                    .flatMap(last -> last)
                    .or(() -> cutover.targetLog(partition)
                            .flatMap(log -> log.last().value())
                            .flatMap(last -> last));
        }

        private void byTime(Optional<RecordStamp> here, RecordStamp there) {
            if (here.isEmpty()) {
                findings.unread(subject, "all is read at the source, and nobody could read its newest record");
                return;
            }
            Instant from = there.timestamp();
            Instant to = here.get().timestamp();
            Duration again = Duration.between(from, to);
            Duration budget = cutover.settings().limits().repeatBudget();
            if (again.isNegative()) {
                findings.wrong(
                        subject,
                        "goes on at " + there.describe() + " at the target, behind "
                                + here.get().describe() + " at the source",
                        RESET);
            } else if (again.compareTo(budget) > 0) {
                findings.wrong(
                        subject,
                        "would read " + again + " of records again, from " + from + ", and may " + budget,
                        "Wait for the next checkpoint, lower offset.lag.max, or raise the budget");
            }
            longest = again.compareTo(longest) > 0 ? again : longest;
        }
    }

    /** At the end there is nothing, which needs no reading. */
    private static Observed<Optional<RecordStamp>> next(
            SeenCluster cluster, TopicPartition partition, SeenLog log, long commit) {
        if (commit >= log.end()) {
            return Observed.present(Optional.empty());
        }
        Optional<RecordStamp> read = cluster.records().orElse(Map.of()).get(new RecordPosition(partition, commit));
        if (read != null) {
            return Observed.present(read);
        }
        return Observed.unavailable(cluster.records().gaps().stream()
                .findFirst()
                .orElseGet(() -> new io.quorate.cluster.Gap(
                        "record at " + partition + " from " + commit,
                        io.quorate.cluster.Gap.Kind.NOT_ASKED,
                        "nobody asked for it")));
    }
}
