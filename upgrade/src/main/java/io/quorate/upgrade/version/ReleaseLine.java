// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A minor release of Kafka with all its patch releases, for example 4.3. This is what the protocol tells of a node's
 * software: patch releases change no protocol, so nobody can see them from outside.
 *
 * @param major 1 or more
 * @param minor 0 or more
 */
public record ReleaseLine(int major, int minor) implements Comparable<ReleaseLine> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,2})\\.([0-9]{1,3})");

    private static final Comparator<ReleaseLine> OLD_TO_NEW =
            Comparator.comparingInt(ReleaseLine::major).thenComparingInt(ReleaseLine::minor);

    /**
     * Checks the numbers.
     *
     * @param major 1 or more
     * @param minor 0 or more
     * @throws IllegalArgumentException if a number is out of range
     */
    public ReleaseLine {
        if (major < 1 || minor < 0) {
            throw new IllegalArgumentException(
                    "Not a minor release of Kafka: " + major + "." + minor + ". Use numbers like 4.3.");
        }
    }

    /**
     * Reads a minor release.
     *
     * @param text for example {@code 4.3}
     * @return the minor release
     * @throws IllegalArgumentException if the text is not two numbers with a point between them
     */
    public static ReleaseLine of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "Not a minor release of Kafka: '" + text + "'. Write major and minor, like 4.3.");
        }
        return new ReleaseLine(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    @Override
    public int compareTo(ReleaseLine other) {
        return OLD_TO_NEW.compare(this, other);
    }

    /**
     * Tells whether this minor release is the other one or newer.
     *
     * @param other the other one
     * @return {@code true} if it is not older
     */
    public boolean isAtLeast(ReleaseLine other) {
        return compareTo(other) >= 0;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
