// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What to change in the static configuration of a node, the one that it reads when it starts.
 *
 * @param set keys with their new values, as Kafka spells them
 * @param unset keys to take out, so that Kafka's default holds again
 */
public record ConfigChange(SortedMap<String, String> set, SortedSet<String> unset) {
    /** Changes nothing. */
    public static final ConfigChange NONE = new ConfigChange(new TreeMap<>(), new TreeSet<>());

    /**
     * Copies and checks.
     *
     * @param set keys with their new values
     * @param unset keys to take out
     * @throws IllegalArgumentException if a key is in both
     */
    public ConfigChange {
        set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
        unset = Collections.unmodifiableSortedSet(new TreeSet<>(unset));
        Set<String> both = new TreeSet<>(set.keySet());
        both.retainAll(unset);
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(
                    "Not a change: " + both + " are both set and unset. Choose one for each.");
        }
    }

    /**
     * Returns a change.
     *
     * @param set keys with their new values
     * @param unset keys to take out
     * @return the change
     * @throws IllegalArgumentException if a key is in both
     */
    public static ConfigChange of(Map<String, String> set, Set<String> unset) {
        return new ConfigChange(new TreeMap<>(set), new TreeSet<>(unset));
    }

    /**
     * Returns a change of one key.
     *
     * @param key the key
     * @param value its new value
     * @return the change
     */
    public static ConfigChange setting(String key, String value) {
        return of(Map.of(key, value), Set.of());
    }

    /**
     * Returns a change that takes one key out.
     *
     * @param key the key
     * @return the change
     */
    public static ConfigChange unsetting(String key) {
        return of(Map.of(), Set.of(key));
    }

    /**
     * Tells whether there is nothing to change.
     *
     * @return {@code true} if not
     */
    public boolean isEmpty() {
        return set.isEmpty() && unset.isEmpty();
    }

    /**
     * Returns this in words for people.
     *
     * @return for example {@code set inter.broker.protocol.version=2.8}
     */
    public String describe() {
        if (isEmpty()) {
            return "no config changes";
        }
        List<String> parts = new ArrayList<>();
        set.forEach((key, value) -> parts.add("set " + key + "=" + value));
        unset.forEach(key -> parts.add("remove " + key));
        return String.join(", ", parts);
    }
}
