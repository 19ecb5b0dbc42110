// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spring writes sizes and times with units, and some words otherwise: {@code 64MB}, {@code 30s}, {@code read-committed}. */
final class SpringValues {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,6})(ns|us|ms|s|m|h|d|B|KB|MB|GB|TB)");
    private static final Map<String, Long> SIZES =
            Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private SpringValues() {}

    static String converted(String key, String value) {
        if (key.equals("isolation.level")) {
            return value.replace('-', '_').toLowerCase(Locale.ROOT);
        }
        Matcher amount = AMOUNT.matcher(value);
        if (!amount.matches()) {
            return value;
        }
        Long factor = key.endsWith(".ms") ? MILLIS.get(amount.group(2)) : SIZES.get(amount.group(2));
        return factor == null ? value : String.valueOf(Long.parseLong(amount.group(1)) * factor);
    }
}
