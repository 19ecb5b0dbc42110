// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import io.quorate.error.OperationInterruptedException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** The one place that waits for what {@code Admin} promises, unwraps what went wrong, and keeps the interrupt. */
public final class KafkaFutures {
    /** The client ends its calls itself at their time-out; this is for a client whose thread has died. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private KafkaFutures() {}

    /**
     * Waits for an answer.
     *
     * @param future the answer
     * @param callTimeout the time-out that the call was made with
     * @param what what is waited for, for messages
     * @param <T> the type of the answer
     * @return the answer
     * @throws KafkaException what the broker or the client said; {@link TimeoutException} if nobody said anything
     * @throws OperationInterruptedException if the thread is interrupted
     */
    public static <T> T join(KafkaFuture<T> future, Duration callTimeout, String what) {
        return join(future, callTimeout, () -> what);
    }

    /** One of many, whose name is made only if it is told. */
    static <T> T join(KafkaFuture<T> future, Duration callTimeout, Supplier<String> what) {
        try {
            return future.get(callTimeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("No answer about " + what.get() + " within " + callTimeout.plus(GRACE), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException(what.get());
        }
    }
}
