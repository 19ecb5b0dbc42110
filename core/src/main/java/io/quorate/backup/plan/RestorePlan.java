// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.plan.RestoreStep.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a restore will do, or why it will not. Nothing has been changed yet.
 *
 * @param backup what is restored
 * @param targetId the id of the cluster that was looked at
 * @param options what the restore may do
 * @param steps one for each thing, in the order in which they are done
 * @param kept what is on the target and not in the backup; it stays
 */
public record RestorePlan(
        ClusterBackup backup, String targetId, RestoreOptions options, List<RestoreStep> steps, List<String> kept) {
    /**
     * Copies the lists.
     *
     * @param backup what is restored
     * @param targetId the id of the cluster that was looked at
     * @param options what the restore may do
     * @param steps one for each thing
     * @param kept what is on the target and not in the backup
     */
    public RestorePlan {
        steps = List.copyOf(steps);
        kept = List.copyOf(kept);
    }

    /**
     * Returns the steps with one outcome.
     *
     * @param outcome which
     * @return the steps in order
     */
    public List<RestoreStep> steps(Outcome outcome) {
        return steps.stream().filter(step -> step.outcome() == outcome).toList();
    }

    /**
     * Returns the steps that write.
     *
     * @return those that create or change something, in order; empty if there is nothing to do
     */
    public List<RestoreStep> writes() {
        return steps.stream().filter(RestoreStep::isWrite).toList();
    }

    /**
     * Tells why this plan does not fit the target any more. What was to be done and is the same by now is no reason: somebody has
     * done it, perhaps this plan.
     *
     * @param now a plan of the same backup with the same options, made now
     * @return what is different, for people; empty if this plan can be applied
     */
    public List<String> outdatedBy(RestorePlan now) {
        List<String> differences = new ArrayList<>();
        if (!now.targetId.equals(targetId)) {
            differences.add("the cluster was " + targetId + " and is " + now.targetId);
        }
        Map<Subject, RestoreStep> fresh = new HashMap<>();
        now.steps.forEach(step -> fresh.put(Subject.of(step), step));
        for (RestoreStep step : writes()) {
            RestoreStep again = fresh.get(Subject.of(step));
            if (again == null) {
                differences.add("planned to " + step.describe() + "; there is nothing to do about it now");
            } else if (!again.equals(step) && again.outcome() != Outcome.SAME) {
                differences.add("planned to " + step.describe() + "; now it would be " + again.describe());
            }
        }
        Map<Subject, RestoreStep> planned = new HashMap<>();
        steps.forEach(step -> planned.put(Subject.of(step), step));
        for (RestoreStep step : now.steps) {
            boolean unplanned = !planned.containsKey(Subject.of(step)) && step.outcome() != Outcome.SAME;
            // What other groups are refused for changes all the time, and nothing is written for them.
            if (unplanned && (step.isWrite() || step.section() != RestoreSection.OFFSETS || isOfPlannedCommit(step))) {
                differences.add("not planned, and now: " + step.describe());
            }
        }
        return differences;
    }

    private boolean isOfPlannedCommit(RestoreStep refused) {
        return writes().stream()
                .filter(RestoreStep.CommitOffsets.class::isInstance)
                .anyMatch(step -> refused.subject().startsWith(step.subject() + " in "));
    }

    /** A thing has one step. */
    private record Subject(RestoreSection section, String name) {
        static Subject of(RestoreStep step) {
            return new Subject(step.section(), step.subject());
        }
    }

    /**
     * Returns all of it for people. What is the same is counted only.
     *
     * @return a line for each step and each thing that is kept, and the sums
     */
    public String describe() {
        StringBuilder text = new StringBuilder("restore of cluster " + backup.clusterId() + " as of "
                + backup.observedAt() + " to cluster " + targetId + "\n");
        for (RestoreStep step : steps) {
            if (step.outcome() != Outcome.SAME) {
                text.append("  ").append(step.describe()).append('\n');
            }
        }
        kept.forEach(thing -> text.append("  keep ").append(thing).append('\n'));
        String sums = Arrays.stream(Outcome.values())
                .map(outcome -> steps(outcome).size() + " " + outcome.word())
                .collect(Collectors.joining(", "));
        text.append("  in all: ").append(sums);
        return text.append('\n').toString();
    }
}
