// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a schedule on something that can be disturbed. One thread does one thing after the other, and what takes longer than
 * planned puts off all that comes after, so no limit is broken.
 */
final class ScheduleRunner {
    private static final Logger LOGGER = LoggerFactory.getLogger(ScheduleRunner.class);
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** What a schedule disturbs: a cluster, or a model of one. */
    interface Disturbed {
        Fault begin(FaultStep step);

        /** What is wrong and does not follow from the nodes whose faults are open. */
        List<String> missing(Set<Integer> openNodes);
    }

    private record Open(FaultStep step, Duration begun, Fault fault) {
        Duration end() {
            return begun.plus(step.lasts());
        }
    }

    private final Disturbed disturbed;
    private final Time time;
    private final FaultSchedule schedule;
    private final long start;
    private final Deque<FaultStep> pending;
    private final List<Open> open = new ArrayList<>();
    private final List<FaultRun.Done> done = new ArrayList<>();
    private Duration lag = Duration.ZERO;

    ScheduleRunner(FaultSchedule schedule, Disturbed disturbed, Time time) {
        this.schedule = schedule;
        this.disturbed = disturbed;
        this.time = time;
        this.start = time.nanos();
        this.pending = new ArrayDeque<>(schedule.steps());
    }

    static FaultRun run(FaultSchedule schedule, TestCluster cluster) {
        try (Faults faults = Faults.on(cluster)) {
            Recovery recovery = Recovery.of(cluster);
            Disturbed real = new Disturbed() {
                @Override
                public Fault begin(FaultStep step) {
                    return step.kind().begin(faults, Target.node(step.nodeId()));
                }

                @Override
                public List<String> missing(Set<Integer> openNodes) {
                    return recovery.missingBesides(openNodes);
                }
            };
            return new ScheduleRunner(schedule, real, Time.system()).run();
        }
    }

    FaultRun run() {
        LOGGER.atInfo()
                .addKeyValue("seed", schedule.seed())
                .addKeyValue("steps", schedule.describe())
                .log("A fault schedule begins");
        try {
            while (!pending.isEmpty() || !open.isEmpty()) {
                if (!endWhatIsDue() && !beginWhatIsDue()) {
                    time.sleep(PAUSE);
                }
            }
            awaitRecovery();
            done.sort(Comparator.comparing(FaultRun.Done::begun));
            return new FaultRun(schedule.seed(), elapsed(), done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", e);
        } catch (RuntimeException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        } finally {
            open.forEach(fault -> closeQuietly(fault.fault()));
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(time.nanos() - start);
    }

    private boolean endWhatIsDue() {
        Optional<Open> next = open.stream().min(Comparator.comparing(Open::end));
        if (next.isEmpty() || next.get().end().compareTo(elapsed()) > 0) {
            return false;
        }
        Open ending = next.get();
        ending.fault().close();
        open.remove(ending);
        putOff(ending.step().end());
        done.add(new FaultRun.Done(ending.step(), ending.begun(), elapsed()));
        LOGGER.atInfo()
                .addKeyValue("seed", schedule.seed())
                .addKeyValue("nodeId", ending.step().nodeId())
                .addKeyValue("fault", ending.step().kind())
                .log("A fault of a schedule is undone");
        return true;
    }

    private boolean beginWhatIsDue() {
        FaultStep step = pending.peekFirst();
        if (step == null || step.begin().plus(lag).compareTo(elapsed()) > 0) {
            return false;
        }
        Set<Integer> nodes = open.stream().map(fault -> fault.step().nodeId()).collect(Collectors.toSet());
        if (nodes.size() >= schedule.disturbedAtMost() || nodes.contains(step.nodeId())) {
            return false;
        }
        List<String> missing = disturbed.missing(nodes);
        if (!missing.isEmpty()) {
            failIfTooLong(step.begin().plus(lag), missing);
            return false;
        }
        pending.removeFirst();
        Fault fault = disturbed.begin(step);
        open.add(new Open(step, elapsed(), fault));
        putOff(step.begin());
        LOGGER.atInfo()
                .addKeyValue("seed", schedule.seed())
                .addKeyValue("nodeId", step.nodeId())
                .addKeyValue("fault", step.kind())
                .log("A fault of a schedule begins");
        return true;
    }

    private void putOff(Duration planned) {
        Duration late = elapsed().minus(planned);
        if (late.compareTo(lag) > 0) {
            lag = late;
        }
    }

    private void awaitRecovery() throws InterruptedException {
        Duration since = elapsed();
        for (List<String> missing = disturbed.missing(Set.of());
                !missing.isEmpty();
                missing = disturbed.missing(Set.of())) {
            failIfTooLong(since, missing);
            time.sleep(PAUSE);
        }
    }

    private void failIfTooLong(Duration since, List<String> missing) {
        if (elapsed().minus(since).compareTo(RECOVERY) > 0) {
            throw new FaultException(
                    "the cluster did not recover within " + RECOVERY.toSeconds() + " s:\n - "
                            + String.join("\n - ", missing),
                    null);
        }
    }

    private FaultException failed(String why, Throwable cause) {
        return new FaultException(
                "The fault schedule with seed " + schedule.seed() + " broke off after " + done.size() + " of "
                        + schedule.steps().size() + " steps, with " + open.size() + " faults open: " + why
                        + "\nRepeat it with the same limits and FaultSchedule.seeded(" + schedule.seed() + "L).",
                cause);
    }

    private static void closeQuietly(Fault fault) {
        try {
            fault.close();
        } catch (RuntimeException e) {
            // What broke the run is thrown already.
            LOGGER.atWarn().setCause(e).log("A fault was not undone");
        }
    }
}
