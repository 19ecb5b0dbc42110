// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.error.OperationInterruptedException;
import io.quorate.upgrade.progress.UpgradeProgress;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.state.RunControl;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of an upgrade that is being carried out: its rolls, its finalization, or the way back. Thread-safe. */
public final class UpgradeExecution implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(UpgradeExecution.class);

    private final String runId;
    private final Control control;
    private final Board board;
    private final CompletableFuture<UpgradeResult> completion;

    UpgradeExecution(String runId, Control control, Board board, CompletableFuture<UpgradeResult> completion) {
        this.runId = runId;
        this.control = control;
        this.board = board;
        this.completion = completion;
    }

    /**
     * Returns the id of the run, which stays the same when another process resumes it.
     *
     * @return the id
     */
    public String runId() {
        return runId;
    }

    /**
     * Returns how far it has come.
     *
     * @return as of now
     */
    public UpgradeProgress progress() {
        return board.progress();
    }

    /**
     * Asks it to pause. It brings the nodes that are down back first, and stops no more until {@link #resume()}. Returns at
     * once.
     */
    public void pause() {
        control.pause();
        if (!completion.isDone()) {
            board.control(RunControl.PAUSING, "for the nodes that are down to be back");
        }
    }

    /** Ends a pause. Does nothing if there is none. */
    public void resume() {
        control.resume();
    }

    /**
     * Approves going on after the first node of a role, where the coordinator was told to wait for that. Returns at once; an
     * approval that is given early counts for the next wait.
     */
    public void approve() {
        control.approve();
    }

    /**
     * Asks it to end. It brings the nodes that are down back first. What is done stays: starting the same plan again goes on.
     * Returns at once.
     */
    public void abort() {
        control.abort();
    }

    /**
     * Waits for the end.
     *
     * @param timeout for how long
     * @return how it ended, in success or not
     * @throws StillRunningException if it has not ended yet; it goes on
     * @throws OperationInterruptedException if the calling thread is interrupted; the run goes on
     */
    public UpgradeResult await(Duration timeout) {
        try {
            return completion.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StillRunningException(timeout, progress().describe());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("an upgrade");
        } catch (ExecutionException e) {
            throw new IllegalStateException("An upgrade ended with an error of its own", e.getCause());
        }
    }

    /**
     * Returns the end to come.
     *
     * @return completed with the result, in success or not
     */
    public CompletionStage<UpgradeResult> completion() {
        return completion.minimalCompletionStage();
    }

    /**
     * Lets go of a run that has not ended, wherever it is: nodes may be down. Starting the same plan again, with the same
     * journal, brings them back and goes on. Does nothing after the end.
     */
    @Override
    public void close() {
        if (!completion.isDone()) {
            LOGGER.atWarn()
                    .addKeyValue("runId", runId)
                    .addKeyValue("progress", progress().describe())
                    .log("Letting go of an unfinished upgrade; start the same plan again soon, nodes may be down");
            control.detach();
        }
    }
}
