// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was set dynamically on one topic, broker, group or subscription; nothing that is inherited or written in a file.
 *
 * @param values by key, in alphabetical order
 * @param redacted the keys of sensitive values that are set; no broker tells the values
 */
public record ConfigBackup(Map<String, String> values, Set<String> redacted) {
    /** Nothing is set. */
    public static final ConfigBackup NONE = new ConfigBackup(Map.of(), Set.of());

    /** What the replication of an ongoing reassignment needs is no setting of somebody's, and is not kept. */
    private static final Set<String> THROTTLES = Set.of(
            "leader.replication.throttled.replicas",
            "follower.replication.throttled.replicas",
            "leader.replication.throttled.rate",
            "follower.replication.throttled.rate",
            "replica.alter.log.dirs.io.max.bytes.per.second");

    /**
     * Copies both, sorted, without throttles of reassignments.
     *
     * @param values by key
     * @param redacted the keys of sensitive values that are set
     */
    public ConfigBackup {
        values = Collections.unmodifiableMap(values.entrySet().stream()
                .filter(entry -> !THROTTLES.contains(entry.getKey()))
                .collect(
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> other, TreeMap::new)));
        redacted = sorted(redacted);
    }

    /**
     * Values of which none is sensitive.
     *
     * @param values by key
     * @return the configs
     */
    public static ConfigBackup of(Map<String, String> values) {
        return new ConfigBackup(values, Set.of());
    }

    /**
     * Tells whether nothing is set.
     *
     * @return {@code true} if there is neither a value nor a redacted one
     */
    public boolean isEmpty() {
        return values.isEmpty() && redacted.isEmpty();
    }

    private static Set<String> sorted(Collection<String> keys) {
        return Collections.unmodifiableSet(new TreeSet<>(keys));
    }
}
