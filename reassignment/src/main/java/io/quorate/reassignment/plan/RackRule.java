// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/** How the replicas of a partition are spread over racks: each rack holds between floor and ceiling of RF / racks. */
public enum RackRule {
    /** Two replicas of a partition in one rack, where there are several racks, are a problem, and there is no plan. */
    STRICT,
    /** Partitions are spread as evenly as can be; what cannot is a warning. */
    BEST_EFFORT,
    /** Racks do not matter. */
    IGNORE
}
