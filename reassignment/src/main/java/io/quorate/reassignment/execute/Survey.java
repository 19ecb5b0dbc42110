// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.observe.Section;
import io.quorate.reassignment.plan.ReplicaMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at what a run needs to know and no more: the topics that it is at, and of the rest of a big cluster one page with
 * each look, for the health of partitions that the run has no hand in.
 *
 * <p>Not thread-safe.
 */
final class Survey {
    /** So many partitions of the rest of the cluster are read with each look, roughly. */
    private static final int PAGE = 5_000;

    private static final int LOOKS_BETWEEN_CONFIGS = 40;
    private static final int LOOKS_BETWEEN_LOG_DIRS = 4;

    private final ClusterGateway gateway;
    private final int pages;
    private final Map<String, Integer> minIsr = new HashMap<>();
    private final Map<String, Ailing> ailing = new TreeMap<>();
    private Map<Integer, List<LogDir>> logDirs = Map.of();
    private boolean freshLogDirs;
    private int looks;

    private record Ailing(Set<TopicPartition> underMinIsr, Set<TopicPartition> atMinIsr) {}

    Survey(ClusterGateway gateway, ReplicaMap cluster) {
        this.gateway = gateway;
        this.pages = Math.max(1, cluster.partitionCount() / PAGE);
        cluster.topics().forEach(topic -> minIsr.put(topic.name(), topic.minInSyncReplicas()));
    }

    /**
     * Looks once.
     *
     * @param topics those that the run is at
     * @param unfinished tells of a partition whether the run has still a hand in it
     */
    ClusterState look(Predicate<String> topics, Predicate<TopicPartition> unfinished) {
        EnumSet<Section> sections = EnumSet.of(Section.TOPICS, Section.REASSIGNMENTS);
        if (looks % LOOKS_BETWEEN_CONFIGS == 0) {
            sections.add(Section.TOPIC_CONFIGS);
        }
        if (looks % LOOKS_BETWEEN_LOG_DIRS == 0) {
            sections.add(Section.LOG_DIRS);
        }
        int page = looks % pages;
        Predicate<String> onPage = name -> Math.floorMod(name.hashCode(), pages) == page;
        ClusterState state = gateway.observe(sections, onPage.or(topics));
        looks++;
        state.topicConfigs().orElse(Map.of()).forEach((topic, configs) -> state.minInSyncReplicas(topic)
                .ifPresent(value -> minIsr.put(topic, value)));
        freshLogDirs = state.logDirs().value().isPresent();
        logDirs = state.logDirs().orElse(logDirs);
        examine(state, onPage, unfinished);
        return state;
    }

    private void examine(ClusterState state, Predicate<String> onPage, Predicate<TopicPartition> unfinished) {
        if (state.topics().isComplete()) {
            ailing.keySet().removeIf(onPage);
        }
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            int least = minIsr(topic.name());
            Set<TopicPartition> under = new HashSet<>();
            Set<TopicPartition> at = new HashSet<>();
            for (Partition partition : topic.partitions()) {
                boolean isUnder = partition.isUnderMinIsr(least) || partition.isOffline();
                boolean isAt = !isUnder
                        && partition.isUnderReplicated()
                        && partition.isr().size() <= least;
                if ((isUnder || isAt) && !unfinished.test(topic.topicPartition(partition.index()))) {
                    (isUnder ? under : at).add(topic.topicPartition(partition.index()));
                }
            }
            if (under.isEmpty() && at.isEmpty()) {
                ailing.remove(topic.name());
            } else {
                ailing.put(topic.name(), new Ailing(under, at));
            }
        }
    }

    int minIsr(String topic) {
        return minIsr.getOrDefault(topic, 1);
    }

    Set<TopicPartition> underMinIsr() {
        Set<TopicPartition> all = new HashSet<>();
        ailing.values().forEach(found -> all.addAll(found.underMinIsr()));
        return all;
    }

    Set<TopicPartition> atMinIsr() {
        Set<TopicPartition> all = new HashSet<>();
        ailing.values().forEach(found -> all.addAll(found.atMinIsr()));
        return all;
    }

    /** The log dirs as they were last seen. */
    Map<Integer, List<LogDir>> logDirs() {
        return logDirs;
    }

    /** Whether the last look has read them. */
    boolean hasFreshLogDirs() {
        return freshLogDirs;
    }
}
