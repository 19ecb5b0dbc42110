// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes per second. A megabyte has 1,000,000 of them, a mebibyte 1,048,576.
 *
 * @param bytesPerSecond at least 1
 */
public record DataRate(long bytesPerSecond) implements Comparable<DataRate> {
    private static final Pattern TEXT =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?i?)b(?:/s|ps)?", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "k",
            1_000L,
            "m",
            1_000_000L,
            "g",
            1_000_000_000L,
            "t",
            1_000_000_000_000L,
            "ki",
            1L << 10,
            "mi",
            1L << 20,
            "gi",
            1L << 30,
            "ti",
            1L << 40);

    /**
     * Checks the rate.
     *
     * @param bytesPerSecond at least 1
     * @throws IllegalArgumentException if it is less
     */
    public DataRate {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("A rate is at least 1 byte per second, not " + bytesPerSecond
                    + ". To copy nothing, pause the run.");
        }
    }

    /**
     * Returns a rate.
     *
     * @param bytesPerSecond at least 1
     * @return the rate
     */
    public static DataRate ofBytesPerSecond(long bytesPerSecond) {
        return new DataRate(bytesPerSecond);
    }

    /**
     * Returns a rate.
     *
     * @param megabytesPerSecond millions of bytes per second, at least 1
     * @return the rate
     */
    public static DataRate ofMegabytesPerSecond(long megabytesPerSecond) {
        return new DataRate(Math.multiplyExact(megabytesPerSecond, 1_000_000L));
    }

    /**
     * Reads a rate as people write it: {@code 50MB/s}, {@code 1.5 GB/s}, {@code 64 MiB/s}, {@code 800000 B/s}. Upper and lower
     * case are the same; a unit is needed.
     *
     * @param text the text
     * @return the rate
     * @throws IllegalArgumentException if it is none
     */
    public static DataRate parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("Not a rate: \"" + text
                    + "\". Write a number and a unit of B/s, kB/s, MB/s, GB/s, KiB/s, MiB/s or GiB/s, like 50MB/s.");
        }
        try {
            BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
            return new DataRate(bytes.stripTrailingZeros().longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Not a rate: \"" + text + "\" is not a whole number of bytes per second, or too many.", e);
        }
    }

    /**
     * Returns the rate for people, such as {@code 50 MB/s}.
     *
     * @return the rate in the largest decimal unit of which it has at least one, with up to two digits behind the point
     */
    public String describe() {
        String[] names = {"B/s", "kB/s", "MB/s", "GB/s", "TB/s"};
        double value = bytesPerSecond;
        int name = 0;
        while (value >= 1_000 && name < names.length - 1) {
            value /= 1_000;
            name++;
        }
        String number = String.format(Locale.ROOT, "%.2f", value);
        return number.replaceAll("\\.?0+$", "") + " " + names[name];
    }

    @Override
    public int compareTo(DataRate other) {
        return Long.compare(bytesPerSecond, other.bytesPerSecond);
    }

    @Override
    public String toString() {
        return describe();
    }
}
