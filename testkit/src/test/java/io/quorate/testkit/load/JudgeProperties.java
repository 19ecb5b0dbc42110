// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static io.quorate.testkit.load.OutcomeLog.Outcome.ABORTED;
import static io.quorate.testkit.load.OutcomeLog.Outcome.ACKNOWLEDGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import io.quorate.testkit.load.RecordCodec.Decoded;
import io.quorate.testkit.load.RecordCodec.Stamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The judge over random runs of three producers: a clean one is never blamed, and what is put in is counted exactly. */
class JudgeProperties {
    @Property(tries = 300)
    void aCleanRunIsNeverBlamed(
            @ForAll("sends") List<Send> sends,
            @ForAll @IntRange(min = 1, max = 9) int chunk,
            @ForAll @IntRange(max = 5) int back) {
        Judge.Verdict verdict = new Run(sends).run.judge(chunk, back);
        assertThat(verdict.faults()).isEqualTo(RecordFaults.NONE);
        assertThat(verdict.counts().unverified()).isZero();
        assertThat(verdict.counts().sent())
                .isEqualTo(verdict.counts().acknowledged()
                        + verdict.counts().aborted()
                        + verdict.counts().unacknowledged());
    }

    @Property(tries = 300)
    void everyLostRecordIsCounted(@ForAll("sends") List<Send> sends, @ForAll @IntRange(min = 1, max = 4) int every) {
        Run run = new Run(sends);
        List<Decoded> victims = run.everyNth(run.acknowledged, every);
        run.run.log().removeAll(victims);
        assertThat(run.run.judge().faults()).isEqualTo(new RecordFaults(victims.size(), 0, 0, 0, 0, 0, 0));
    }

    @Property(tries = 300)
    void nothingIsLostInAPartitionThatWasNotReadToItsEnd(
            @ForAll("sends") List<Send> sends, @ForAll @IntRange(min = 1, max = 4) int every) {
        Run run = new Run(sends);
        List<Decoded> victims = run.everyNth(run.acknowledged, every);
        run.run.log().removeAll(victims);
        run.run.judge();
        run.run.history().endsAt(run.run.log().size() + 1L);
        assertThat(run.run.verdict().faults()).isEqualTo(RecordFaults.NONE);
        assertThat(run.run.verdict().counts().unverified()).isEqualTo(victims.size());
    }

    @Property(tries = 300)
    void everyDuplicateIsCounted(
            @ForAll("sends") List<Send> sends,
            @ForAll @IntRange(min = 1, max = 4) int every,
            @ForAll @IntRange(max = 40) int where) {
        Run run = new Run(sends);
        List<Decoded> copies = run.everyNth(List.copyOf(run.run.log()), every);
        for (Decoded copy : copies) {
            int original = run.run.log().indexOf(copy);
            int room = run.run.log().size() - original;
            run.run.log().add(original + 1 + where % room, copy);
        }
        assertThat(run.run.judge().faults()).isEqualTo(new RecordFaults(0, copies.size(), 0, 0, 0, 0, 0));
    }

    @Property(tries = 300)
    void everyPairThatChangedPlacesIsCounted(@ForAll("sends") List<Send> sends) {
        Run run = new Run(sends);
        int swapped = run.swapNeighboursOfOneWriter();
        Assume.that(swapped > 0);
        assertThat(run.run.judge().faults()).isEqualTo(new RecordFaults(0, 0, swapped, 0, 0, 0, 0));
    }

    @Property(tries = 300)
    void everyDamagedRecordIsCountedAndIsLostIfItWasAcknowledged(
            @ForAll("sends") List<Send> sends, @ForAll @IntRange(min = 1, max = 4) int every) {
        Run run = new Run(sends);
        List<Decoded> victims = run.everyNth(List.copyOf(run.run.log()), every);
        run.run.log().replaceAll(record -> victims.contains(record) ? Decoded.CORRUPT : record);
        long lost = victims.stream().filter(run.acknowledged::contains).count();
        assertThat(run.run.judge().faults()).isEqualTo(new RecordFaults(lost, 0, 0, victims.size(), 0, 0, 0));
    }

    @Property(tries = 300)
    void everyRecordOfAnAbortedTransactionThatIsReadIsCounted(@ForAll("sends") List<Send> sends) {
        Run run = new Run(sends);
        run.run.log().clear();
        run.run.log().addAll(run.everything);
        assertThat(run.run.judge().faults()).isEqualTo(new RecordFaults(0, 0, 0, 0, run.aborted, 0, 0));
    }

