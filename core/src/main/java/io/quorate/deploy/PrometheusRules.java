// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import java.util.ArrayList;
import java.util.List;

/**
 * Alert rules of Prometheus for the metrics of {@code io.quorate.health.metrics.ClusterMetrics}. Each alert says what is the
 * matter and what to do. A cluster that cannot be seen is an alert of its own: silence is never good news.
 */
public final class PrometheusRules {
    private static final String FILE = "quorate-alerts.yml";

    private PrometheusRules() {}

    /**
     * Renders rules for whatever clusters are scraped; {@code io/quorate/health/quorate-alerts.yml} on the class path is this
     * file.
     *
     * @return the file
     */
    public static RenderedFile forAnyCluster() {
        return file("quorate", rules(Selector.ANY_CLUSTER));
    }

    /**
     * Renders rules for one cluster: they look only at series with the label {@code cluster} of its name, and know how many
     * brokers and voters it has.
     *
     * @param topology the cluster
     * @return the file
     */
    public static RenderedFile of(ClusterTopology topology) {
        Selector selector = Selector.of(topology);
        List<AlertRule> rules = new ArrayList<>(rules(selector));
        rules.addAll(DeclaredRules.of(topology, selector));
        return file("quorate-" + topology.name(), rules);
    }

    private static List<AlertRule> rules(Selector selector) {
        List<AlertRule> rules = new ArrayList<>();
        rules.addAll(SightRules.of(selector));
        rules.addAll(NodeRules.of(selector));
        rules.addAll(PartitionRules.of(selector));
        rules.addAll(GroupRules.of(selector));
        return rules;
    }

    private static RenderedFile file(String group, List<AlertRule> rules) {
        List<Object> written = new ArrayList<>();
        rules.forEach(rule -> written.add(rule.yaml()));
        List<Object> groups = List.of(YamlMap.of("name", group).put("rules", written));
        return new RenderedFile(FILE, YamlText.write(YamlMap.of("groups", groups)));
    }
}
