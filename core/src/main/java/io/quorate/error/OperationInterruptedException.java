// SPDX-License-Identifier: Apache-2.0
package io.quorate.error;

/**
 * The calling thread was interrupted while it waited for the cluster. The thread's interrupt flag is set again. What had
 * been started on the cluster goes on there.
 */
public final class OperationInterruptedException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param what what was being waited for
     */
    public OperationInterruptedException(String what) {
        super(
                "Stopped waiting for " + what
                        + ": the thread was interrupted. What was started on the cluster goes on there.",
                null);
    }
}
