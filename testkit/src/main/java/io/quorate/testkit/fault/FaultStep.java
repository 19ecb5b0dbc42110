// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param begin when it begins, from the begin of the run
 * @param lasts how long until it is undone
 * @param kind what is done
 * @param nodeId to which node
 */
public record FaultStep(Duration begin, Duration lasts, FaultKind kind, int nodeId) {
    Duration end() {
        return begin.plus(lasts);
    }

    /**
     * Returns the step as a line.
     *
     * @return text for people
     */
    public String describe() {
        return "at " + begin.toMillis() + " ms, for " + lasts.toMillis() + " ms: " + kind + " node " + nodeId;
    }
}
