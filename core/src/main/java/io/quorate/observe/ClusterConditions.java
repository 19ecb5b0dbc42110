// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The conditions that operations on a cluster wait for. */
public final class ClusterConditions {
    private ClusterConditions() {}

    /**
     * Brokers are registered and not fenced. Needs no section.
     *
     * @param nodeIds which
     * @return the condition
     */
    public static ClusterCondition brokersOnline(Set<Integer> nodeIds) {
        return state -> {
            Set<Integer> absent = new TreeSet<>(nodeIds);
            absent.removeAll(state.onlineBrokers());
            return absent.stream()
                    .map(id -> "broker " + id + " is "
                            + (state.broker(id).isPresent() ? "registered but fenced" : "not registered"))
                    .toList();
        };
    }

    /**
     * Topics are there. Needs {@link Section#TOPICS}.
     *
     * <p>A topic that was just created is not known to every broker at once; {@link #everyIsrFull} says nothing about a
     * topic that it does not see, so wait for both.
     *
     * @param names which
     * @return the condition
     */
    public static ClusterCondition topicsExist(Set<String> names) {
        return state -> {
            List<String> missing = gaps(state.topics());
            new TreeSet<>(names)
                    .stream()
                            .filter(name -> state.topic(name).isEmpty())
                            .forEach(name -> missing.add("topic " + name + " is not seen"));
            return missing;
        };
    }

    /**
     * Every replica of the chosen topics is in the ISR, and each partition has a leader. Needs {@link Section#TOPICS}.
     *
     * @param topics tells by name
     * @return the condition
     */
    public static ClusterCondition everyIsrFull(Predicate<String> topics) {
        return state -> {
            List<String> missing = gaps(state.topics());
            for (Topic topic : state.topics().orElse(Map.of()).values()) {
                if (topics.test(topic.name())) {
                    topic.partitions().stream()
                            .filter(partition -> partition.isOffline() || partition.isUnderReplicated())
                            .forEach(partition -> missing.add(outOfSync(topic, partition)));
                }
            }
            return missing;
        };
    }

    /**
     * Nodes vote in the metadata quorum, and it has a leader. Needs {@link Section#QUORUM}.
     *
     * @param nodeIds which
     * @return the condition
     */
    public static ClusterCondition quorumVoters(Set<Integer> nodeIds) {
        return state -> {
            List<String> missing = gaps(state.quorum());
            state.quorum().value().ifPresent(quorum -> {
                if (quorum.leadership().leaderId() < 0) {
                    missing.add("the quorum has no leader");
                }
                new TreeSet<>(nodeIds)
                        .stream()
                                .filter(id -> !quorum.isVoter(id))
                                .forEach(id -> missing.add("node " + id + " is " + role(quorum, id)));
            });
            return missing;
        };
    }

    /**
     * No partition is being reassigned. Needs {@link Section#REASSIGNMENTS}.
     *
     * @return the condition
     */
    public static ClusterCondition noReassignment() {
        return state -> {
            List<String> missing = gaps(state.reassignments());
            state.reassignments()
                    .orElse(List.of())
                    .forEach(ongoing ->
                            missing.add(ongoing.partition() + " is being reassigned to " + ongoing.target()));
            return missing;
        };
    }

    private static List<String> gaps(Observed<?> section) {
        return new ArrayList<>(section.gaps().stream().map(Gap::describe).toList());
    }

    private static String outOfSync(Topic topic, Partition partition) {
        Set<Integer> out = new TreeSet<>(partition.replicas());
        out.removeAll(partition.isr());
        return topic.topicPartition(partition.index()) + " has ISR " + partition.isr() + " of replicas "
                + partition.replicas() + (partition.isOffline() ? " and no leader" : "") + ", out of sync: " + out;
    }

    private static String role(MetadataQuorum quorum, int nodeId) {
        return quorum.replica(nodeId).isPresent() ? "an observer of the quorum, not a voter" : "not in the quorum";
    }
}
