// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.deploy.Panel.Place;
import io.quorate.internal.JsonObject;
import io.quorate.internal.JsonText;
import io.quorate.topology.ClusterTopology;
import java.util.ArrayList;
import java.util.List;

/**
 * A Grafana dashboard for the metrics of {@code io.quorate.health.metrics.ClusterMetrics}. It asks for a Prometheus data source
 * when it is opened.
 */
public final class GrafanaDashboard {
    private static final String FILE = "quorate-dashboard.json";
    /** Grafana 9 reads this schema, and later ones bring it up to date by themselves. */
    private static final int SCHEMA = 37;

    private static final int COLUMNS = 24;
    private static final int STAT_HEIGHT = 4;
    private static final int LINES_HEIGHT = 8;
    private static final int LINES_WIDTH = 12;

    private GrafanaDashboard() {}

    /**
     * Renders a dashboard of the only cluster that is scraped; {@code io/quorate/health/quorate-dashboard.json} on the class
     * path is this file.
     *
     * @return the file
     */
    public static RenderedFile forAnyCluster() {
        return file("Kafka cluster", "quorate", Selector.ANY_CLUSTER);
    }

    /**
     * Renders a dashboard of one cluster: it shows only series with the label {@code cluster} of its name.
     *
     * @param topology the cluster
     * @return the file
     */
    public static RenderedFile of(ClusterTopology topology) {
        return file("Kafka cluster " + topology.name(), "quorate-" + topology.name(), Selector.of(topology));
    }

    private static RenderedFile file(String title, String uid, Selector selector) {
        JsonObject variable = JsonObject.of("name", "datasource")
                .put("label", "Data source")
                .put("type", "datasource")
                .put("query", "prometheus");
        JsonObject dashboard = JsonObject.of("uid", uid)
                .put("title", title)
                .put("tags", List.of("kafka", "quorate"))
                .put("schemaVersion", SCHEMA)
                .put("refresh", "10s")
                .put("time", JsonObject.of("from", "now-1h").put("to", "now"))
                .put("templating", JsonObject.of("list", List.of(variable)))
                .put("panels", panels(selector));
        return new RenderedFile(FILE, JsonText.lines(dashboard));
    }

    private static List<Object> panels(Selector selector) {
        List<Panel> stats = Panels.stats(selector);
        List<Object> placed = new ArrayList<>();
        int width = COLUMNS / stats.size();
        for (Panel panel : stats) {
            placed.add(panel.json(new Place(placed.size() + 1, placed.size() * width, 0, width, STAT_HEIGHT)));
        }
        List<Panel> graphs = Panels.graphs(selector);
        for (int i = 0; i < graphs.size(); i++) {
            int left = i * LINES_WIDTH % COLUMNS;
            int top = STAT_HEIGHT + i * LINES_WIDTH / COLUMNS * LINES_HEIGHT;
            placed.add(graphs.get(i).json(new Place(placed.size() + 1, left, top, LINES_WIDTH, LINES_HEIGHT)));
        }
        return placed;
    }
}
