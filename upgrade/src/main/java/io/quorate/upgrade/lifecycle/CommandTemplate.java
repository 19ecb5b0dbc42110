// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command as an argument list, with names in braces that are filled in for each call. No shell reads it here. */
record CommandTemplate(List<String> arguments) {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

    /** What no shell takes for anything but itself: one may be at the other end of {@code ssh}. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:@/+=-]+");

    CommandTemplate {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("A command has at least one argument, its program; this has none.");
        }
    }

    /** Fails if a name is used that is never filled in. */
    void check(Step step) {
        Set<String> unknown = new TreeSet<>();
        for (String argument : arguments) {
            Matcher names = NAME.matcher(argument);
            while (names.find()) {
                if (!step.knows(names.group(1))) {
                    unknown.add("{" + names.group(1) + "}");
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The command " + arguments + " has " + unknown
                    + ", which nothing is filled in for when it is to " + step.describe() + ".");
        }
    }

    /** Returns the arguments with names replaced. */
    List<String> fill(Map<String, String> values) {
        List<String> filled = new ArrayList<>();
        for (String argument : arguments) {
            Matcher names = NAME.matcher(argument);
            StringBuilder text = new StringBuilder();
            while (names.find()) {
                names.appendReplacement(text, Matcher.quoteReplacement(value(values, names.group(1))));
            }
            filled.add(names.appendTail(text).toString());
        }
        return filled;
    }

    private String value(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        if (!HARMLESS.matcher(value).matches()) {
            throw new IllegalArgumentException("Did not run " + arguments.get(0) + ": {" + name + "} would be '" + value
                    + "', which a shell at the other end may take for more than a word.");
        }
        return value;
    }
}
