// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.cluster.VersionRange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** States of which everything was seen, for tests to break one thing. */
final class Seen {
    static final long GIB = 1L << 30;

    private Seen() {}

    /** Three healthy combined nodes with one topic of RF 3 and min ISR 2. */
    static ClusterState healthy() {
        return with(three("orders", List.of(1, 2, 3)));
    }

    /** Three healthy combined nodes with these topics, min ISR 2 each. */
    static ClusterState with(Topic... topics) {
        return complete(Clusters.healthy(3, 2, topics));
    }

    /** Adds what else there is to see, all of it well. */
    static ClusterState complete(ClusterState state) {
        Map<Integer, ConfigSet> brokerConfigs = new HashMap<>();
        Map<Integer, List<LogDir>> dirs = new HashMap<>();
        for (int nodeId : state.onlineBrokers()) {
            brokerConfigs.put(nodeId, new ConfigSet(Map.of()));
            dirs.put(nodeId, List.of(dir(50)));
        }
        return state.toBuilder()
                .features(features(1, 30))
                .brokerConfigs(Observed.present(brokerConfigs))
                .clusterDefaults(Observed.present(new ConfigSet(Map.of())))
                .reassignments(Observed.present(List.of()))
                .logDirs(Observed.present(dirs))
                .build();
    }

    static Observed<ClusterFeatures> features(int kraftVersion, int metadataVersion) {
        return Observed.present(new ClusterFeatures(
                Map.of("kraft.version", kraftVersion, "metadata.version", metadataVersion),
                Map.of("metadata.version", new VersionRange(7, 30))));
    }

    static LogDir dir(int usablePercent) {
        return new LogDir("/data", Optional.empty(), space(usablePercent), Map.of());
    }

    static Optional<LogDir.Space> space(int usablePercent) {
        return Optional.of(new LogDir.Space(100 * GIB, usablePercent * GIB));
    }

    static Observed<Map<Integer, List<LogDir>>> dirs(LogDir first, LogDir second, LogDir third) {
        return Observed.present(Map.of(1, List.of(first), 2, List.of(second), 3, List.of(third)));
    }

    /** One partition with replicas on 1, 2 and 3. */
    static Topic three(String name, List<Integer> isr) {
        return Clusters.topic(name, Clusters.partition(0, List.of(1, 2, 3), isr));
    }

    /** One partition without leader. */
    static Partition offline(int index, List<Integer> replicas, List<Integer> elr, List<Integer> lastKnownElr) {
        return Partition.builder(index)
                .replicas(replicas)
                .elr(elr)
                .lastKnownElr(lastKnownElr)
                .build();
    }

    /** Brokers 1 to {@code count}, these of them fenced. */
    static Observed<List<Broker>> fenced(int count, Integer... fenced) {
        return Observed.present(IntStream.rangeClosed(1, count)
                .mapToObj(id -> new Broker(
                        id,
                        Clusters.broker(id).endpoint(),
                        null,
                        Arrays.asList(fenced).contains(id)))
                .toList());
    }

    /** Brokers 1 to as many as there are racks. */
    static Observed<List<Broker>> racks(@Nullable String... racks) {
        return Observed.present(IntStream.rangeClosed(1, racks.length)
                .mapToObj(id -> new Broker(id, Clusters.broker(id).endpoint(), racks[id - 1], false))
                .toList());
    }

    static ConfigSet configs(ConfigValue.Source source, Map<String, String> values) {
        Map<String, ConfigValue> set = new HashMap<>();
        values.forEach((key, value) -> set.put(key, new ConfigValue(value, source)));
        return new ConfigSet(set);
    }

    static ClusterHealth check(ClusterState state) {
        return HealthCheck.with(HealthPolicy.defaults()).check(state);
    }

    static ClusterHealth check(ClusterState.Builder state) {
        return check(state.build());
    }
}
