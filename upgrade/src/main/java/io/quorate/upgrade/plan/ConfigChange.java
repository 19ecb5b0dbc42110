// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changes in a node's properties file while it is stopped.
 *
 * @param set values by key, spelled as Kafka spells it
 * @param unset keys that are removed; removing what is not there is no error
 */
public record ConfigChange(Map<String, String> set, Set<String> unset) {
    /** Nothing changes. */
    public static final ConfigChange NONE = new ConfigChange(Map.of(), Set.of());

    /**
     * Copies the collections.
     *
     * @param set values by key
     * @param unset keys that are removed
     * @throws IllegalArgumentException if a key is both set and removed
     */
    public ConfigChange {
        set = Map.copyOf(set);
        unset = Set.copyOf(unset);
        for (String key : set.keySet()) {
            if (unset.contains(key)) {
                throw new IllegalArgumentException(key + " cannot be set to " + set.get(key) + " and be removed");
            }
        }
    }

    /**
     * Tells whether anything changes.
     *
     * @return {@code true} if nothing is set and nothing is removed
     */
    public boolean isEmpty() {
        return set.isEmpty() && unset.isEmpty();
    }

    /**
     * Returns the change in words for people.
     *
     * @return for example {@code set inter.broker.protocol.version=2.8}
     */
    public String describe() {
        if (isEmpty()) {
            return "no config changes";
        }
        StringBuilder text = new StringBuilder();
        new TreeMap<>(set).forEach((key, value) -> text.append(text.isEmpty() ? "set " : ", set ")
                .append(key)
                .append('=')
                .append(value));
        new TreeSet<>(unset).forEach(key -> text.append(text.isEmpty() ? "remove " : ", remove ")
                .append(key));
        return text.toString();
    }
}
