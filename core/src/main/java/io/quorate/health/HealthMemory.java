// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What a verdict hands on to the next, so that a check can tell what lasts: since when a broker is fenced, and since when
 * it has had replicas that are out of sync.
 */
record HealthMemory(Map<Integer, Instant> fencedSince, Map<Integer, Instant> behindSince) {
    static final HealthMemory NONE = new HealthMemory(Map.of(), Map.of());

    HealthMemory {
        fencedSince = Map.copyOf(fencedSince);
        behindSince = Map.copyOf(behindSince);
    }

    /** Keeps since when it was so for those for whom it still is. */
    static Map<Integer, Instant> carried(Map<Integer, Instant> before, Collection<Integer> nodeIds, Instant now) {
        Map<Integer, Instant> carried = new HashMap<>();
        nodeIds.forEach(nodeId -> carried.put(nodeId, before.getOrDefault(nodeId, now)));
        return carried;
    }

    /** How long it has been so; never negative, whatever the clock did. */
    static Duration lasting(Map<Integer, Instant> since, int nodeId, Instant now) {
        Instant from = since.getOrDefault(nodeId, now);
        return from.isAfter(now) ? Duration.ZERO : Duration.between(from, now);
    }
}
