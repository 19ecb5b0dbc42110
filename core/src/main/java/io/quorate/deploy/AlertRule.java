// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

/**
 * An alert.
 *
 * @param name what it is called
 * @param condition the expression of Prometheus that must hold
 * @param hold how long it must hold, for example {@code 2m}
 * @param severity {@code critical}: somebody gets up; {@code warning}: somebody looks today; {@code info}: for the record
 * @param text what people read
 */
record AlertRule(String name, String condition, String hold, String severity, Text text) {
    /**
     * What people read.
     *
     * @param summary what is the matter, with values
     * @param action what to do
     */
    record Text(String summary, String action) {}

    static AlertRule critical(String name, String condition, String hold, Text text) {
        return new AlertRule(name, condition, hold, "critical", text);
    }

    static AlertRule warning(String name, String condition, String hold, Text text) {
        return new AlertRule(name, condition, hold, "warning", text);
    }

    static AlertRule info(String name, String condition, String hold, Text text) {
        return new AlertRule(name, condition, hold, "info", text);
    }

    YamlMap yaml() {
        return new YamlMap()
                .put("alert", name)
                .put("expr", condition)
                .put("for", hold)
                .put("labels", YamlMap.of("severity", severity))
                .put("annotations", YamlMap.of("summary", text.summary()).put("action", text.action()));
    }
}
