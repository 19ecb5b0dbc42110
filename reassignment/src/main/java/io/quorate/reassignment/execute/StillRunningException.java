// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.error.KafkaOperationException;
import java.time.Duration;

/** An operation was not done in the time that somebody wanted to wait for it. It goes on. */
public final class StillRunningException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    StillRunningException(Duration waited, String progress) {
        super(
                "Not done after " + waited + ": " + progress
                        + ". It goes on; await() again, or cancel() to go back to a consistent cluster.",
                null);
    }
}
