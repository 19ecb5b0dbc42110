// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.console;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Questions that all must be answered with yes. */
public final class Checklist {
    private record Line(String question, boolean met, String seen) {}

    private final List<Line> lines = new ArrayList<>();

    /** Makes an empty list. */
    public Checklist() {}

    /**
     * Adds a line.
     *
     * @param question what is asked
     * @param met whether it is so
     * @param seen what was seen
     */
    public void add(String question, boolean met, String seen) {
        lines.add(new Line(question, met, seen));
    }

    /**
     * Prints the list.
     *
     * @param out where to
     * @return {@code true} if every line is met
     */
    public boolean print(PrintStream out) {
        out.println("Checklist");
        for (Line line : lines) {
            out.printf("  %-6s %s: %s%n", line.met() ? "[ok]" : "[FAIL]", line.question(), line.seen());
        }
        return lines.stream().allMatch(Line::met);
    }
}
