// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import org.jspecify.annotations.Nullable;

/** The jars of a Kafka release could not be had. The message says what was looked for, where, and what to do. */
public final class DistributionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DistributionException(String message) {
        this(message, null);
    }

    DistributionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
