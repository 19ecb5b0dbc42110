// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A CSV file without quotes, line by line: a first line that names the columns is passed over. */
final class Lines {
    private final Path file;
    private final String columns;
    private int number;

    /** {@code columns}: the names of the columns, which may be the first line. */
    Lines(Path file, String columns) {
        this.file = file;
        this.columns = columns;
    }

    @FunctionalInterface
    interface Row {
        void read(String[] fields);
    }

    void forEach(Row row) throws IOException {
        int width = columns.split(",", -1).length;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                String text = line.strip();
                if (text.isEmpty() || (number == 1 && text.equalsIgnoreCase(columns))) {
                    continue;
                }
                String[] fields = text.split(",", -1);
                if (fields.length != width) {
                    throw wrong("\"" + line + "\" has " + fields.length + " fields");
                }
                row.read(fields);
            }
        } catch (CharacterCodingException e) {
            number++;
            throw wrong("this line, or one soon after it, is not UTF-8");
        }
    }

    long number(String field, String name, long most) {
        try {
            long value = Long.parseLong(field.strip());
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw wrong(name + " is \"" + field + "\", and must be a whole number from 0 to " + most);
    }

    BadInput wrong(String problem) {
        return new BadInput(file + ", line " + number + ": " + problem + ". Expected " + columns);
    }
}
