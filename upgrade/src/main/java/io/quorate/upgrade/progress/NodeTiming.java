// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.progress;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a node's turn took.
 *
 * @param nodeId the node
 * @param roll which roll it was, for example {@code BINARIES}
 * @param began when its stop began
 * @param stop from there until its process was gone
 * @param rejoin from then until it was back in every ISR: swap, start, recovery
 * @param settle from then until the end of its turn: leaders, cooling down
 */
public record NodeTiming(int nodeId, String roll, Instant began, Duration stop, Duration rejoin, Duration settle) {
    /**
     * Returns the times in words for people.
     *
     * @return a line
     */
    public String describe() {
        return "node " + nodeId + " (" + roll + "): stopped in " + seconds(stop) + ", back in sync after "
                + seconds(rejoin) + " more, settled after " + seconds(settle) + " more";
    }

    private static String seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0 + " s";
    }
}