    @Property(tries = 300)
    void everyRewrittenOffsetIsCounted(
            @ForAll("sends") List<Send> sends, @ForAll @IntRange(min = 1, max = 4) int every) {
        Run run = new Run(sends);
        List<Decoded> log = run.run.log();
        long rewritten = 0;
        for (int offset = 0; offset < log.size(); offset++) {
            if (offset % every == 0) {
                run.run.history().read(offset, Decoded.FOREIGN);
                rewritten++;
            }
        }
        run.run.history().reached(log.size(), OptionalLong.empty());
        assertThat(run.run.judge().faults()).isEqualTo(new RecordFaults(0, 0, 0, 0, 0, rewritten, 0));
    }

    @Property(tries = 300)
    void everyCommittedOffsetThatWentBackIsCounted(
            @ForAll("sends") List<Send> sends, @ForAll List<@IntRange(min = -40, max = 40) Integer> steps) {
        Run run = new Run(sends);
        PartitionHistory history = run.run.history();
        long regressions = 0;
        for (int step : steps) {
            long floor = history.committedFloor();
            long seen = Math.max(-1, floor + step);
            history.committedSeen(floor, seen);
            regressions += seen < floor ? 1 : 0;
            // Two members may have asked at the same time: what one found the other finds no second time.
            history.committedSeen(floor, seen);
            history.committed(seen + 3);
        }
        assertThat(run.run.judge().faults()).isEqualTo(new RecordFaults(0, 0, 0, 0, 0, 0, regressions));
    }

    @Property(tries = 100)
    void aHistoryThatWasSavedIsJudgedAlike(
            @ForAll("sends") List<Send> sends, @ForAll @IntRange(min = 1, max = 4) int every) throws Exception {
        Run run = new Run(sends);
        List<Decoded> log = run.run.log();
        log.removeAll(run.everyNth(run.acknowledged, every));
        log.addAll(List.copyOf(log));
        log.add(Decoded.CORRUPT);
        run.run.history().committed(7);
        run.run.history().committedSeen(7, 2);
        Judge.Verdict verdict = run.run.judge(3, 2);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        run.run.history().write(new DataOutputStream(bytes));
        PartitionHistory read =
                PartitionHistory.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(Judge.judge(read, HistoryBuilder.NAMES, Judge.Isolation.READ_COMMITTED))
                .isEqualTo(verdict);
        assertThat(read.whyNotReadToEnd()).isEqualTo(run.run.history().whyNotReadToEnd());
    }

    @Provide
    Arbitrary<List<Send>> sends() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, HistoryBuilder.NAMES.size() - 1),
                        Arbitraries.of(Outcome.class),
                        Arbitraries.of(true, false),
                        Arbitraries.frequency(net.jqwik.api.Tuple.of(9, false), net.jqwik.api.Tuple.of(1, true)))
                .as(Send::new)
                .list()
                .ofMaxSize(60);
    }

    /** One record: who sends it, what becomes of it, whether it is in the log though nobody knows, by a new client or not. */
    record Send(int producer, Outcome outcome, boolean present, boolean replaced) {}

    /** A run in which the cluster did nothing wrong. */
    private static final class Run {
        private final HistoryBuilder run = new HistoryBuilder();
        private final List<Decoded> acknowledged = new ArrayList<>();
        private final List<Decoded> everything = new ArrayList<>();
        private long aborted;

        Run(List<Send> sends) {
            int[] incarnations = new int[HistoryBuilder.NAMES.size()];
            for (Send send : sends) {
                incarnations[send.producer] += send.replaced ? 1 : 0;
                Decoded record = run.send(send.producer, incarnations[send.producer], send.outcome);
                everything.add(record);
                if (send.outcome == ACKNOWLEDGED) {
                    acknowledged.add(record);
                }
                if (send.outcome == ABORTED) {
                    aborted++;
                } else if (send.outcome == ACKNOWLEDGED || send.present) {
                    run.log(record);
                }
            }
        }

        List<Decoded> everyNth(List<Decoded> records, int every) {
            List<Decoded> some = new ArrayList<>();
            for (int index = 0; index < records.size(); index += every) {
                some.add(records.get(index));
            }
            return some;
        }

        /** Swaps disjoint pairs of records that follow each other in the order of one writer. */
        int swapNeighboursOfOneWriter() {
            int swapped = 0;
            List<Decoded> log = run.log();
            List<Integer> taken = new ArrayList<>();
            for (int low = 0; low < log.size(); low++) {
                int high = low + 1;
                while (high < log.size()
                        && !sameWriter(log.get(low).stamp(), log.get(high).stamp())) {
                    high++;
                }
                if (high < log.size() && !taken.contains(low)) {
                    Decoded first = log.get(low);
                    log.set(low, log.get(high));
                    log.set(high, first);
                    taken.add(high);
                    swapped++;
                }
            }
            return swapped;
        }

        private static boolean sameWriter(Stamp one, Stamp other) {
            return one.producer() == other.producer() && one.incarnation() == other.incarnation();
        }
    }
}
