// SPDX-License-Identifier: Apache-2.0
package io.quorate.availability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What happens if given nodes go away now: which partitions are offline, which refuse {@code acks=all}, and whether the
 * controllers can still decide.
 *
 * <p>The answer is about the state it was computed from. What that state could not see is in {@link #gaps()}, and then
 * the answer is incomplete: more may be lost than it says.
 *
 * @param nodes the nodes that go
 * @param offline the partitions that would have no leader
 * @param underMinIsr the partitions that would have a leader, but fewer in-sync replicas than {@code
 *     min.insync.replicas}; those that are so already are in it if they have a replica on one of the nodes
 * @param quorum what happens to the metadata quorum
 * @param gaps what could not be seen
 */
public record FailureImpact(
        Set<Integer> nodes,
        List<TopicPartition> offline,
        List<TopicPartition> underMinIsr,
        QuorumImpact quorum,
        List<Gap> gaps) {

    /**
     * Copies the collections.
     *
     * @param nodes the nodes that go
     * @param offline the partitions that would have no leader
     * @param underMinIsr the partitions that would have a leader
     * @param quorum what happens to the metadata quorum
     * @param gaps what could not be seen
     */
    public FailureImpact {
        nodes = Set.copyOf(nodes);
        offline = List.copyOf(offline);
        underMinIsr = List.copyOf(underMinIsr);
        gaps = List.copyOf(gaps);
    }

    /**
     * Computes the impact.
     *
     * @param state the cluster as it was seen
     * @param nodes the node ids that go, brokers and controllers alike
     * @return what happens
     */
    public static FailureImpact of(ClusterState state, Set<Integer> nodes) {
        List<TopicPartition> offline = new ArrayList<>();
        List<TopicPartition> underMinIsr = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>(state.topics().gaps());
        gaps.addAll(state.topicConfigs().gaps());
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            OptionalInt minIsr = state.minInSyncReplicas(topic.name());
            if (minIsr.isEmpty() && state.topicConfigs().isComplete()) {
                // The section says that nothing is missing, and yet it is: the topic is younger than its configs.
                gaps.add(new Gap("min.insync.replicas of topic " + topic.name(), Gap.Kind.VANISHED, "not read"));
            }
            Topic after = topic.without(nodes);
            for (Partition partition : topic.partitions()) {
                if (partition.replicas().stream().noneMatch(nodes::contains)) {
                    continue;
                }
                Partition left = after.partition(partition.index());
                if (left.isOffline()) {
                    offline.add(topic.topicPartition(partition.index()));
                } else if (minIsr.isPresent() && left.isUnderMinIsr(minIsr.getAsInt())) {
                    underMinIsr.add(topic.topicPartition(partition.index()));
                }
            }
        }
        gaps.addAll(state.quorum().gaps());
        return new FailureImpact(nodes, offline, underMinIsr, QuorumImpact.of(state, nodes), gaps);
    }

    /**
     * Tells whether readers and {@code acks=all} writers of every partition could go on, and the quorum too.
     *
     * @return {@code true} if nothing is lost and nothing was hidden
     */
    public boolean isHarmless() {
        return offline.isEmpty() && underMinIsr.isEmpty() && quorum.isKept() && gaps.isEmpty();
    }

    /**
     * Returns the impact as text for people.
     *
     * @return a few lines
     */
    public String describe() {
        StringBuilder text = new StringBuilder("If nodes ")
                .append(new TreeSet<>(nodes))
                .append(" go away: ")
                .append(count(offline, "offline"))
                .append(", ")
                .append(count(underMinIsr, "under min.insync.replicas"))
                .append(", ")
                .append(quorum.describe())
                .append('.');
        if (!gaps.isEmpty()) {
            text.append(" Not seen, so it may be worse: ")
                    .append(gaps.stream().map(Gap::describe).collect(Collectors.joining("; ")))
                    .append('.');
        }
        return text.toString();
    }

    private static String count(List<TopicPartition> partitions, String what) {
        String some = partitions.stream().limit(5).map(TopicPartition::toString).collect(Collectors.joining(", "));
        return partitions.size() + " partitions " + what
                + (partitions.isEmpty() ? "" : " (" + some + (partitions.size() > 5 ? ", ..." : "") + ")");
    }
}
