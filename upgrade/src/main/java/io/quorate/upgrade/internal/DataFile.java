// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads tables that are shipped in the jar: comma-separated, a line of names first, quotes around cells with commas. */
public final class DataFile {
    private DataFile() {}

    /** Returns the rows of a file beside a class, each by column name. */
    public static List<Map<String, String>> rows(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The jar is incomplete: " + name + " is missing beside " + beside);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            List<Map<String, String>> rows = new ArrayList<>();
            List<String> names = List.of();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> cells = cells(line);
                if (names.isEmpty()) {
                    names = cells;
                } else {
                    rows.add(row(names, cells));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("Did not read " + name + " from the jar", e);
        }
    }

    private static Map<String, String> row(List<String> names, List<String> cells) {
        if (cells.size() != names.size()) {
            throw new IllegalStateException("Row " + cells + " has not one cell for each of " + names);
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), cells.get(i));
        }
        return row;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
