// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.github.resilience4j.core.IntervalFunction;
import io.quorate.cluster.Observed;
import io.quorate.observe.ClusterObservationException;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a run going, and what ends it: somebody asked it to stop, or nothing has moved for too long.
 *
 * <p>{@link #stop} may be called by any thread, the rest by the thread of the run.
 */
final class RunControl {
    private static final Duration POLL = Duration.ofMillis(250);

    /** How long to wait after the n-th look in a row that got no answer: a cluster in trouble is not to be hammered. */
    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(POLL, 1.5, 0.3, Duration.ofSeconds(5));

    /** Why a run ends before its end. */
    enum Stop {
        /** Start nothing more, wait for what is in flight, then end. */
        DRAIN,
        /** Go back to a consistent cluster, then end. */
        CANCEL,
        /** Leave everything to Kafka, and end. */
        DETACH
    }

    private final Time time;
    private final Duration stallTimeout;
    private final Duration poll;
    private volatile @Nullable Stop requested;
    private volatile boolean paused;
    private int unanswered;

    RunControl(Time time, Duration stallTimeout) {
        this(time, stallTimeout, POLL);
    }

    RunControl(Time time, Duration stallTimeout, Duration poll) {
        this.time = time;
        this.stallTimeout = stallTimeout;
        this.poll = poll;
    }

    void stop(Stop stop) {
        this.requested = stop;
    }

    @Nullable
    Stop requested() {
        return requested;
    }

    /** Starts nothing more until it is resumed; what is in flight goes on. */
    void hold() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    boolean isPaused() {
        return paused;
    }

    Time time() {
        return time;
    }

    /** What one look found: what is missing, and a mark that changes when something has moved. */
    record Look(List<String> missing, Object mark) {
        Look(List<String> missing) {
            this(missing, List.copyOf(missing));
        }
    }

    /** What to do with every look that does not end the wait. */
    interface Waiting {
        void on(List<String> missing);
    }

    /**
     * Looks again and again until nothing is missing.
     *
     * @return {@code false} if the run was asked to stop
     * @throws OperationHaltedException if nothing has moved for the stall time-out
     */
    boolean until(String what, Waiting waiting, Supplier<Look> look) {
        return until(what, waiting, look, () -> requested != null);
    }

    /** The same for going back: what asked the run to stop does not stop this, but {@link Stop#DETACH} does. */
    boolean untilUndone(String what, Waiting waiting, Supplier<Look> look) {
        return until(what, waiting, look, () -> requested == Stop.DETACH);
    }

    boolean until(String what, Waiting waiting, Supplier<Look> look, BooleanSupplier stopped) {
        Object mark = null;
        long lastMoved = time.nanos();
        while (!stopped.getAsBoolean()) {
            Look found = look(look);
            if (found.missing().isEmpty()) {
                return true;
            }
            if (!Objects.equals(found.mark(), mark)) {
                mark = found.mark();
                lastMoved = time.nanos();
                waiting.on(found.missing());
            }
            if (time.nanos() - lastMoved > stallTimeout.toNanos()) {
                List<String> reasons = new ArrayList<>();
                reasons.add("Nothing moved for " + stallTimeout);
                reasons.addAll(
                        found.missing().subList(0, Math.min(10, found.missing().size())));
                throw new OperationHaltedException(what, reasons, null);
            }
            pause();
        }
        return false;
    }

    /** A cluster that does not answer, or not yet, is waited for like anything else. */
    private Look look(Supplier<Look> look) {
        try {
            Look found = look.get();
            unanswered = 0;
            return found;
        } catch (ClusterObservationException e) {
            unanswered++;
            return new Look(List.of(e.gap().describe()));
        } catch (RetriableException e) {
            unanswered++;
            return new Look(List.of("Kafka could not do it yet: " + e.getMessage()));
        }
    }

    /** Waits for the length of a poll, and longer the longer nobody has answered. */
    void pause() {
        try {
            time.sleep(unanswered == 0 ? poll : Duration.ofMillis(BACKOFF.apply(unanswered)));
        } catch (InterruptedException e) {
            // Only an interrupt from outside comes here; the thread is ours, so it means the end of the process.
            Thread.currentThread().interrupt();
            stop(Stop.DETACH);
        }
    }

    /** Returns what is missing where a section could not be read. */
    static List<String> unseen(Observed<?>... sections) {
        List<String> missing = new ArrayList<>();
        for (Observed<?> section : sections) {
            section.gaps().forEach(gap -> missing.add("could not see " + gap.describe()));
        }
        return missing;
    }
}
