// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** One topic's name, or a pattern of names. */
final class TopicNames {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");
    /** Kafka's Topic.MAX_NAME_LENGTH: the name of a directory, with room for the partition and a suffix. */
    private static final int LONGEST = 249;

    private final @Nullable String name;
    private final Pattern pattern;

    private TopicNames(@Nullable String name, Pattern pattern) {
        this.name = name;
        this.pattern = pattern;
    }

    static TopicNames exactly(String name) {
        List<String> problems = problems(name);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Did not declare topic '" + name + "': " + String.join("; ", problems) + ".");
        }
        return new TopicNames(name, Pattern.compile(Pattern.quote(name)));
    }

    static TopicNames matching(String pattern) {
        try {
            return new TopicNames(null, Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "Did not declare topics by the pattern '" + pattern + "': it is no regular expression ("
                            + e.getDescription() + " at " + e.getIndex() + ").",
                    e);
        }
    }

    /** Kafka's own rules of names, and that what begins with __ is Kafka's. */
    private static List<String> problems(String name) {
        List<String> problems = new ArrayList<>();
        if (name.length() > LONGEST) {
            problems.add("it has " + name.length() + " characters, and Kafka takes " + LONGEST);
        }
        if (!LEGAL.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            problems.add("a name has letters, digits, '.', '_' and '-', and is not . or ..");
        }
        if (name.startsWith("__")) {
            problems.add("names that begin with __ are Kafka's own; declare what they should be like with TopicRules");
        }
        return problems;
    }

    /** Tells whether two names make the same metric name, which brokers refuse. */
    static boolean collide(String one, String other) {
        return !one.equals(other) && one.replace('.', '_').equals(other.replace('.', '_'));
    }

    boolean contains(String topic) {
        return name != null ? name.equals(topic) : pattern.matcher(topic).matches();
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    @Override
    public String toString() {
        return name != null ? name : "/" + pattern + "/";
    }
}
