// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Gap;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.observe.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * Sections that cost much and change seldom: read now and then, kept in between with the time at which they were read, and
 * read at once for topics and brokers that are new. One that can no longer be read is kept for a while and then missing.
 */
final class KeptSections {
    /** After so many times its interval, what is kept is too old to be shown. */
    private static final int TOO_OLD = 3;

    private static final Set<Section> EACH_LOOK = EnumSet.of(Section.QUORUM, Section.TOPICS, Section.REASSIGNMENTS);

    private final Map<Section, Duration> intervals;
    private final Kept<ClusterFeatures> features = new Kept<>();
    private final Kept<Map<String, ConfigSet>> topicConfigs = new Kept<>();
    private final Kept<Map<Integer, ConfigSet>> brokerConfigs = new Kept<>();
    private final Kept<ConfigSet> clusterDefaults = new Kept<>();
    private final Kept<Map<Integer, List<LogDir>>> logDirs = new Kept<>();

    /** The topics whose configs are kept: one that was created again is a new one. */
    private final Map<String, Uuid> configured = new HashMap<>();

    /** The brokers that were online when their configs were asked for, and ever since: one that returns may have others. */
    private final Set<Integer> brokersAsked = new HashSet<>();

    KeptSections(Duration ofConfigs, Duration ofLogDirs) {
        this.intervals = Map.of(
                Section.FEATURES, ofConfigs,
                Section.TOPIC_CONFIGS, ofConfigs,
                Section.BROKER_CONFIGS, ofConfigs,
                Section.LOG_DIRS, ofLogDirs);
    }

    /** What to read at the next look. */
    Set<Section> due(Instant now) {
        Set<Section> due = EnumSet.copyOf(EACH_LOOK);
        intervals.forEach((section, interval) -> {
            if (of(section).stream().anyMatch(kept -> kept.isDue(now, interval))) {
                due.add(section);
            }
        });
        return due;
    }

    private List<Kept<?>> of(Section section) {
        return switch (section) {
            case FEATURES -> List.of(features);
            case TOPIC_CONFIGS -> List.of(topicConfigs);
            case BROKER_CONFIGS -> List.of(brokerConfigs, clusterDefaults);
            case LOG_DIRS -> List.of(logDirs);
            case QUORUM, TOPICS, REASSIGNMENTS -> List.of();
        };
    }

    /** Keeps what was read. */
    void keep(ClusterState read, Set<Section> asked) {
        Instant at = read.observedAt();
        if (asked.contains(Section.FEATURES)) {
            features.put(read.features(), at);
        }
        if (asked.contains(Section.BROKER_CONFIGS)) {
            brokersAsked.addAll(read.onlineBrokers());
            brokerConfigs.put(read.brokerConfigs(), at);
            clusterDefaults.put(read.clusterDefaults(), at);
        }
        if (asked.contains(Section.LOG_DIRS)) {
            logDirs.put(read.logDirs(), at);
        }
        if (asked.contains(Section.TOPIC_CONFIGS)) {
            topicConfigs.put(read.topicConfigs(), at);
            if (read.topicConfigs().value().isPresent()) {
                configured.clear();
            }
            remember(read, read.topicConfigs());
        }
    }

    /** The topics of a state whose configs are not kept. */
    Set<String> newTopics(ClusterState state) {
        Set<String> unknown = new HashSet<>();
        if (topicConfigs.value().isEmpty()) {
            return unknown;
        }
        state.topics().orElse(Map.of()).forEach((name, topic) -> {
            if (!topic.id().equals(configured.get(name))) {
                unknown.add(name);
            }
        });
        return unknown;
    }

    /** Whether brokers of a state have come since their configs and log dirs were read. */
    boolean hasNewBrokers(ClusterState state) {
        return !brokersAsked.containsAll(state.onlineBrokers());
    }

    /** Adds the configs of new topics to those that are kept; when all are read next does not change. */
    void addTopicConfigs(ClusterState state, Set<String> asked, Observed<Map<String, ConfigSet>> ofNewTopics) {
        Set<String> subjects = asked.stream().map(Gap::topicConfigsSubject).collect(Collectors.toSet());
        topicConfigs.change(all -> {
            Map<String, ConfigSet> more = new HashMap<>(all.orElse(Map.of()));
            more.putAll(ofNewTopics.orElse(Map.of()));
            List<Gap> gaps = new ArrayList<>(all.gaps());
            gaps.removeIf(gap -> subjects.contains(gap.subject()));
            ofNewTopics.gaps().stream().filter(gap -> !gaps.contains(gap)).forEach(gaps::add);
            return Observed.of(more, gaps);
        });
        remember(state, ofNewTopics);
    }

    private void remember(ClusterState state, Observed<Map<String, ConfigSet>> configs) {
        Set<String> answered = new HashSet<>();
        configs.orElse(Map.of()).keySet().stream().map(Gap::topicConfigsSubject).forEach(answered::add);
        configs.gaps().stream()
                .filter(gap -> Kept.LASTING.contains(gap.kind()))
                .map(Gap::subject)
                .forEach(answered::add);
        state.topics().orElse(Map.of()).forEach((name, topic) -> {
            if (answered.contains(Gap.topicConfigsSubject(name))) {
                configured.put(name, topic.id());
            }
        });
    }

    /** Completes what was read at a look by what is kept, as far as it is about topics and brokers that are there. */
    ClusterState complete(ClusterState read, Instant now) {
        ClusterState.Builder state = read.toBuilder();
        state.features(shown(Section.FEATURES, features, read.features(), now));
        state.clusterDefaults(shown(Section.BROKER_CONFIGS, clusterDefaults, read.clusterDefaults(), now));
        Set<Integer> online = read.onlineBrokers();
        brokersAsked.retainAll(online);
        state.brokerConfigs(only(online, shown(Section.BROKER_CONFIGS, brokerConfigs, read.brokerConfigs(), now)));
        state.logDirs(only(online, shown(Section.LOG_DIRS, logDirs, read.logDirs(), now)));
        Observed<Map<String, ConfigSet>> configs = shown(Section.TOPIC_CONFIGS, topicConfigs, read.topicConfigs(), now);
        read.topics().value().ifPresent(topics -> configured.keySet().retainAll(topics.keySet()));
        state.topicConfigs(read.topics()
                .value()
                .map(topics -> only(topics.keySet(), configs))
                .orElse(configs));
        return state.build();
    }

    /** When the sections were read that were not read at this look. */
    Map<Section, Instant> readAt(Instant thisLook) {
        Map<Section, Instant> times = new EnumMap<>(Section.class);
        intervals.keySet().forEach(section -> of(section).forEach(kept -> kept.readBefore(thisLook)
                .ifPresent(at -> times.merge(section, at, (one, other) -> one.isBefore(other) ? one : other))));
        return times;
    }

    private <T> Observed<T> shown(Section section, Kept<T> kept, Observed<T> read, Instant now) {
        Duration longest = intervals.getOrDefault(section, Duration.ZERO).multipliedBy(TOO_OLD);
        return kept.section(now, longest).orElse(read);
    }

    private static <K, V> Observed<Map<K, V>> only(Set<K> keys, Observed<Map<K, V>> section) {
        return section.value()
                .filter(all -> !keys.containsAll(all.keySet()))
                .map(all -> {
                    Map<K, V> left = new HashMap<>(all);
                    left.keySet().retainAll(keys);
                    return Observed.of(left, section.gaps());
                })
                .orElse(section);
    }
}
