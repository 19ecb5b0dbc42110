// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.group.ConsumerGroup;
import io.quorate.health.probe.ProbeReport;
import io.quorate.observe.Section;
import io.quorate.time.Time;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.TimeoutException;

/** A cluster that answers as the test wants. */
final class FakeSource implements ClusterSource {
    final List<String> calls = new ArrayList<>();
    boolean silent;
    boolean silentUntilRenewed;
    List<Topic> topics = List.of();
    int brokers = 3;
    Observed<Map<String, ConsumerGroup>> groups = Observed.present(Map.of());
    Observed<Map<Integer, List<LogDir>>> logDirs = Observed.present(Map.of());
    Optional<ProbeReport> probe = Optional.empty();

    private final Time time;

    FakeSource(Time time) {
        this.time = time;
    }

    private void answer() {
        if (silent || silentUntilRenewed) {
            throw new TimeoutException("nobody is there");
        }
    }

    @Override
    public void ping() {
        calls.add("ping");
        answer();
    }

    @Override
    public ClusterState observe(Set<Section> sections, Predicate<String> wanted) {
        calls.add("observe " + sections);
        answer();
        ClusterState.Builder state = ClusterState.builder("c", time.now()).brokers(Clusters.brokers(brokers));
        Map<String, ConfigSet> topicConfigs = new HashMap<>();
        topics.stream().map(Topic::name).filter(wanted).forEach(name -> topicConfigs.put(name, Clusters.minIsr(2)));
        Map<Integer, ConfigSet> brokerConfigs = new HashMap<>();
        for (int nodeId = 1; nodeId <= brokers; nodeId++) {
            brokerConfigs.put(nodeId, Clusters.minIsr(1));
        }
        for (Section section : sections) {
            switch (section) {
                case QUORUM -> state.quorum(Observed.present(Clusters.quorum(3)));
                case TOPICS -> state.topics(Clusters.topics(topics.toArray(Topic[]::new)));
                case REASSIGNMENTS -> state.reassignments(Observed.present(List.of()));
                case TOPIC_CONFIGS -> state.topicConfigs(Observed.present(topicConfigs));
                case BROKER_CONFIGS ->
                    state.brokerConfigs(Observed.present(brokerConfigs))
                            .clusterDefaults(Observed.present(new ConfigSet(Map.of())));
                case LOG_DIRS -> state.logDirs(logDirs);
                case FEATURES -> state.features(Observed.present(new ClusterFeatures(Map.of("kraft.version", 1))));
            }
        }
        return state.build();
    }

    @Override
    public Observed<Map<String, ConsumerGroup>> groups() {
        calls.add("groups");
        return groups;
    }

    @Override
    public Optional<ProbeReport> probe() {
        return probe;
    }

    @Override
    public void renew() {
        calls.add("renew");
        silentUntilRenewed = false;
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
