// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of a Kafka release.
 *
 * @param major the first number
 * @param minor the second number
 * @param patch the third number
 * @param qualifier what follows the numbers, such as {@code -rc1}, or an empty text
 */
public record KafkaRelease(int major, int minor, int patch, String qualifier) implements Comparable<KafkaRelease> {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})((?:[-.][0-9A-Za-z.-]+)?)");
    private static final Comparator<KafkaRelease> ORDER = Comparator.comparingInt(KafkaRelease::major)
            .thenComparingInt(KafkaRelease::minor)
            .thenComparingInt(KafkaRelease::patch)
            .thenComparing(KafkaRelease::qualifier);

    /**
     * Reads a release number.
     *
     * @param text a release as Kafka writes it, such as {@code 3.9.2}
     * @return its number
     * @throws IllegalArgumentException if the text is no release number with three parts
     */
    public static KafkaRelease of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a Kafka release: \"" + text
                    + "\". Give all three numbers, as Maven Central has them, for example 3.9.2.");
        }
        return new KafkaRelease(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4));
    }

    /**
     * Tells whether this is the given release line or a later one.
     *
     * @param otherMajor the first number of the line
     * @param otherMinor the second number of the line
     * @return whether this release is of that line or later
     */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    @Override
    public int compareTo(KafkaRelease other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + qualifier;
    }
}
