// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.error.OperationInterruptedException;
import io.quorate.reassignment.progress.DurabilityEvent;
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
 * A durability plan that is being run. Thread-safe.
 */
public final class DurabilityExecution implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DurabilityExecution.class);

    private final DurabilityRun run;
    private final CompletableFuture<DurabilityResult> completion;

    DurabilityExecution(DurabilityRun run, CompletableFuture<DurabilityResult> completion) {
        this.run = run;
        this.completion = completion;
    }

    /**
     * Returns the last thing that happened.
     *
     * @return the last event; empty before the first
     */
    public Optional<DurabilityEvent> progress() {
        return run.lastEvent();
    }

    /**
     * Asks the run to stop where the cluster is consistent: reassignments that it has in flight are cancelled, so those
     * partitions have the replicas that they had before; what was finished stays. A partition whose original replicas are
     * all out of sync is not cancelled, because it would have no leader; it goes on in Kafka. Returns at once; {@link
     * #await} tells when it is done. Does nothing after the end.
     */
    public void cancel() {
        run.stop(RunControl.Stop.CANCEL);
    }

    /**
     * Waits for the end.
     *
     * @param timeout for how long
     * @return how it ended, in success or not
     * @throws StillRunningException if it has not ended yet; it goes on
     * @throws OperationInterruptedException if the calling thread is interrupted; the run goes on
     */
    public DurabilityResult await(Duration timeout) {
        try {
            return completion.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StillRunningException(
                    timeout, progress().map(DurabilityEvent::describe).orElse("it has not begun"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("a durability run");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A durability run ended with an error of its own", e.getCause());
        }
    }

    /**
     * Returns the end to come.
     *
     * @return completed with the result, in success or not
     */
    public CompletionStage<DurabilityResult> completion() {
        return completion.minimalCompletionStage();
    }

    /**
     * Lets go of a run that has not ended: what is in flight goes on in Kafka, no further step is begun. Planning and
     * running again finishes the rest. Does nothing after the end.
     */
    @Override
    public void close() {
        if (!completion.isDone()) {
            LOGGER.atWarn()
                    .addKeyValue(
                            "progress",
                            progress().map(DurabilityEvent::describe).orElse("it has not begun"))
                    .log("Letting go of an unfinished durability run; plan and run again to finish it");
            run.stop(RunControl.Stop.DETACH);
        }
    }
}
