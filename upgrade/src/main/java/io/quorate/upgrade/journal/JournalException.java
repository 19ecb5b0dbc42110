// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import io.quorate.error.KafkaOperationException;
import org.jspecify.annotations.Nullable;

/** A journal could not be read or written, or holds something that is not a journal. */
public final class JournalException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was not done, what was seen, what to do
     * @param cause what went wrong, or {@code null}
     */
    public JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
