// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.broker;
import static io.quorate.cluster.Clusters.gap;
import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.quorum;
import static io.quorate.cluster.Clusters.topic;
import static io.quorate.cluster.Clusters.topics;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClusterStateTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    @Test
    void ofWhichNothingWasReadSaysSoInEverySection() {
        ClusterState blank = ClusterState.builder("cluster", NOW).build();

        assertThat(sections(blank)).hasSize(9).allSatisfy(section -> {
            assertThat(section.value()).isEmpty();
            assertThat(section.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.NOT_ASKED);
        });
        assertThat(blank.onlineBrokers()).isEmpty();
        assertThat(blank.broker(1)).isEmpty();
        assertThat(blank.topic("orders")).isEmpty();
        assertThat(blank.minInSyncReplicas("orders")).isEmpty();
        assertThat(blank.sizeOf(ORDERS_0)).isEmpty();
        assertThat(blank).hasToString("ClusterState cluster at 2026-11-20T12:00:00Z");
    }

    @Test
    void sortsWhatItIsGiven() {
        Map<Integer, ConfigSet> brokerConfigs = new HashMap<>();
        List.of(3, 17, 1).forEach(id -> brokerConfigs.put(id, new ConfigSet(Map.of())));

        ClusterState state = ClusterState.builder("cluster", NOW)
                .brokers(Observed.present(List.of(broker(3), broker(17), broker(1))))
                .topics(topics(topic("b"), topic("c"), topic("a")))
                .brokerConfigs(Observed.present(brokerConfigs))
                .build();

        assertThat(state.brokers().orElse(List.of())).extracting(Broker::nodeId).containsExactly(1, 3, 17);
        assertThat(state.topics().orElse(Map.of()).keySet()).containsExactly("a", "b", "c");
        assertThat(state.brokerConfigs().orElse(Map.of()).keySet()).containsExactly(1, 3, 17);
    }

    @Test
    void keepsTheGapsOfASectionThatItSorts() {
        Observed<List<Broker>> partial = Observed.of(List.of(broker(1)), List.of(gap("fenced brokers")));

        ClusterState state =
                ClusterState.builder("cluster", NOW).brokers(partial).build();

        assertThat(state.brokers()).isEqualTo(partial);
    }

    @Test
    void copiesSoThatNobodyChangesItLater() {
        List<LogDir> dirs = new ArrayList<>();
        Map<Integer, List<LogDir>> byBroker = new HashMap<>(Map.of(1, dirs));
        ClusterState state = ClusterState.builder("cluster", NOW)
                .logDirs(Observed.present(byBroker))
                .build();

        byBroker.clear();
        dirs.add(new LogDir("/data", Optional.empty(), Optional.empty(), Map.of()));

        assertThat(state.logDirs().orElse(Map.of())).containsExactly(Map.entry(1, List.of()));
    }

    @Test
    void countsFencedBrokersAsRegisteredButNotAsOnline() {
        Broker fenced = new Broker(2, new Endpoint("", -1), "a", true);
        ClusterState state = ClusterState.builder("cluster", NOW)
                .brokers(Observed.present(List.of(broker(1), fenced)))
                .build();

        assertThat(state.onlineBrokers()).containsExactly(1);
        assertThat(state.broker(2)).contains(fenced);
        assertThat(state.broker(3)).isEmpty();
    }

    @Test
    void knowsAPartitionsSizeByItsLargestReplica() {
        ClusterState state = ClusterState.builder("cluster", NOW)
                .logDirs(Observed.present(Map.of(1, List.of(dir("/a", 10), dir("/b")), 2, List.of(dir("/a", 12)))))
                .build();

        assertThat(state.sizeOf(ORDERS_0)).hasValue(12);
        assertThat(state.sizeOf(new TopicPartition("orders", 1))).isEmpty();
    }

    @Test
    void isTheSameAfterItsBuilder() {
        ClusterState state =
                Clusters.healthy(3, 2, topic("orders", partition(0, List.of(1, 2), List.of(1, 2)))).toBuilder()
                        .features(Observed.present(new ClusterFeatures(Map.of("metadata.version", 30))))
                        .brokerConfigs(Observed.present(Map.of(1, new ConfigSet(Map.of()))))
                        .clusterDefaults(Observed.present(new ConfigSet(Map.of())))
                        .reassignments(Observed.present(
                                List.of(new OngoingReassignment(ORDERS_0, List.of(1, 2), List.of(2), List.of(1)))))
                        .logDirs(Observed.present(Map.of(1, List.of(dir("/a", 1)))))
                        .quorum(Observed.present(quorum(3)))
                        .build();

        ClusterState copy = state.toBuilder().build();

        assertThat(sections(copy)).containsExactlyElementsOf(sections(state));
        assertThat(copy.clusterId()).isEqualTo(state.clusterId());
        assertThat(copy.observedAt()).isEqualTo(state.observedAt());
        assertThat(sections(state)).allMatch(Observed::isComplete);
    }

    private static List<Observed<?>> sections(ClusterState state) {
        return Stream.<Observed<?>>of(
                        state.brokers(),
                        state.quorum(),
                        state.features(),
                        state.topics(),
                        state.topicConfigs(),
                        state.brokerConfigs(),
                        state.clusterDefaults(),
                        state.reassignments(),
                        state.logDirs())
                .toList();
    }

    private static LogDir dir(String path, long size) {
        return new LogDir(path, Optional.empty(), Optional.empty(), Map.of(ORDERS_0, size));
    }

    private static LogDir dir(String path) {
        return new LogDir(path, Optional.of("disk failed"), Optional.empty(), Map.of());
    }
}
