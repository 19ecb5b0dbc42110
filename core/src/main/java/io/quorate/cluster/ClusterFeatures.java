// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.Map;
import java.util.OptionalInt;

/**
 * The finalized feature levels of a cluster.
 *
 * @param finalized level by feature name, for example {@code metadata.version -> 30}
 * @param supported the levels that the broker which was asked knows, by feature name; empty where nobody asked
 */
public record ClusterFeatures(Map<String, Integer> finalized, Map<String, VersionRange> supported) {
    private static final String KRAFT_VERSION = "kraft.version";

    /**
     * Copies the levels.
     *
     * @param finalized level by feature name
     * @param supported the levels that the broker which was asked knows
     */
    public ClusterFeatures {
        finalized = Map.copyOf(finalized);
        supported = Map.copyOf(supported);
    }

    /**
     * Copies the levels; nobody asked which are supported.
     *
     * @param finalized level by feature name
     */
    public ClusterFeatures(Map<String, Integer> finalized) {
        this(finalized, Map.of());
    }

    /**
     * Returns the level of a feature.
     *
     * @param feature its name
     * @return the finalized level, or empty if it was never finalized
     */
    public OptionalInt level(String feature) {
        Integer level = finalized.get(feature);
        return level == null ? OptionalInt.empty() : OptionalInt.of(level);
    }

    /**
     * Tells whether controllers can be added to and removed from the quorum while it runs (KIP-853): {@code
     * kraft.version} 1 or higher.
     *
     * @return {@code true} if the quorum is dynamic
     */
    public boolean isQuorumDynamic() {
        return level(KRAFT_VERSION).orElse(0) >= 1;
    }
}
