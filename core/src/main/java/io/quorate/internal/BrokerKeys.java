// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The definitions of a broker's properties, by release line. They were read from the brokers' own jars; between two lines
 * that were read, a key counts as known if either has it.
 */
public final class BrokerKeys {
    private static final List<String> LINES = List.of("2.8", "3.3", "3.7", "3.9", "4.0", "4.3");
    private static final Map<String, Key> KEYS = read();

    /** What brokers pass on without defining it. */
    private static final Pattern PASSED_ON = Pattern.compile(
            "(listener\\.name|config\\.providers)\\..+|super\\.users|allow\\.everyone\\.if\\.no\\.acl\\.found");

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
    private static final int NEAR = 3;

    private BrokerKeys() {}

    private record Key(String type, int first, int last) {}

    /**
     * Tells whether brokers of a release define a property.
     *
     * @param key the property
     * @param major the release's first number
     * @param minor the release's second number
     * @return whether it means something to such a broker
     */
    public static boolean isKnown(String key, int major, int minor) {
        Key found = KEYS.get(key);
        if (found == null) {
            return PASSED_ON.matcher(key).matches();
        }
        int floor = floor(major, minor);
        boolean exact = LINES.get(floor).equals(major + "." + minor);
        int ceiling = exact ? floor : Math.min(floor + 1, LINES.size() - 1);
        return found.first <= ceiling && found.last >= floor;
    }

    /**
     * Says what is wrong with a value, as far as its type tells.
     *
     * @param key the property
     * @param value its value
     * @return what was expected, or empty if nothing is wrong
     */
    public static Optional<String> complaint(String key, String value) {
        Key found = KEYS.get(key);
        if (found == null || value.startsWith("${")) {
            return Optional.empty();
        }
        return switch (found.type) {
            case "INT", "LONG", "SHORT" ->
                WHOLE.matcher(value.strip()).matches() ? Optional.empty() : Optional.of("a whole number");
            case "BOOLEAN" ->
                value.strip().equalsIgnoreCase("true") || value.strip().equalsIgnoreCase("false")
                        ? Optional.empty()
                        : Optional.of("true or false");
            default -> Optional.empty();
        };
    }

    /**
     * Finds the property that was probably meant.
     *
     * @param key a property that is not known
     * @return the nearest one, if any is near
     */
    public static Optional<String> nearest(String key) {
        String normal = key.toLowerCase(java.util.Locale.ROOT).replace('_', '.').replace('-', '.');
        return KEYS.keySet().stream()
                .filter(known -> Math.abs(known.length() - key.length()) <= NEAR)
                .map(known -> Map.entry(distance(normal, known), known))
                .filter(entry -> entry.getKey() <= NEAR)
                .min(Comparator.comparing(Map.Entry<Integer, String>::getKey).thenComparing(Map.Entry::getValue))
                .map(Map.Entry::getValue);
    }

    private static int floor(int major, int minor) {
        int found = 0;
        for (int i = 0; i < LINES.size(); i++) {
            String[] parts = LINES.get(i).split("\\.", -1);
            int lineMajor = Integer.parseInt(parts[0]);
            int lineMinor = Integer.parseInt(parts[1]);
            if (major > lineMajor || (major == lineMajor && minor >= lineMinor)) {
                found = i;
            }
        }
        return found;
    }

    /** Edits that lead from one text to the other (Levenshtein). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    private static Map<String, Key> read() {
        InputStream resource = BrokerKeys.class.getResourceAsStream("broker-keys.txt");
        if (resource == null) {
            throw new IllegalStateException("broker-keys.txt is not beside " + BrokerKeys.class.getName());
        }
        Map<String, Key> keys = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split(" ", -1);
                keys.put(parts[0], new Key(parts[1], LINES.indexOf(parts[2]), LINES.indexOf(parts[3])));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read broker-keys.txt", e);
        }
        return keys;
    }
}
