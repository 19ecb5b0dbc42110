// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import java.time.Duration;
import java.util.Objects;

/**
 * Which process of a node to end, and how. The process is named, so that the same request made twice cannot end the one that
 * was started in between.
 *
 * @param startId the process, as {@link NodeStatus#startId()} named it
 * @param mode how
 * @param timeout how long it may take
 */
public record StopRequest(String startId, StopMode mode, Duration timeout) {
    /**
     * Checks the values.
     *
     * @param startId the process, as {@link NodeStatus#startId()} named it
     * @param mode how
     * @param timeout how long it may take
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public StopRequest {
        Objects.requireNonNull(startId, "startId");
        Objects.requireNonNull(mode, "mode");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("Not a request to stop: the timeout is " + timeout
                    + ". A controlled shutdown takes seconds; give it some.");
        }
    }
}
