// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code kafka-reassign-partitions} prints: {@code --generate} both assignments, {@code --execute} the current one.
 *
 * @param current the assignment of now, which is the file for a rollback
 * @param proposed what the tool proposes; empty if it printed none
 */
public record GeneratedAssignments(PartitionAssignment current, Optional<PartitionAssignment> proposed) {
    /** The words before the JSON; other text before it, such as a line of a log, is passed over. */
    private static final Pattern HEADINGS = Pattern.compile("(?s).*(Current partition|Proposed partition).*");

    private static final int MOST_TEXT = 1 << 16;

    /**
     * Reads what the tool printed.
     *
     * @param in UTF-8; read to its end and not closed
     * @return both assignments
     * @throws IOException if it cannot be read
     * @throws ReassignmentJsonException if it is not what the tool prints
     */
    public static GeneratedAssignments read(InputStream in) throws IOException {
        Text text = new Text(in);
        PartitionAssignment current = text.assignment();
        return new GeneratedAssignments(current, text.skipTo('{') ? Optional.of(text.assignment()) : Optional.empty());
    }

    static PartitionAssignment first(InputStream in) throws IOException {
        Text text = new Text(in);
        PartitionAssignment assignment = text.assignment();
        if (text.headed) {
            text.skipTo(-1);
        } else {
            text.requireEnd();
        }
        return assignment;
    }

    /** A text with JSON in it. */
    private static final class Text {
        private PushbackInputStream in;
        private int lines;
        private final boolean headed;

        Text(InputStream source) throws IOException {
            this.in = new PushbackInputStream(source);
            this.headed = isHeaded();
        }

        /** Passes over a heading of the tool. Anything else is left for the JSON parser to judge. */
        private boolean isHeaded() throws IOException {
            ByteArrayOutputStream passed = new ByteArrayOutputStream();
            int next = in.read();
            while (next != '{' && next >= 0 && passed.size() < MOST_TEXT) {
                passed.write(next);
                next = in.read();
            }
            String text = passed.toString(StandardCharsets.UTF_8);
            if (HEADINGS.matcher(text).matches() && next == '{') {
                lines = (int) text.chars().filter(c -> c == '\n').count();
                in.unread(next);
                return true;
            }
            if (next >= 0) {
                in.unread(next);
            }
            in = new PushbackInputStream(new SequenceInputStream(new ByteArrayInputStream(passed.toByteArray()), in));
            return false;
        }

        PartitionAssignment assignment() throws IOException {
            AssignmentParser parser = new AssignmentParser(in, lines);
            PartitionAssignment assignment = parser.read();
            ByteArrayOutputStream ahead = new ByteArrayOutputStream();
            lines = parser.release(ahead);
            in = new PushbackInputStream(new SequenceInputStream(new ByteArrayInputStream(ahead.toByteArray()), in));
            return assignment;
        }

        /** Passes over text, and tells whether the character came; it is left unread. */
        boolean skipTo(int wanted) throws IOException {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == wanted) {
                    in.unread(next);
                    return true;
                }
                lines += next == '\n' ? 1 : 0;
            }
            return false;
        }

        void requireEnd() throws IOException {
            new AssignmentParser(in, lines).requireEnd();
        }
    }
}
