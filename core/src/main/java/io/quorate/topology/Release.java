// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Kafka release that a topology is declared for.
 *
 * @param major the first number
 * @param minor the second number
 * @param patch the third number
 */
public record Release(int major, int minor, int patch) implements Comparable<Release> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");
    private static final Comparator<Release> ORDER = Comparator.comparingInt(Release::major)
            .thenComparingInt(Release::minor)
            .thenComparingInt(Release::patch);

    /**
     * Reads a release number.
     *
     * @param text such as {@code 4.3.1} or {@code 4.3}
     * @return the release
     * @throws IllegalArgumentException if it is none
     */
    public static Release of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Not a Kafka release: \"" + text + "\". Give two or three numbers, for example 4.3.1.");
        }
        String patch = matcher.group(3);
        return new Release(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    /**
     * Tells whether this is the given release line or a later one.
     *
     * @param otherMajor the first number of the line
     * @param otherMinor the second number of the line
     * @return whether it is
     */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    @Override
    public int compareTo(Release other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
