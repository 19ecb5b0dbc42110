// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import org.jspecify.annotations.Nullable;

/** A test cluster did not do what it was told. The message holds what its nodes logged last. */
public final class TestClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TestClusterException(String message) {
        this(message, null);
    }

    TestClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
