// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.reassignment.plan.PartitionMove;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/** One record of every kind. */
final class Records {
    static final ConfigResource TOPIC = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
    static final ConfigResource BROKER = new ConfigResource(ConfigResource.Type.BROKER, "3");
    static final Instant AT = Instant.parse("2026-11-21T01:02:03.456Z");

    private Records() {}

    static List<JournalRecord> ofEveryKind() {
        return List.of(
                begun(2),
                new JournalRecord.PlannedMoves("orders", new Uuid(1, 2), List.of(move(0), move(1))),
                new JournalRecord.PhaseEntered("moving", AT),
                new JournalRecord.ThrottlePreImage(TOPIC, "key", Optional.of("0:1,\"\n\u00e4\u0000")),
                new JournalRecord.ThrottlePreImage(BROKER, "key", Optional.empty()),
                new JournalRecord.ThrottleListed(TOPIC, "key", "0:1,7:3"),
                new JournalRecord.ThrottleRate(50_000_000_000L),
                new JournalRecord.ThrottleWidened(TOPIC, "key"),
                new JournalRecord.CordonPreImage(3, Optional.of("")),
                new JournalRecord.CordonPreImage(4, Optional.empty()),
                new JournalRecord.Intent(JournalRecord.Intent.Action.REASSIGN, List.of(move(0))),
                new JournalRecord.Intent(JournalRecord.Intent.Action.CANCEL, List.of(move(1))),
                new JournalRecord.CordonRestored(3),
                new JournalRecord.CordonRestored(4),
                new JournalRecord.ThrottleRestored(TOPIC, "key"),
                new JournalRecord.ThrottleRestored(BROKER, "key"),
                new JournalRecord.Ended(JournalRecord.Ended.Outcome.FINISHED, AT));
    }

    static JournalRecord.PlanBegun begun(int partitions) {
        return new JournalRecord.PlanBegun("plan", "cluster", AT, partitions);
    }

    static PartitionMove move(int partition) {
        return new PartitionMove(new TopicPartition("orders", partition), List.of(1, 2), List.of(2, 3));
    }

    static List<JournalRecord> read(JournalSession session) {
        List<JournalRecord> records = new ArrayList<>();
        session.replay(records::add);
        return records;
    }
}
