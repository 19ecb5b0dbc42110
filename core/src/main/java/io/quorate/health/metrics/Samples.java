// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one snapshot, by family and values of tags. What was not read is {@link #UNKNOWN} or absent, never 0.
 *
 * <p>Confined to one thread.
 */
final class Samples {
    static final double UNKNOWN = Double.NaN;

    private final Map<Family, Map<List<String>, Double>> values = new EnumMap<>(Family.class);

    void put(Family family, double value, String... tagValues) {
        values.computeIfAbsent(family, any -> new LinkedHashMap<>()).put(List.of(tagValues), value);
    }

    /**
     * Puts the largest values of many under one tag, at most as many as the limit, and says how many stayed out.
     */
    void putLargest(Family family, Map<String, Integer> byTag, int limit) {
        byTag.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .forEach(entry -> put(family, entry.getValue(), entry.getKey()));
        leftOut(family, Math.max(0, byTag.size() - limit));
    }

    void leftOut(Family family, int series) {
        put(Family.LEFT_OUT, series, family.prometheusName());
    }

    Map<List<String>, Double> of(Family family) {
        return values.getOrDefault(family, Map.of());
    }
}
