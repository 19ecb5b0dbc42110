// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Kafka: major, minor and patch, for example 4.3.1. Ordered from old to new.
 *
 * <p>Only final releases of the numbering since 1.0 are versions here; release candidates and vendors' suffixes are not,
 * because nothing is known of what is in them.
 *
 * @param major 1 or more
 * @param minor 0 or more
 * @param patch 0 or more
 */
public record KafkaVersion(int major, int minor, int patch) implements Comparable<KafkaVersion> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,2})\\.([0-9]{1,3})\\.([0-9]{1,3})");

    private static final Comparator<KafkaVersion> OLD_TO_NEW = Comparator.comparingInt(KafkaVersion::major)
            .thenComparingInt(KafkaVersion::minor)
            .thenComparingInt(KafkaVersion::patch);

    /**
     * Checks the numbers.
     *
     * @param major 1 or more
     * @param minor 0 or more
     * @param patch 0 or more
     * @throws IllegalArgumentException if a number is out of range
     */
    public KafkaVersion {
        if (major < 1 || minor < 0 || patch < 0) {
            throw new IllegalArgumentException(
                    "Not a release of Kafka: " + major + "." + minor + "." + patch + ". Use numbers like 4.3.1.");
        }
    }

    /**
     * Reads a version.
     *
     * @param text for example {@code 4.3.1}
     * @return the version
     * @throws IllegalArgumentException if the text is not three numbers with points between them
     */
    public static KafkaVersion of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "Not a release of Kafka: '" + text + "'. Write major, minor and patch, like 4.3.1.");
        }
        return new KafkaVersion(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
    }

    /**
     * Returns the minor release that this is a patch of.
     *
     * @return for example 4.3 of 4.3.1
     */
    public ReleaseLine line() {
        return new ReleaseLine(major, minor);
    }

    @Override
    public int compareTo(KafkaVersion other) {
        return OLD_TO_NEW.compare(this, other);
    }

    /**
     * Tells whether this version is the other one or newer.
     *
     * @param other the other one
     * @return {@code true} if it is not older
     */
    public boolean isAtLeast(KafkaVersion other) {
        return compareTo(other) >= 0;
    }

    /**
     * Tells whether two versions differ in their patch number only. Such an upgrade changes no protocol, no metadata and
     * no feature level.
     *
     * @param other the other one
     * @return {@code true} if major and minor are the same
     */
    public boolean isPatchOf(KafkaVersion other) {
        return major == other.major && minor == other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
