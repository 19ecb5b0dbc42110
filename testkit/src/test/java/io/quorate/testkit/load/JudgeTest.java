// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static io.quorate.testkit.load.HistoryBuilder.NAMES;
import static io.quorate.testkit.load.HistoryBuilder.PARTITION;
import static io.quorate.testkit.load.HistoryBuilder.record;
import static io.quorate.testkit.load.OutcomeLog.Outcome.ABORTED;
import static io.quorate.testkit.load.OutcomeLog.Outcome.ACKNOWLEDGED;
import static io.quorate.testkit.load.OutcomeLog.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.load.RecordCodec.Decoded;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final HistoryBuilder run = new HistoryBuilder();
    private final Decoded first = run.send(0, 0, ACKNOWLEDGED);
    private final Decoded second = run.send(0, 0, ACKNOWLEDGED);

    @Test
    void findsNothingWhenEveryAcknowledgedRecordIsReadOnceInOrder() {
        Judge.Verdict verdict = run.log(first, second).judge();
        assertThat(verdict.faults()).isEqualTo(RecordFaults.NONE);
        assertThat(verdict.counts()).isEqualTo(new RecordCounts(2, 2, 0, 0, 2, 0, 0, 0));
        assertThat(verdict.anomalies()).isEmpty();
    }

    @Test
    void callsAnAcknowledgedRecordThatIsNotInTheLogLost() {
        Judge.Verdict verdict = run.log(first).judge();
        assertThat(verdict.faults()).isEqualTo(new RecordFaults(1, 0, 0, 0, 0, 0, 0));
        assertThat(verdict.anomalies()).containsExactly(new Anomaly(Anomaly.Kind.LOST, PARTITION, "p0", 1, -1));
    }

    @Test
    void doesNotCallARecordLostThatWasNotReadYet() {
        run.history().read(0, first);
        run.history().reached(1, OptionalLong.of(1));
        run.history().endsAt(2);
        Judge.Verdict verdict = run.verdict();
        assertThat(verdict.faults()).isEqualTo(RecordFaults.NONE);
        assertThat(verdict.counts().unverified()).isEqualTo(1);
    }

    @Test
    void callsTheSecondOffsetOfARecordADuplicateAndNothingElse() {
        Judge.Verdict verdict = run.log(first, second, first).judge();
        assertThat(verdict.faults()).isEqualTo(new RecordFaults(0, 1, 0, 0, 0, 0, 0));
        assertThat(verdict.anomalies()).containsExactly(new Anomaly(Anomaly.Kind.DUPLICATED, PARTITION, "p0", 0, 2));
    }

    @Test
    void callsARecordBehindALaterOneReordered() {
        Judge.Verdict verdict = run.log(second, first).judge();
        assertThat(verdict.faults()).isEqualTo(new RecordFaults(0, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void doesNotCompareTheOrderOfTwoProducersNorOfTwoIncarnations() {
        Decoded other = run.send(1, 0, ACKNOWLEDGED);
        Decoded successor = run.send(0, 1, ACKNOWLEDGED);
        assertThat(run.log(other, successor, first, second).judge().faults()).isEqualTo(RecordFaults.NONE);
    }

    @Test
    void findsADuplicateAcrossIncarnations() {
        Decoded successor = run.send(0, 1, ACKNOWLEDGED);
        assertThat(run.log(first, second, successor, first).judge().faults().duplicated())
                .isEqualTo(1);
    }

    @Test
    void callsDamagedBytesAndRecordsThatWereNeverSentCorrupt() {
        run.log(first, second, Decoded.CORRUPT, record(0, 0, 2), record(2, 0, 0), record(9, 0, 0));
        assertThat(run.judge().faults()).isEqualTo(new RecordFaults(0, 0, 0, 4, 0, 0, 0));
    }

    @Test
    void callsARecordOfAnAbortedTransactionAnAbortedReadOnlyIfTheGroupReadsCommitted() {
        Decoded aborted = run.send(0, 0, ABORTED);
        assertThat(run.log(first, second, aborted).judge().faults()).isEqualTo(new RecordFaults(0, 0, 0, 0, 1, 0, 0));
        assertThat(Judge.judge(run.history(), NAMES, Judge.Isolation.READ_UNCOMMITTED)
                        .faults())
                .isEqualTo(RecordFaults.NONE);
    }

    @Test
    void letsARecordOfUnknownOutcomeBePresentOrAbsentButNotTwice() {
        Decoded present = run.send(1, 0, UNKNOWN);
        run.send(1, 0, UNKNOWN);
        assertThat(run.log(first, second, present).judge().faults()).isEqualTo(RecordFaults.NONE);
        assertThat(run.verdict().counts().unacknowledged()).isEqualTo(2);
        assertThat(run.log(present).judge().faults()).isEqualTo(new RecordFaults(0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void countsARereadOffsetAsRedeliveredIfItHoldsTheSameAndAsRewrittenIfNot() {
        run.history().read(0, first);
        run.history().read(1, second);
        run.history().read(1, second);
        run.history().read(0, second);
        run.history().reached(2, OptionalLong.empty());
        run.history().endsAt(2);
        Judge.Verdict verdict = run.verdict();
        assertThat(verdict.counts().redelivered()).isEqualTo(1);
        assertThat(verdict.faults()).isEqualTo(new RecordFaults(1, 1, 0, 0, 0, 1, 0));
    }

    @Test
    void countsRecordsOfOtherWorkloadsApart() {
        Judge.Verdict verdict = run.log(first, Decoded.FOREIGN, second).judge();
        assertThat(verdict.faults()).isEqualTo(RecordFaults.NONE);
        assertThat(verdict.counts().foreign()).isEqualTo(1);
    }

    @Test
    void tellsOnlyTheFirstAnomaliesAndCountsAll() {
        for (int record = 0; record < 50; record++) {
            run.log(first);
        }
        Judge.Verdict verdict = run.log(second).judge();
        assertThat(verdict.faults().duplicated()).isEqualTo(49);
        assertThat(verdict.anomalies()).hasSize(Judge.TOLD);
    }

    @Test
    void doesNotLookAtWhatWasInThePartitionBefore() {
        PartitionHistory history = new PartitionHistory(PARTITION, 1, 100);
        history.read(99, Decoded.CORRUPT);
        assertThat(Judge.judge(history, NAMES, Judge.Isolation.READ_COMMITTED)
                        .counts()
                        .read())
                .isZero();
    }
}
