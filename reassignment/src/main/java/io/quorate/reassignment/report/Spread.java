// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.plan.BrokerLoad;
import io.quorate.reassignment.report.PlanFigures.Row;
import java.util.function.ToLongFunction;

/** How unequal brokers are: the least and the most that one bears, and the mean. */
record Spread(long least, long most, double mean) {
    /** Of the brokers that stay: those that are offline, or emptied by the plan, do not count, before and after alike. */
    static Spread of(PlanFigures figures, ToLongFunction<BrokerLoad> figure, boolean before) {
        long[] values = figures.rows().stream()
                .filter(Row::stays)
                .map(row -> before ? row.before() : row.after())
                .mapToLong(figure)
                .sorted()
                .toArray();
        if (values.length == 0) {
            return new Spread(0, 0, 0);
        }
        double sum = 0;
        for (long value : values) {
            sum += value;
        }
        return new Spread(values[0], values[values.length - 1], sum / values.length);
    }
}
