// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/** Text that stays short however much there is to tell. */
final class Few {
    /** What writers and readers notice when nobody decides any more. */
    static final String FROZEN = "go on where a leader lives, and stop for good where one dies: nobody elects another.";

    /** What writers and readers notice of something that nobody sees. */
    static final String NOBODY_KNOWS = "Not known.";

    /** What they notice of what only takes away margin. */
    static final String NOTHING_YET = "Nothing yet.";

    private static final int SHOWN = 5;
    private static final int CAUSE_LENGTH = 200;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Few() {}

    /** The first of them, and how many more there are. */
    static String of(Collection<?> all) {
        String shown = all.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        return all.size() <= SHOWN ? shown : shown + " and " + (all.size() - SHOWN) + " more";
    }

    /** How many, of what, and the first of them; what is said of them comes after: {@code 2 topics (a, b) have}. */
    static String counted(Collection<?> all, String one, String many) {
        String counted = count(all.size(), one, many);
        int verb = counted.lastIndexOf(' ');
        String shown = " (" + of(all) + ")";
        return verb == counted.indexOf(' ')
                ? counted + shown
                : counted.substring(0, verb) + shown + counted.substring(verb);
    }

    static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /** What Kafka said, cut where it is longer than anybody reads. */
    static String cut(String text) {
        return text.length() <= CAUSE_LENGTH ? text : text.substring(0, CAUSE_LENGTH) + "...";
    }

    static String percent(double ratio) {
        return BigDecimal.valueOf(ratio * 100)
                        .setScale(1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }

    static String bytes(long bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return BigDecimal.valueOf(value)
                        .setScale(unit == 0 ? 0 : 1, RoundingMode.HALF_UP)
                        .toPlainString() + " " + UNITS[unit];
    }

    /** A duration in its largest useful unit. */
    static String time(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
