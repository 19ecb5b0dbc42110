// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import io.github.resilience4j.core.IntervalFunction;
import io.quorate.cluster.Gap;
import io.quorate.error.OperationInterruptedException;
import io.quorate.observe.ClusterObservationException;
import io.quorate.time.Time;
import io.quorate.topic.Mode;
import io.quorate.topic.TopicDrift;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of an application that starts: done already, or still being tried in the background.
 *
 * <p>Thread-safe. Closing it ends the attempts in the background; what was changed stays changed.
 */
public final class TopicStartUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicStartUp.class);
    private static final Duration LONGEST = Duration.ofDays(1);
    /** From 200 ms to 10 s, as clients reconnect in our presets, and half of it more or less at random. */
    private static final IntervalFunction PAUSE =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(200), 2.0, 0.5, Duration.ofSeconds(10));

    /** A plan may be stale because one of its two looks met a broker that lags: another attempt plans anew. */
    private static final Set<StepResult.Outcome> PASSING =
            Set.of(StepResult.Outcome.UNREACHABLE, StepResult.Outcome.NOT_USABLE_YET, StepResult.Outcome.REFUSED_STALE);

    private final Supplier<ReconcileResult> attempt;
    private final Mode mode;
    private final Time time;
    private final CompletableFuture<ReconcileResult> completion = new CompletableFuture<>();
    private @Nullable Thread background;

    private TopicStartUp(Supplier<ReconcileResult> attempt, Mode mode, Time time) {
        this.attempt = attempt;
        this.mode = mode;
        this.time = time;
    }

    static TopicStartUp start(Supplier<ReconcileResult> attempt, Mode mode, StartUpPolicy policy, Time time) {
        TopicStartUp startUp = new TopicStartUp(attempt, mode, time);
        if (policy instanceof StartUpPolicy.ContinueAndRetry retry) {
            Thread thread = new Thread(() -> startUp.tryInBackground(retry.listener()), "quorate-topics-at-start");
            thread.setDaemon(true);
            startUp.background = thread;
            thread.start();
        } else if (policy instanceof StartUpPolicy.WaitUpTo wait) {
            startUp.completion.complete(startUp.tryFor(wait.timeout(), (attempts, reason) -> {}));
        } else {
            startUp.completion.complete(attempt.get());
        }
        return startUp;
    }

    /**
     * Returns the result, if there is one yet.
     *
     * @return what was found, done and left; empty while it is still being tried, and if it was given up
     */
    public Optional<ReconcileResult> result() {
        return completion.isDone() && !completion.isCompletedExceptionally()
                ? Optional.of(completion.join())
                : Optional.empty();
    }

    /**
     * Returns what completes when there will be no further attempt.
     *
     * @return the result, or why it was given up
     */
    public CompletionStage<ReconcileResult> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public void close() {
        Thread thread = background;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Told of attempts that failed. */
    private interface Failures {
        void failed(int attempts, String reason);
    }

    private void tryInBackground(StartUpListener listener) {
        try {
            ReconcileResult result =
                    tryFor(LONGEST, (attempts, reason) -> tell(() -> listener.failed(attempts, reason)));
            completion.complete(result);
            tell(() -> listener.ended(result));
        } catch (RuntimeException e) {
            completion.completeExceptionally(e);
            tell(() -> listener.gaveUp(e));
        }
    }

    private ReconcileResult tryFor(Duration timeout, Failures failures) {
        long deadline = time.nanos() + timeout.toNanos();
        for (int attempts = 1; ; attempts++) {
            String reason;
            try {
                ReconcileResult result = attempt.get();
                Optional<String> hope = mayPass(result);
                if (hope.isEmpty() || time.nanos() - deadline >= 0) {
                    return result;
                }
                reason = hope.get();
            } catch (ClusterObservationException e) {
                if (e.gap().kind() != Gap.Kind.UNREACHABLE || time.nanos() - deadline >= 0) {
                    throw e;
                }
                reason = e.gap().describe();
            }
            failures.failed(attempts, reason);
            pause(attempts, deadline);
        }
    }

    /** What of a result may be gone by itself soon; nothing if another attempt would find the same. */
    private Optional<String> mayPass(ReconcileResult result) {
        Optional<String> unreached = result.results().stream()
                .filter(step -> PASSING.contains(step.outcome()))
                .map(StepResult::describe)
                .findFirst();
        return unreached.or(() -> result.after().violations().stream()
                .filter(this::mayPass)
                .map(drift -> drift.topic() + ": " + drift.describe())
                .findFirst());
    }

    private boolean mayPass(TopicDrift drift) {
        if (drift instanceof TopicDrift.NotReadable unread) {
            return unread.gap().kind() == Gap.Kind.UNREACHABLE || unread.gap().kind() == Gap.Kind.VANISHED;
        }
        // Who only validates relies on somebody else to create.
        return drift instanceof TopicDrift.Missing && mode == Mode.VALIDATE;
    }

    private void pause(int attempts, long deadline) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - time.nanos()));
        Duration pause = Duration.ofMillis(PAUSE.apply(attempts));
        try {
            time.sleep(pause.compareTo(left) < 0 ? pause : left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("topics at start-up");
        }
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("A listener of topics at start-up failed; that changes nothing");
        }
    }
}
