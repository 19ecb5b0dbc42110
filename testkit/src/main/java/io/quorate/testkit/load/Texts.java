// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.Locale;

/** How durations are written for people. */
final class Texts {
    private Texts() {}

    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
