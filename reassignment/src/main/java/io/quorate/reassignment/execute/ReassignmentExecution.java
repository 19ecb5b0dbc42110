// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.error.OperationInterruptedException;
import io.quorate.reassignment.progress.ReassignmentProgress;
import io.quorate.reassignment.throttle.DataRate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reassignment plan that is being run. Thread-safe.
 */
public final class ReassignmentExecution implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReassignmentExecution.class);

    private final RunContext context;
    private final CompletableFuture<ReassignmentResult> completion;

    ReassignmentExecution(RunContext context, CompletableFuture<ReassignmentResult> completion) {
        this.context = context;
        this.completion = completion;
    }

    /**
     * Returns how far the run has come.
     *
     * @return as it was last seen; empty before the first look
     */
    public Optional<ReassignmentProgress> progress() {
        return context.teller().last();
    }

    /** Starts nothing more until {@link #resume()}. What is in flight goes on and is watched. */
    public void pause() {
        context.control().hold();
    }

    /** Ends a pause. Does nothing if there is none. */
    public void resume() {
        context.control().resume();
    }

    /**
     * Changes the throttle, or sets one. Brokers hear of it at the next look at the cluster.
     *
     * @param rate how much each broker may send, and how much receive
     */
    public void throttle(DataRate rate) {
        context.throttle().want(rate);
    }

    /**
     * Asks the run to take everything back: what is in flight is cancelled, then every partition that has been moved returns
     * to the replicas of before, in their order, with the same care as on the way there. A partition whose originals are not
     * enough in sync is not cancelled, because it would lose its leader; it goes on, and returns when it can. Returns at
     * once; {@link #await} tells when it is done. Does nothing after the end.
     *
     * <p>If the process ends meanwhile, starting the same plan again goes on going back.
     */
    public void cancel() {
        context.control().stop(RunControl.Stop.CANCEL);
    }

    /**
     * Asks the run to start nothing more, to wait for what is in flight, and to end. What is done stays. Returns at once.
     * Does nothing after the end.
     */
    public void drainAndStop() {
        context.control().stop(RunControl.Stop.DRAIN);
    }

    /**
     * Waits for the end.
     *
     * @param timeout for how long
     * @return how it ended, in success or not
     * @throws StillRunningException if it has not ended yet; it goes on
     * @throws OperationInterruptedException if the calling thread is interrupted; the run goes on
     */
    public ReassignmentResult await(Duration timeout) {
        try {
            return completion.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StillRunningException(timeout, text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("a reassignment");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A reassignment ended with an error of its own", e.getCause());
        }
    }

    /**
     * Returns the end to come.
     *
     * @return completed with the result, in success or not
     */
    public CompletionStage<ReassignmentResult> completion() {
        return completion.minimalCompletionStage();
    }

    /**
     * Lets go of a run that has not ended: what is in flight goes on in Kafka, under the throttle, and nothing more is
     * started. Starting the same plan again, with the same journal, finishes it and restores the throttle. Does nothing
     * after the end.
     */
    @Override
    public void close() {
        if (!completion.isDone()) {
            LOGGER.atWarn()
                    .addKeyValue("progress", text())
                    .log("Letting go of an unfinished reassignment; start the same plan again to finish it");
            context.control().stop(RunControl.Stop.DETACH);
        }
    }

    private String text() {
        return progress().map(ReassignmentProgress::describe).orElse("it has not begun");
    }
}
