// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was used.
 *
 * @param cpuMillis of processor time
 * @param megabytes that were allocated
 */
record Cost(double cpuMillis, double megabytes) {
    static Cost median(List<Cost> costs) {
        return new Cost(median(costs, Cost::cpuMillis), median(costs, Cost::megabytes));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        double[] sorted = costs.stream().mapToDouble(part).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    @Override
    public String toString() {
        return String.format("%.0f ms CPU, %.1f MB allocated", cpuMillis, megabytes);
    }
}
