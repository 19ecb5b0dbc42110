// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What will be changed of the topics of a cluster, and what will not and why.
 *
 * @param clusterId the cluster that it was planned for
 * @param steps the changes; creations first
 * @param leftOut the violations that stay
 */
public record TopicChanges(String clusterId, List<TopicStep> steps, List<LeftOut> leftOut) {
    /**
     * Copies the lists.
     *
     * @param clusterId the cluster that it was planned for
     * @param steps the changes
     * @param leftOut the violations that stay
     */
    public TopicChanges {
        steps = List.copyOf(steps);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A violation that is not removed.
     *
     * @param drift what it is
     * @param reason why not
     */
    public record LeftOut(TopicDrift drift, String reason) {}

    /**
     * Returns the changes for people.
     *
     * @return a line for each step, and one for each violation that stays
     */
    public String describe() {
        if (steps.isEmpty() && leftOut.isEmpty()) {
            return "Nothing to change.";
        }
        return steps.stream().map(step -> "will " + step.describe()).collect(Collectors.joining("\n"))
                + (steps.isEmpty() || leftOut.isEmpty() ? "" : "\n")
                + leftOut.stream()
                        .map(left -> "will not touch " + left.drift().topic() + ": "
                                + left.drift().describe() + " (" + left.reason() + ")")
                        .collect(Collectors.joining("\n"));
    }
}
