// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.error.KafkaOperationException;
import io.quorate.reassignment.execute.ReassignmentResult;
import io.quorate.reassignment.execute.ReassignmentResult.Outcome;
import io.quorate.reassignment.execute.ReassignmentResult.Unfinished;
import io.quorate.reassignment.plan.Plans;
import io.quorate.reassignment.plan.ReassignmentGoal.Rebalance;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentPhase;
import io.quorate.reassignment.progress.ReassignmentProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What is told of a run. */
class RunReportTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final long MEBIBYTE = 1 << 20;

    private Outcome outcome = Outcome.COMPLETED;
    private int done = 4;
    private List<Unfinished> unfinished = List.of();
    private List<String> facts = List.of();
    private List<String> owed = List.of();
    private Optional<KafkaOperationException> failure = Optional.empty();
    private List<ReassignmentProgress> timeline = steady(4, 1);
    private Duration took = Duration.ofSeconds(4);

    @Test
    void theOutcomeComesFirstWithHowLongItTook() {
        assertThat(text().lines())
                .containsExactly(
                        "Done in 4.0 s, 40.0 MiB copied",
                        "  Every partition has its replicas, in their order.",
                        "  Copied at 10.0 MiB/s on average");
        assertThat(html())
                .contains("Done in 4.0 s, 40.0 MiB copied", "badge good", "The run over time", "The plan")
                .doesNotContain("To do");
    }

    @Test
    void everyOutcomeIsSaidAndWhatToDoAboutIt() {
        done = 1;
        assertThat(told(Outcome.INCOMPLETE))
                .contains("Ended after 4.0 s with 1 of 4 partitions done", "Start the same plan again to finish it.");
        assertThat(told(Outcome.CANCELLED))
                .contains("Cancelled after 4.0 s", "The replicas of before are there again, in their order.");
        assertThat(told(Outcome.DRAINED))
                .contains("Stopped after 4.0 s with 1 of 4 partitions done", "Start the same plan again");
        assertThat(told(Outcome.DETACHED))
                .contains("Let go of after 4.0 s with 1 of 4 partitions done", "Start the same plan again");
        assertThat(told(Outcome.FAILED)).contains("Failed after 4.0 s with 1 of 4 partitions done", "See below.");
        failure = Optional.of(new KafkaOperationException("topic t was deleted", null) {});
        assertThat(told(Outcome.FAILED)).contains("topic t was deleted");
        assertThat(html()).contains("badge bad");
        outcome = Outcome.DRAINED;
        assertThat(html()).contains("badge warn");
    }

    @Test
    void whatWasReadBackIsToldInPlaceOfTheUsualWords() {
        facts = List.of("Broker 1 hosts 0 replicas.");

        assertThat(text()).contains("Broker 1 hosts 0 replicas.").doesNotContain("in their order");
    }

    @Test
    void whatIsOwedIsBadNewsEvenIfAllPartitionsAreDone() {
        owed = List.of("broker 3 keeps a throttle of 10 MB/s");

        assertThat(text())
                .contains(
                        "Something is still owed to the cluster", "- Still owed: broker 3 keeps a throttle of 10 MB/s");
        assertThat(html()).contains("badge bad", "To do", "Still owed: broker 3 keeps a throttle");
    }

    @Test
    void ofManyUnfinishedMovesTheFirstAreNamedAndTheOthersCounted() {
        unfinished = IntStream.range(0, 25)
                .mapToObj(partition -> new Unfinished(
                        new TopicPartition("t", partition), MoveState.REFUSED, partition == 0 ? "why <not>" : ""))
                .toList();
        outcome = Outcome.INCOMPLETE;

        assertThat(text())
                .contains("Not done: t-0 REFUSED: why <not>", "Not done: t-19 REFUSED", "Not done: 5 more")
                .doesNotContain("t-20");
        assertThat(html()).contains("why &lt;not&gt;", "Not done: 5 more").doesNotContain("<not>");
    }

    @Test
    void timesHaveTheUnitThatFits() {
        assertThat(RunFigures.time(Duration.ofMillis(1234))).isEqualTo("1.2 s");
        assertThat(RunFigures.time(Duration.ofMillis(12_345))).isEqualTo("12 s");
        assertThat(RunFigures.time(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
        assertThat(RunFigures.time(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    }

    @Test
    void theMeanRateIsTakenOverTheTimeInWhichSomethingWasCopied() {
        timeline = new ArrayList<>(steady(4, 1));
        ReassignmentProgress last = timeline.get(timeline.size() - 1);
        for (int second = 5; second <= 60; second++) {
            timeline.add(look(second, ReassignmentPhase.MOVING, last.copied().bytes()));
        }

        assertThat(text()).contains("Copied at 10.0 MiB/s on average");
    }

    @Test
    void aRunThatCopiedNothingHasNoRate() {
        timeline = List.of(look(0, ReassignmentPhase.MOVING, 0), look(1, ReassignmentPhase.MOVING, 0));
        assertThat(text()).contains("Copied at 0 B/s on average");
        assertThat(html()).contains("The run over time");

        timeline = List.of(look(0, ReassignmentPhase.MOVING, 0), look(0, ReassignmentPhase.MOVING, MEBIBYTE));
        assertThat(text()).contains("Copied at 0 B/s on average");
        assertThat(html()).contains("The run over time").doesNotContain("NaN", "Infinity");
    }

    @Test
    void oneLookMakesNoPicture() {
        timeline = List.of(look(0, ReassignmentPhase.MOVING, 0));

        assertThat(html()).doesNotContain("The run over time");
    }

    @Test
    void thePictureNamesPhasesThatAreWideEnoughAndHasRoundTimes() {
        timeline = List.of(
                look(0, ReassignmentPhase.MOVING, 0),
                look(100, ReassignmentPhase.MOVING, 30 * MEBIBYTE),
                look(101, ReassignmentPhase.ELECTING_LEADERS, 40 * MEBIBYTE),
                look(102, ReassignmentPhase.ELECTING_LEADERS, 40 * MEBIBYTE));

        String page = html();

        assertThat(page).contains("<title>moving</title>", "<title>electing leaders</title>");
        assertThat(page).contains(">moving</text>").doesNotContain(">electing leaders</text>");
        assertThat(page).contains(">0</text>", ">10 s</text>", ">1 min 40 s</text>");
    }

    @Test
    void aLongRunHasNoMoreThanADozenMarks() {
        timeline =
                List.of(look(0, ReassignmentPhase.MOVING, 0), look(200_000, ReassignmentPhase.MOVING, 40 * MEBIBYTE));

        assertThat(html()).contains(">6 h 0 min</text>", ">54 h 0 min</text>").doesNotContain("NaN");
    }

    private String told(Outcome as) {
        outcome = as;
        return text();
    }

    private String text() {
        return new RunFigures(result()).describe();
    }

    private String html() {
        return ReassignmentReport.of(plan(), result()).html();
    }

    private ReassignmentResult result() {
        return new ReassignmentResult(
                outcome,
                look(4, ReassignmentPhase.ENDED, 40 * MEBIBYTE),
                unfinished,
                facts,
                owed,
                failure,
                timeline,
                took);
    }

    private static ReassignmentPlan plan() {
        ReplicaMap before = Plans.map(4, 2, new int[][] {{0, 1}, {0, 1}, {0, 2}, {0, 3}});
        ReplicaMap after = Plans.map(4, 2, new int[][] {{0, 1}, {1, 0}, {3, 2}, {2, 3}});
        return Plans.of(new Rebalance(), before, after, 0);
    }

    /** Ten mebibytes a second. */
    private List<ReassignmentProgress> steady(int seconds, int step) {
        return IntStream.rangeClosed(0, seconds / step)
                .mapToObj(i -> look((long) i * step, ReassignmentPhase.MOVING, (long) i * step * 10 * MEBIBYTE))
                .toList();
    }

    private ReassignmentProgress look(long second, ReassignmentPhase phase, long copied) {
        return new ReassignmentProgress(
                BEGIN.plusSeconds(second),
                phase,
                Map.of(MoveState.DONE, done, MoveState.PENDING, 4 - done),
                new ReassignmentProgress.Copied(copied, 40 * MEBIBYTE, 0),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
