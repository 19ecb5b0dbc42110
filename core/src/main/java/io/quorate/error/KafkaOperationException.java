// SPDX-License-Identifier: Apache-2.0
package io.quorate.error;

import org.jspecify.annotations.Nullable;

/**
 * An operation on a Kafka cluster could not be done, and the caller cannot go on as if it had been.
 *
 * <p>Expected outcomes are values, not exceptions. The message of each subclass says what was not done and to what, what
 * was seen, and what to do about it.
 */
public abstract class KafkaOperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was not done, what was seen, what to do
     * @param cause what Kafka said, or {@code null}
     */
    protected KafkaOperationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
