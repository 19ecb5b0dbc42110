// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import java.time.Duration;

/** What settings that are durations must be. */
public final class Durations {
    private Durations() {}

    /**
     * Returns a duration of more than zero.
     *
     * @throws IllegalArgumentException if it is not, with the name of the setting
     */
    public static Duration positive(String setting, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(setting + " must be more than zero, not " + value);
        }
        return value;
    }
}
