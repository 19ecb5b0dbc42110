// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.cluster.Observed;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What the ends of the logs say. */
final class LogRules {
    private static final String TRANSACTIONAL =
            "Let the mirror finish; if the topic has transactions, name it with transactionalTopics";

    private final Cutover cutover;

    LogRules(Cutover cutover) {
        this.cutover = cutover;
    }

    CutoverItem producersStopped() {
        Findings findings = new Findings(CutoverRule.PRODUCERS_STOPPED);
        SeenLogs logs = cutover.source().logs();
        var asked = cutover.settings().limits().stableFor();
        if (logs.between().compareTo(asked) < 0) {
            findings.unread(
                    "ends of the source's logs",
                    "looked at twice within " + logs.between() + ", which proves too little",
                    "Look for at least " + asked);
        }
        if (cutover.hasTopics(findings)) {
            findings.read("logs of the source", logs.partitions());
        }
        for (TopicPartition partition : cutover.partitions()) {
            Optional<SeenLog> log = cutover.sourceLog(partition);
            if (log.isEmpty()) {
                findings.unread(partition.toString(), "its log was not seen at the source");
            } else if (log.get().firstEnd() != log.get().end()) {
                findings.wrong(
                        partition.toString(),
                        "its end went from " + log.get().firstEnd() + " to "
                                + log.get().end() + " within " + logs.between(),
                        "Stop its producers, or take WRITE from them");
            }
        }
        return findings.item(
                "no end of " + cutover.partitions().size() + " partitions moved within " + logs.between(),
                cutover.settings().accepted());
    }

    CutoverItem drained() {
        Findings findings = new Findings(CutoverRule.DRAINED);
        int counted = 0;
        if (cutover.hasTopics(findings)) {
            findings.read("logs of the source", cutover.source().logs().partitions());
            findings.read("logs of the target", cutover.target().logs().partitions());
        }
        for (TopicPartition partition : cutover.partitions()) {
            Optional<SeenLog> source = cutover.sourceLog(partition);
            Optional<SeenLog> target = cutover.targetLog(partition);
            if (source.isEmpty() || target.isEmpty()) {
                findings.unread(
                        partition.toString(),
                        "its log was not seen at the " + (source.isEmpty() ? "source" : "target"));
            } else if (!source.get().isEmpty()) {
                counted += drained(partition, source.get(), target.get(), findings) ? 1 : 0;
            }
        }
        return findings.item(
                "the last record of each of " + cutover.partitions().size()
                        + " partitions is the last one of its copy; records counted too in " + counted
                        + " (not where a topic is compacted, has transactions, or has lost its beginning at the target)",
                cutover.settings().accepted());
    }

    /** Returns whether records could be counted. */
    private boolean drained(TopicPartition partition, SeenLog source, SeenLog target, Findings findings) {
        if (target.isEmpty()) {
            findings.wrong(
                    partition.toString(), "its copy is empty, and the source ends at " + source.end(), TRANSACTIONAL);
            return false;
        }
        lastRecord(partition, source.last(), target.last(), findings);
        if (target.start() != 0 || !cutover.offsetsCountRecords(partition)) {
            return false;
        }
        long there = source.end() - source.start();
        if (target.end() < there) {
            findings.wrong(
                    partition.toString(),
                    target.end() + " records at the target, " + there + " at the source",
                    TRANSACTIONAL);
        }
        return true;
    }

    private static void lastRecord(
            TopicPartition partition,
            Observed<Optional<RecordStamp>> source,
            Observed<Optional<RecordStamp>> target,
            Findings findings) {
        if (source.value().isEmpty() || target.value().isEmpty()) {
            findings.unread(
                    "last record of " + partition,
                    Copies.gaps((source.value().isEmpty() ? source : target).gaps()),
                    "Give the observer of each cluster a consumer");
            return;
        }
        Optional<RecordStamp> last = source.value().get();
        Optional<RecordStamp> copy = target.value().get();
        // Only markers of transactions are left at the source: they are not copied.
        if (last.isPresent() && copy.filter(last.get()::isCopyOf).isEmpty()) {
            findings.wrong(
                    partition.toString(),
                    "its last record at the source is " + last.get().describe() + ", at the target "
                            + copy.map(RecordStamp::describe).orElse("there is none"),
                    "Let the mirror finish, and let nobody write to the target before the check is green");
        }
    }
}
