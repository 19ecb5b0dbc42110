// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import io.quorate.error.KafkaOperationException;
import org.jspecify.annotations.Nullable;

/**
 * A node could not be stopped, changed or started as asked. What state it is in has to be looked up by
 * {@link BrokerLifecycle#status}.
 */
public class LifecycleException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /** Which node. */
    private final int nodeId;

    /**
     * Creates an exception.
     *
     * @param nodeId which node
     * @param message what was not done, what was seen, what to do
     * @param cause what said so, or {@code null}
     */
    public LifecycleException(int nodeId, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.nodeId = nodeId;
    }

    /**
     * Returns which node.
     *
     * @return its id
     */
    public int nodeId() {
        return nodeId;
    }
}
