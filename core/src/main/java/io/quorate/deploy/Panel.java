// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.internal.JsonObject;
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
    private static final JsonObject DATA_SOURCE =
            JsonObject.of("type", "prometheus").put("uid", "${datasource}");

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

    JsonObject json(Place place) {
        return new JsonObject()
                .put("id", place.id())
                .put("title", title)
                .put("type", type)
                .put("datasource", DATA_SOURCE)
                .put(
                        "gridPos",
                        JsonObject.of("x", place.left())
                                .put("y", place.top())
                                .put("w", place.width())
                                .put("h", place.height()))
                .put("fieldConfig", fieldConfig())
                .put("options", options())
                .put("targets", targets());
    }

    private JsonObject fieldConfig() {
        JsonObject defaults = JsonObject.of("unit", unit).put("min", 0).put("noValue", "not known");
        return JsonObject.of("defaults", defaults).put("overrides", List.of());
    }

    private JsonObject options() {
        if (type.equals("stat")) {
            boolean names = lines.get(0).legend().startsWith("{{");
            return JsonObject.of("textMode", names ? "name" : "value_and_name").put("colorMode", "value");
        }
        return JsonObject.of("legend", JsonObject.of("displayMode", "list").put("placement", "bottom"));
    }

    private List<Object> targets() {
        List<Object> targets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            targets.add(JsonObject.of("refId", String.valueOf((char) ('A' + i)))
                    .put("datasource", DATA_SOURCE)
                    .put("expr", lines.get(i).query())
                    .put("legendFormat", lines.get(i).legend())
                    .put("range", !type.equals("stat"))
                    .put("instant", type.equals("stat")));
        }
        return targets;
    }
}
