// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The journal in a compacted topic of a real broker. Each test has a cluster id of its own in it. */
@KafkaTest(nodes = 1)
class TopicJournalIT {
    @Test
    void whatIsWrittenIsReadByWhoComesNext(TestCluster cluster) {
        List<JournalRecord> records = Records.ofEveryKind();
        TopicJournal journal = journal(cluster);
        try (JournalSession session = journal.open("written", "plan")) {
            assertThat(Records.read(session)).isEmpty();
            session.append(records.subList(0, 5));
            records.subList(5, records.size()).forEach(session::append);
        }
        try (JournalSession other = journal.open("written", "other")) {
            assertThat(Records.read(other)).isEmpty();
        }
        try (JournalSession session = journal.open("written", "plan")) {
            assertThat(Records.read(session)).isEqualTo(records);
        }
        assertThat(journal.unfinished("written")).isEmpty();
    }

    @Test
    void whoComesNextFencesWhoWasThere(TestCluster cluster) {
        TopicJournal journal = journal(cluster);
        try (JournalSession first = journal.open("fenced", "plan")) {
            first.append(Records.begun(1));
            try (JournalSession second = journal.open("fenced", "plan")) {
                assertThatThrownBy(() -> first.append(Records.begun(2))).isInstanceOf(JournalOwnershipException.class);
                second.append(Records.begun(3));
                assertThat(Records.read(second)).containsExactly(Records.begun(1), Records.begun(3));
            }
        }
        assertThat(journal.unfinished("fenced")).containsExactly("plan");
    }

    @Test
    void aPlanThatIsForgottenIsGoneAtOnceAndCanBeginAnew(TestCluster cluster) {
        TopicJournal journal = journal(cluster);
        try (JournalSession session = journal.open("forgotten", "plan")) {
            session.append(Records.ofEveryKind());
            session.forget();
        }
        try (JournalSession again = journal.open("forgotten", "plan")) {
            assertThat(Records.read(again)).isEmpty();
            again.append(Records.begun(1));
            assertThat(Records.read(again)).containsExactly(Records.begun(1));
        }
        assertThat(journal.unfinished("forgotten")).containsExactly("plan");
    }

    private static TopicJournal journal(TestCluster cluster) {
        return TopicJournal.builder(cluster.clientConfig()).build();
    }
}
