// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.offline;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node ids with ranges, such as {@code 0-29,31}. */
final class NodeIds {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
    private static final int MOST = 100_000;

    private NodeIds() {}

    static NavigableSet<Integer> parse(String option, String text) {
        NavigableSet<Integer> ids = new TreeSet<>();
        for (String part : text.trim().split(",", -1)) {
            Matcher matcher = PART.matcher(part.trim());
            if (!matcher.matches()) {
                throw wrong(option, text, "\"" + part + "\" is no id and no range");
            }
            int from = Integer.parseInt(matcher.group(1));
            int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
            if (to < from) {
                throw wrong(option, text, "the range " + part.trim() + " ends before it begins");
            }
            if (to - from >= MOST) {
                throw wrong(option, text, "the range " + part.trim() + " has more than " + MOST + " ids");
            }
            for (int id = from; id <= to; id++) {
                if (!ids.add(id)) {
                    throw wrong(option, text, id + " is named twice");
                }
            }
        }
        return ids;
    }

    private static BadInput wrong(String option, String text, String problem) {
        return new BadInput(option + " " + text + ": " + problem + ". Expected ids of brokers like 0-29,31");
    }
}
