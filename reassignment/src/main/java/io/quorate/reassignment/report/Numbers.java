// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Numbers() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number and its thing, which is one or many: {@code 1 replica}, {@code 2 replicas}. */
    static String counted(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(
                        Locale.ROOT,
                        Math.abs(value) < 10 ? "%.2f %s" : Math.abs(value) < 100 ? "%.1f %s" : "%.0f %s",
                        value,
                        UNITS[unit]);
    }

    /** With its sign: {@code +3}, {@code -3}, {@code 0}. */
    static String change(long number) {
        return (number > 0 ? "+" : "") + count(number);
    }

    static String changeOfBytes(long bytes) {
        return (bytes > 0 ? "+" : "") + bytes(bytes);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share != 0 && Math.abs(share) < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
    }
}
