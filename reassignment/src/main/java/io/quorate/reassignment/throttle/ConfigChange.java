// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A change of one config. Lists are added to and taken from where that can be, because the controller does it in one step:
 * what somebody else adds to the list meanwhile stays (seen on 3.9.2 and 4.3.1, as is the rest).
 *
 * @param kind what to do
 * @param value the value, or the entries of a list; empty to delete
 */
public record ConfigChange(Kind kind, String value) {
    /** What to do. */
    public enum Kind {
        /** The config gets the value. */
        SET,
        /** Whatever is set on the resource is deleted. */
        DELETE,
        /** The list gets the entries that it does not have yet. {@code *} takes none. */
        APPEND,
        /** The list loses the entries that it has; of one that it has twice, one. An empty list stays set. */
        SUBTRACT
    }

    /**
     * Returns a change to a value.
     *
     * @param value the value
     * @return the change
     */
    public static ConfigChange set(String value) {
        return new ConfigChange(Kind.SET, value);
    }

    /**
     * Returns a change that leaves nothing.
     *
     * @return the change
     */
    public static ConfigChange delete() {
        return new ConfigChange(Kind.DELETE, "");
    }

    /**
     * Returns a change that adds to a list.
     *
     * @param entries what to add
     * @return the change
     */
    public static ConfigChange append(Collection<String> entries) {
        return new ConfigChange(Kind.APPEND, String.join(",", entries));
    }

    /**
     * Returns a change that takes from a list.
     *
     * @param entries what to take away
     * @return the change
     */
    public static ConfigChange subtract(Collection<String> entries) {
        return new ConfigChange(Kind.SUBTRACT, String.join(",", entries));
    }

    /**
     * Returns a change to a value, or to none.
     *
     * @param value what shall be set; empty if nothing shall
     * @return the change
     */
    public static ConfigChange to(Optional<String> value) {
        return value.map(ConfigChange::set).orElseGet(ConfigChange::delete);
    }

    /**
     * Returns what Kafka makes of a config.
     *
     * @param current what is set; empty if nothing is
     * @return what is set afterwards
     */
    public Optional<String> appliedTo(Optional<String> current) {
        Set<String> entries = parts(current.orElse(""));
        Set<String> named = parts(value);
        return switch (kind) {
            case SET -> Optional.of(value);
            case DELETE -> Optional.empty();
            case APPEND -> {
                entries.addAll(named);
                yield Optional.of(String.join(",", entries));
            }
            case SUBTRACT -> {
                entries.removeAll(named);
                yield Optional.of(String.join(",", entries));
            }
        };
    }

    /** Kafka takes no spaces away. */
    private static Set<String> parts(String list) {
        Set<String> parts = new LinkedHashSet<>(List.of(list.split(",", -1)));
        parts.remove("");
        return parts;
    }

    int length() {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }
}
