// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text is not the JSON of {@code kafka-reassign-partitions}. Its message names every place, and what belongs there. */
public final class ReassignmentJsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 10;

    /** What is wrong, each problem with its place. */
    private final ArrayList<String> problems;

    ReassignmentJsonException(List<String> problems, int count) {
        super(message(problems, count));
        this.problems = new ArrayList<>(problems);
    }

    ReassignmentJsonException(String problem, @Nullable Throwable cause) {
        super(message(List.of(problem), 1), cause);
        this.problems = new ArrayList<>(List.of(problem));
    }

    /**
     * Returns what is wrong.
     *
     * @return the first problems of each kind, each with its place; more than the message shows
     */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private static String message(List<String> problems, int count) {
        StringBuilder text = new StringBuilder("Did not read the partition assignment: ");
        if (count == 1) {
            return text.append(problems.get(0)).toString();
        }
        text.append(count).append(" problems");
        problems.stream().limit(SHOWN).forEach(problem -> text.append(System.lineSeparator())
                .append("  ")
                .append(problem));
        if (count > SHOWN) {
            text.append(System.lineSeparator())
                    .append("  and ")
                    .append(count - SHOWN)
                    .append(" more");
        }
        return text.toString();
    }
}
