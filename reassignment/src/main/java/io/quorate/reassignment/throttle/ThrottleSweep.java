// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.util.List;
import java.util.Map;

/**
 * What a sweep did.
 *
 * @param removed the throttles that are gone
 * @param kept those that are not, and why
 */
public record ThrottleSweep(List<LeftThrottle> removed, Map<LeftThrottle, String> kept) {
    /**
     * Copies both.
     *
     * @param removed the throttles that are gone
     * @param kept those that are not, and why
     */
    public ThrottleSweep {
        removed = List.copyOf(removed);
        kept = Map.copyOf(kept);
    }
}
