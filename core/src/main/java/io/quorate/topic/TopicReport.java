// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import io.quorate.cluster.ClusterState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every drift of the topics of a cluster, at once.
 *
 * @param state what was seen; a change is made only as long as it still holds
 * @param drifts every drift and remark
 * @param comparedTopics how many topics were looked at
 */
public record TopicReport(ClusterState state, List<TopicDrift> drifts, int comparedTopics) {
    /**
     * Copies the drifts.
     *
     * @param state what was seen
     * @param drifts every drift and remark
     * @param comparedTopics how many topics were looked at
     */
    public TopicReport {
        drifts = List.copyOf(drifts);
    }

    /**
     * Returns what somebody has to do something about.
     *
     * @return the drifts without the remarks
     */
    public List<TopicDrift> violations() {
        return drifts.stream()
                .filter(drift -> drift.severity() == TopicDrift.Severity.VIOLATION)
                .toList();
    }

    /**
     * Tells whether every topic is as declared.
     *
     * @return {@code true} if there is no violation
     */
    public boolean isAsDeclared() {
        return violations().isEmpty();
    }

    /**
     * Returns the drifts of one topic.
     *
     * @param topic its name
     * @return its drifts and remarks
     */
    public List<TopicDrift> of(String topic) {
        return drifts.stream().filter(drift -> drift.topic().equals(topic)).toList();
    }

    /**
     * Returns the topics whose replication factor is to be changed, for the {@code reassignment} module, which copies
     * replicas at a rate that you choose. Nothing here does it.
     *
     * @return by declared replication factor, the names of topics
     */
    public Map<Integer, Set<String>> replicationChanges() {
        return drifts.stream()
                .filter(TopicDrift.ReplicationFactor.class::isInstance)
                .map(TopicDrift.ReplicationFactor.class::cast)
                .collect(Collectors.groupingBy(
                        TopicDrift.ReplicationFactor::declared,
                        TreeMap::new,
                        Collectors.mapping(TopicDrift.ReplicationFactor::topic, Collectors.toSet())));
    }

    /**
     * Plans the changes that bring the topics nearer to what is declared. Nothing is changed by it, nothing is ever planned
     * to be deleted or created again, and the replication factor is left to {@link #replicationChanges}.
     *
     * @param mode how much may be changed
     * @param consents the risks that somebody takes, each for one topic; they count in mode {@link Mode#RECONCILE} only
     * @return the steps, and what is left out and why
     */
    public TopicChanges plan(Mode mode, Set<TopicConsent> consents) {
        return ChangePlanning.plan(this, mode, consents);
    }

    /**
     * Throws if a topic is not as declared.
     *
     * @throws TopicsViolatedException if there is a violation; the message lists every one with its remedy
     */
    public void throwIfViolated() {
        if (!isAsDeclared()) {
            throw new TopicsViolatedException(this);
        }
    }

    /**
     * Returns the report for people.
     *
     * @return a line for each topic that has something to say, and under it a line for each drift and its remedy
     */
    public String describe() {
        if (drifts.isEmpty()) {
            return "All of " + comparedTopics + " topics of cluster " + state.clusterId() + " are as declared.";
        }
        Map<String, List<TopicDrift>> byTopic =
                drifts.stream().collect(Collectors.groupingBy(TopicDrift::topic, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder(violations().size() + " violations and "
                + (drifts.size() - violations().size()) + " remarks about topics of cluster " + state.clusterId() + " ("
                + comparedTopics + " looked at)");
        byTopic.forEach((topic, ofTopic) -> {
            text.append("\n").append(topic);
            ofTopic.forEach(drift -> text.append("\n  ")
                    .append(drift.severity() == TopicDrift.Severity.REMARK ? "remark" : drift.risk())
                    .append(": ")
                    .append(drift.describe())
                    .append("\n    -> ")
                    .append(drift.remedy()));
        });
        return text.toString();
    }
}
