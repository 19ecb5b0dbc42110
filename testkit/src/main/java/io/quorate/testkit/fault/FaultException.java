// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import org.jspecify.annotations.Nullable;

/** A fault was not begun or not undone, or a cluster did not recover from it. */
public final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FaultException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
