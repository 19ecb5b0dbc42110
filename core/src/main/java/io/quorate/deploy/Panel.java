// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import java.util.ArrayList;
import java.util.List;

/**
 * A panel of a Grafana dashboard.
 *
 * @param title what is above it
 * @param type {@code stat}, {@code timeseries} or {@code table}
 * @param unit Grafana's name of the unit, for example {@code short} or {@code s}
 * @param lines what it draws
 */
record Panel(String title, String type, String unit, List<Line> lines) {
    private static final YamlMap DATA_SOURCE = YamlMap.of("type", "prometheus").put("uid", "${datasource}");

    /** Where it is, in Grafana's grid of 24 columns. */
    record Place(int id, int left, int top, int width, int height) {}

    /**
     * What is drawn.
     *
     * @param query in PromQL
     * @param legend for example {@code {{topic}}}
     */
    record Line(String query, String legend) {}

    static Panel stat(String title, String unit, Line... lines) {
        return new Panel(title, "stat", unit, List.of(lines));
    }

    static Panel lines(String title, String unit, Line... lines) {
        return new Panel(title, "timeseries", unit, List.of(lines));
    }

    YamlMap json(Place place) {
        return new YamlMap()
                .put("id", place.id())
                .put("title", title)
                .put("type", type)
                .put("datasource", DATA_SOURCE)
                .put(
                        "gridPos",
                        YamlMap.of("x", place.left())
                                .put("y", place.top())
                                .put("w", place.width())
                                .put("h", place.height()))
                .put("fieldConfig", fieldConfig())
                .put("options", options())
                .put("targets", targets());
    }

    private YamlMap fieldConfig() {
        YamlMap defaults = YamlMap.of("unit", unit).put("min", 0).put("noValue", "not known");
        return YamlMap.of("defaults", defaults).put("overrides", List.of());
    }

    private YamlMap options() {
        if (type.equals("stat")) {
            boolean names = lines.get(0).legend().startsWith("{{");
            return YamlMap.of("textMode", names ? "name" : "value_and_name").put("colorMode", "value");
        }
        return YamlMap.of("legend", YamlMap.of("displayMode", "list").put("placement", "bottom"));
    }

    private List<Object> targets() {
        List<Object> targets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            targets.add(YamlMap.of("refId", String.valueOf((char) ('A' + i)))
                    .put("datasource", DATA_SOURCE)
                    .put("expr", lines.get(i).query())
                    .put("legendFormat", lines.get(i).legend())
                    .put("range", !type.equals("stat"))
                    .put("instant", type.equals("stat")));
        }
        return targets;
    }
}
