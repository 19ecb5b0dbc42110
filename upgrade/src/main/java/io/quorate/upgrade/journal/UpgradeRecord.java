// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One entry of a journal. What its values mean is the coordinator's business; a journal keeps them as they are.
 *
 * @param at when it was written
 * @param kind what it says
 * @param values names and values, both any text
 */
public record UpgradeRecord(Instant at, Kind kind, Map<String, String> values) {
    /** What a record says. */
    public enum Kind {
        /** A run begins: which plan, on which cluster. */
        RUN_BEGUN,
        /** A part of what the cluster was like before. */
        BASELINE,
        /** Somebody decided to go on although a check failed. */
        OVERRIDE,
        /** The run is at something else now. */
        PHASE,
        /** Something is going to be done, perhaps. */
        INTENT,
        /** It is done, for certain. */
        RESULT,
        /** What the gate said before a stop. */
        GATE,
        /** Somebody approved. */
        APPROVAL,
        /** A part of the run ended, and how. */
        ENDED
    }

    /**
     * Copies the values.
     *
     * @param at when it was written
     * @param kind what it says
     * @param values names and values
     */
    public UpgradeRecord {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * Returns a value.
     *
     * @param name its name
     * @return the value, or an empty text if there is none
     */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }
}
