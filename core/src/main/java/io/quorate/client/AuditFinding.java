// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/**
 * Something that the audit has to say about a setting.
 *
 * @param rule the rule's id, as in docs/clients.md
 * @param severity how bad it is
 * @param key the setting; for embedded clients of Streams with its prefix; empty if it is about no single one
 * @param seen the effective value, or what was seen on the cluster; secrets are hidden
 * @param reason what happens because of it
 * @param fix what to do
 */
public record AuditFinding(String rule, Severity severity, String key, String seen, String reason, String fix) {
    /**
     * Returns one line for people.
     *
     * @return the line
     */
    public String describe() {
        String what = key.isEmpty() ? seen : seen.isEmpty() ? key : key + "=" + seen;
        return "%-7s %s %s%s %s"
                .formatted(severity, rule, what.isEmpty() ? "" : what + ": ", sentence(reason), sentence(fix));
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }
}
