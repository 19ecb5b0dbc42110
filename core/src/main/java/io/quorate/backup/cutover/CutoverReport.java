// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * Whether clients can go over, rule by rule.
 *
 * @param sourceClusterId the cluster that is left
 * @param targetClusterId the cluster that is moved to
 * @param observedAt when the older of the two was read
 * @param items what came of each rule, in the order of the rules
 */
public record CutoverReport(
        String sourceClusterId, String targetClusterId, Instant observedAt, List<CutoverItem> items) {
    /**
     * Copies the items.
     *
     * @param sourceClusterId the cluster that is left
     * @param targetClusterId the cluster that is moved to
     * @param observedAt when the older of the two was read
     * @param items what came of each rule
     */
    public CutoverReport {
        items = List.copyOf(items);
    }

    /**
     * Tells whether clients can go over.
     *
     * @return {@code true} if no rule is broken, and none unknown that nobody has accepted
     */
    public boolean isGreen() {
        return items.stream().allMatch(CutoverItem::isGreen);
    }

    /**
     * Finds what came of a rule.
     *
     * @param rule the rule
     * @return its item
     */
    public CutoverItem item(CutoverRule rule) {
        return items.stream()
                .filter(item -> item.rule() == rule)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("Nothing was said of " + rule));
    }

    /**
     * Returns the rules that hold clients back.
     *
     * @return the items that are not green
     */
    public List<CutoverItem> obstacles() {
        return items.stream().filter(item -> !item.isGreen()).toList();
    }

    /**
     * Returns the report as text for people.
     *
     * @return a heading, and each item
     */
    public String describe() {
        return "Cut-over from " + sourceClusterId + " to " + targetClusterId + ", seen at " + observedAt + ": "
                + (isGreen() ? "clients can go over" : "do not go over yet") + "\n"
                + items.stream().map(CutoverItem::describe).collect(Collectors.joining("\n"));
    }
}
