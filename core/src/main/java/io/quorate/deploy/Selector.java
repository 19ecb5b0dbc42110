// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes selectors of series, for one cluster among several or for the only one.
 *
 * @param matcher what each selector has, for example {@code cluster="orders"}; empty for none
 */
record Selector(String matcher) {
    static final Selector ANY_CLUSTER = new Selector("");

    static Selector of(ClusterTopology topology) {
        return new Selector("cluster=\"" + topology.name() + "\"");
    }

    /** Returns for example {@code kafka_offline_partitions{cluster="orders",topic="__total__"}}. */
    String series(String metric, String... matchers) {
        List<String> all = new ArrayList<>();
        if (!matcher.isEmpty()) {
            all.add(matcher);
        }
        all.addAll(List.of(matchers));
        return all.isEmpty() ? metric : metric + "{" + String.join(",", all) + "}";
    }

    /** Returns the series that stands for all topics. */
    String total(String metric) {
        return series(metric, "topic=\"__total__\"");
    }
}
