// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.execute;

import io.quorate.error.KafkaOperationException;

/** A restore was not done, or not wholly. */
public final class RestoreException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    private final transient RestoreResult result;

    RestoreException(RestoreResult result) {
        super(
                "Did not restore all that was planned to cluster "
                        + result.plan().targetId() + ":\n"
                        + result.describe()
                        + "Make a new plan, look at it, and apply it: what is done stays done.",
                null);
        this.result = result;
    }

    /**
     * Returns what became of each step.
     *
     * @return the result; {@code null} after serialisation
     */
    public RestoreResult result() {
        return result;
    }
}
