// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import io.quorate.error.KafkaOperationException;
import org.jspecify.annotations.Nullable;

/** Somebody else owns the journal of this cluster. Nothing was written, and nothing may be changed on the cluster. */
public final class JournalOwnershipException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was not done, who the owner is as far as that is known, what to do
     * @param cause what said so, or {@code null}
     */
    public JournalOwnershipException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
