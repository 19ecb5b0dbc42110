// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.ClusterState;
import io.quorate.error.OperationInterruptedException;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Waits until a cluster meets a condition: looks at once, then again and again, and says what is still missing when it
 * gives up. A cluster that does not answer is a condition that is not met yet, not an error.
 *
 * <p>Observe only the sections that the conditions need: {@link Section#BROKER_CONFIGS} and {@link Section#LOG_DIRS} ask
 * each broker, and one that has just died holds up every look for a call time-out until it is fenced.
 *
 * <p>Thread-safe.
 */
public final class ClusterWatch {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Supplier<ClusterState> look;
    private final Time time;
    private final int looks;

    ClusterWatch(Supplier<ClusterState> look, Time time) {
        this(look, time, 1);
    }

    private ClusterWatch(Supplier<ClusterState> look, Time time, int looks) {
        this.look = Objects.requireNonNull(look, "look");
        this.time = Objects.requireNonNull(time, "time");
        this.looks = looks;
    }

    /**
     * Returns a watch.
     *
     * @param observer how to look; its sections must include those that the conditions need
     * @return the watch
     */
    public static ClusterWatch using(ClusterObserver observer) {
        return using(observer, Time.system());
    }

    /**
     * Returns a watch with a clock of its own.
     *
     * @param observer how to look
     * @param time the clock to wait by
     * @return the watch
     */
    public static ClusterWatch using(ClusterObserver observer, Time time) {
        return new ClusterWatch(observer::observe, time);
    }

    /**
     * Returns a watch for which a condition is met when several looks in a row, 200 ms apart, meet it. Brokers hear of a change
     * one after the other and any of them may answer: what one look sees, the next call may not know yet.
     *
     * @param looks how many, at least 1
     * @return the watch
     * @throws IllegalArgumentException if it is less than 1
     */
    public ClusterWatch inARow(int looks) {
        if (looks < 1) {
            throw new IllegalArgumentException("A condition is met at 1 look or more, not at " + looks);
        }
        return new ClusterWatch(look, time, looks);
    }

    /**
     * Waits. Changes nothing in the cluster.
     *
     * @param condition what to wait for
     * @param timeout for how long; the last look may end up to a few call time-outs later
     * @return the state that met the condition, the last of them
     * @throws ConditionNotMetException if the time is over; it says what is missing
     * @throws OperationInterruptedException if the thread is interrupted
     */
    public ClusterState await(ClusterCondition condition, Duration timeout) {
        long deadline = time.nanos() + timeout.toNanos();
        int met = 0;
        while (true) {
            List<String> missing;
            try {
                ClusterState state = look.get();
                missing = condition.missing(state);
                met = missing.isEmpty() ? met + 1 : 0;
                if (met >= looks) {
                    return state;
                }
                if (missing.isEmpty()) {
                    missing = List.of("met at " + met + " looks in a row, not yet at " + looks);
                }
            } catch (ClusterObservationException e) {
                met = 0;
                missing = List.of(e.gap().describe());
            }
            if (time.nanos() - deadline >= 0) {
                throw new ConditionNotMetException(timeout, missing);
            }
            pause();
        }
    }

    private void pause() {
        try {
            time.sleep(INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("a condition of the cluster");
        }
    }
}
