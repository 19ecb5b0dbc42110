// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final Set<Integer> FIVE = Set.of(1, 2, 3, 4, 5);

    private static LongStream thousandSeeds() {
        return LongStream.range(0, 1000);
    }

    private static FaultScheduleBuilder limits(long seed) {
        return FaultSchedule.seeded(seed)
                .kinds(FaultKind.KILL, FaultKind.values())
                .disturbedAtMost((int) (1 + seed % 3))
                .lasting(Duration.ofMillis(500), Duration.ofSeconds(4))
                .pause(Duration.ofSeconds(2))
                .over(Duration.ofMinutes(3));
    }

    @Test
    void noLimitIsBrokenInThePlanNorOnASimulatedClusterWhateverTheSeed() {
        thousandSeeds().forEach(FaultScheduleTest::noLimitIsBroken);
    }

    private static void noLimitIsBroken(long seed) {
        FaultSchedule schedule = limits(seed).steps(FIVE);
        List<FaultStep> steps = schedule.steps();
        assertThat(steps).as("seed %s", seed).hasSizeGreaterThan(10).isSortedAccordingTo((a, b) -> a.begin()
                .compareTo(b.begin()));
        assertThat(limits(seed).steps(new TreeSet<>(FIVE)).steps()).isEqualTo(steps);
        for (FaultStep step : steps) {
            assertThat(step.lasts()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
            assertThat(step.end()).isLessThanOrEqualTo(Duration.ofMinutes(3));
            List<FaultStep> meanwhile = steps.stream()
                    .filter(other -> other.begin().compareTo(step.begin()) <= 0
                            && other.end().plusSeconds(2).compareTo(step.begin()) > 0)
                    .toList();
            assertThat(meanwhile).as("seed %s", seed).hasSizeLessThanOrEqualTo((int) (1 + seed % 3));
            assertThat(meanwhile).extracting(FaultStep::nodeId).doesNotHaveDuplicates();
        }

        SimulatedCluster cluster = new SimulatedCluster(seed, schedule.disturbedAtMost());
        FaultRun run = new ScheduleRunner(schedule, cluster, cluster).run();
        assertThat(run.seed()).isEqualTo(seed);
        assertThat(run.steps()).extracting(FaultRun.Done::step).containsExactlyInAnyOrderElementsOf(steps);
        assertThat(run.steps())
                .allMatch(done ->
                        done.undone().minus(done.begun()).compareTo(done.step().lasts()) >= 0);
        assertThat(cluster.isWhole()).isTrue();
    }

    @Test
    void differentSeedsDrawDifferentStepsAndEveryKindAndNodeIsDrawn() {
        Set<List<FaultStep>> schedules = new HashSet<>();
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        Set<Integer> nodes = new HashSet<>();
        thousandSeeds().forEach(seed -> {
            List<FaultStep> steps = limits(seed).steps(FIVE).steps();
            schedules.add(steps);
            kinds.addAll(steps.stream().map(FaultStep::kind).collect(Collectors.toSet()));
            nodes.addAll(steps.stream().map(FaultStep::nodeId).collect(Collectors.toSet()));
        });
        assertThat(schedules).hasSize(1000);
        assertThat(kinds).containsExactlyInAnyOrder(FaultKind.values());
        assertThat(nodes).isEqualTo(FIVE);
    }

    @Test
    void aSeedGivesTheSameStepsOnEveryJdk() {
        assertThat(FaultSchedule.seeded(42)
                        .over(Duration.ofSeconds(20))
                        .steps(Set.of(1, 2, 3))
                        .describe())
                .isEqualTo("""
                        Fault schedule with seed 42, at most 1 nodes disturbed at once, 4 steps
                          at 1455 ms, for 2235 ms: PAUSE node 1
                          at 5690 ms, for 4614 ms: PAUSE node 2
                          at 12304 ms, for 2855 ms: PAUSE node 3
                          at 17159 ms, for 2746 ms: STOP node 3""");
    }

    @Test
    void aClusterThatDoesNotRecoverEndsTheRunWithTheSeedAndAllFaultsUndone() {
        FaultSchedule schedule = limits(4711).steps(FIVE);
        SimulatedCluster cluster = new SimulatedCluster(4711, schedule.disturbedAtMost()).neverRecoveringAfter(3);
        assertThatThrownBy(() -> new ScheduleRunner(schedule, cluster, cluster).run())
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("seed 4711")
                .hasMessageContaining("did not recover")
                .hasMessageContaining("seeded(4711L)");
        assertThat(cluster.openFaults()).isZero();
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> FaultSchedule.seeded(1).disturbedAtMost(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> FaultSchedule.seeded(1).lasting(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("PT2S")
                .hasMessageContaining("PT1S");
        assertThatThrownBy(() -> FaultSchedule.seeded(1).pause(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> FaultSchedule.seeded(1).steps(Set.of())).hasMessageContaining("at least one node");
    }
}
