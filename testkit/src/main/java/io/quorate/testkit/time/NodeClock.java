// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.time;

/**
 * Within the process of a node whose clock is shifted: what Kafka reads in place of the time of day. It stands on the class
 * path of any Kafka release, so it uses nothing but the JDK. Not for callers in a test.
 */
public final class NodeClock {
    private static volatile long offsetMillis;

    private NodeClock() {}

    /**
     * Returns the shifted time of day.
     *
     * @return as {@link System#currentTimeMillis} does
     */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + offsetMillis;
    }

    /**
     * Shifts the clock.
     *
     * @param millis how far from the time of day
     */
    public static void shift(long millis) {
        offsetMillis = millis;
    }
}
