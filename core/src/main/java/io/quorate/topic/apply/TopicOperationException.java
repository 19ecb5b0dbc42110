// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import io.quorate.error.KafkaOperationException;
import org.jspecify.annotations.Nullable;

/** An operation on one topic was not done; nothing was changed, unless nobody answered in time. */
public final class TopicOperationException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    TopicOperationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
