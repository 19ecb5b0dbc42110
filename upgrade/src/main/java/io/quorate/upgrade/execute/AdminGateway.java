// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.ConsumerGroups;
import io.quorate.internal.AdminReader;
import io.quorate.internal.KafkaFutures;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.KafkaVersionProbe;
import io.quorate.observe.Section;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.ReleaseTable;
import io.quorate.upgrade.version.VersionDetection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.ElectLeadersOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Speaks to brokers. Nothing is tried twice here: the run looks again, and decides again. */
final class AdminGateway implements ClusterGateway {
    private static final int MOST_PARTITIONS = 500;
    private static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

    private final Admin admin;
    private final BrokerLifecycle lifecycle;
    private final Set<Integer> brokers;
    private final Duration callTimeout;
    private final ClusterObserver observer;

    AdminGateway(Admin admin, BrokerLifecycle lifecycle, Era era, Set<Integer> brokers, Duration callTimeout) {
        this.admin = admin;
        this.lifecycle = lifecycle;
        this.brokers = Set.copyOf(brokers);
        this.callTimeout = callTimeout;
        EnumSet<Section> sections = EnumSet.of(Section.TOPICS, Section.TOPIC_CONFIGS, Section.REASSIGNMENTS);
        if (era == Era.KRAFT) {
            sections.add(Section.QUORUM);
            sections.add(Section.FEATURES);
        }
        this.observer = ClusterObserver.builder(admin)
                .callTimeout(callTimeout)
                .sections(sections)
                .build();
    }

    @Override
    public ClusterState observe() {
        return observer.observe();
    }

    @Override
    public Map<Integer, DetectedVersion> versions(Set<Integer> nodeIds) {
        KafkaVersionProbe.Builder probe = KafkaVersionProbe.builder(admin).callTimeout(callTimeout);
        Set<Integer> byAdmin = new HashSet<>();
        Set<Integer> direct = new HashSet<>();
        for (int node : nodeIds) {
            if (brokers.contains(node)) {
                byAdmin.add(node);
            } else {
                direct.add(node);
                Optional<Endpoint> endpoint = lifecycle.controllerEndpoint(node).value();
                endpoint.ifPresent(found -> probe.endpoint(node, found));
            }
        }
        Map<Integer, DetectedVersion> found = new TreeMap<>();
        probe.build()
                .observe(byAdmin, direct)
                .forEach((node, software) -> found.put(
                        node, VersionDetection.using(ReleaseTable.builtIn()).detect(software)));
        return found;
    }

    @Override
    public boolean electPreferredLeaders(Set<TopicPartition> partitions) {
        List<TopicPartition> all = List.copyOf(partitions);
        try {
            for (int from = 0; from < all.size(); from += MOST_PARTITIONS) {
                Set<TopicPartition> some = Set.copyOf(all.subList(from, Math.min(all.size(), from + MOST_PARTITIONS)));
                // What is refused for a partition is seen by the next look.
                join(
                        admin.electLeaders(
                                        ElectionType.PREFERRED,
                                        some,
                                        new ElectLeadersOptions().timeoutMs(Math.toIntExact(callTimeout.toMillis())))
                                .partitions(),
                        "elections of preferred leaders");
            }
            return true;
        } catch (UnsupportedVersionException e) {
            return false;
        }
    }

    @Override
    public Observed<Map<String, Integer>> finalizedFeatures(int brokerId) {
        AdminReader reader = new AdminReader(admin, callTimeout);
        DescribeFeaturesOptions options = reader.bounded(new DescribeFeaturesOptions().nodeId(brokerId));
        return reader.ask(
                        "finalized features as seen by broker " + brokerId,
                        admin.describeFeatures(options).featureMetadata(),
                        AdminGateway::finalized)
                .get();
    }

    /** Without an epoch the broker does not know yet, and shows the lowest level that it supports (KAFKA-19964). */
    private static Map<String, Integer> finalized(FeatureMetadata metadata) {
        if (metadata.finalizedFeaturesEpoch().isEmpty()) {
            throw new KafkaException("the broker does not know the finalized features yet");
        }
        Map<String, Integer> levels = new TreeMap<>();
        metadata.finalizedFeatures().forEach((name, range) -> levels.put(name, (int) range.maxVersionLevel()));
        return levels;
    }

    @Override
    public void changeFeature(String feature, int level, FeatureChange how) {
        FeatureUpdate.UpgradeType type = how == FeatureChange.LOWER_SAFELY
                ? FeatureUpdate.UpgradeType.SAFE_DOWNGRADE
                : FeatureUpdate.UpgradeType.UPGRADE;
        UpdateFeaturesOptions options = new UpdateFeaturesOptions()
                .validateOnly(how == FeatureChange.TRY)
                .timeoutMs(Math.toIntExact(callTimeout.toMillis()));
        join(
                admin.updateFeatures(Map.of(feature, new FeatureUpdate((short) level, type)), options)
                        .all(),
                "a change of " + feature + " to " + level);
    }

    @Override
    public Observed<Map<Integer, Integer>> minIsrDefaults() {
        ClusterState state = ClusterObserver.builder(admin)
                .callTimeout(callTimeout)
                .sections(EnumSet.of(Section.BROKER_CONFIGS))
                .build()
                .observe();
        if (state.brokerConfigs().value().isEmpty()
                || state.clusterDefaults().value().isEmpty()) {
            return Observed.unavailable(
                    state.brokerConfigs().value().isEmpty()
                            ? state.brokerConfigs().gaps().get(0)
                            : state.clusterDefaults().gaps().get(0));
        }
        Map<Integer, Integer> found = new HashMap<>();
        state.brokerConfigs().orElse(Map.of()).forEach((node, configs) -> configs.intValue(MIN_INSYNC_REPLICAS)
                .ifPresent(value -> found.put(node, value)));
        ConfigSet defaults = state.clusterDefaults().orElse(new ConfigSet(Map.of()));
        ConfigValue set = defaults.values().get(MIN_INSYNC_REPLICAS);
        if (set != null && set.source() == ConfigValue.Source.DYNAMIC_CLUSTER_DEFAULT) {
            found.put(-1, Integer.parseInt(set.value()));
        }
        List<io.quorate.cluster.Gap> gaps =
                new ArrayList<>(state.brokerConfigs().gaps());
        gaps.addAll(state.clusterDefaults().gaps());
        return Observed.of(Map.copyOf(found), gaps);
    }

    @Override
    public void setClusterMinIsr(int minInSyncReplicas) {
        AlterConfigOp op = new AlterConfigOp(
                new ConfigEntry(MIN_INSYNC_REPLICAS, String.valueOf(minInSyncReplicas)), AlterConfigOp.OpType.SET);
        join(
                admin.incrementalAlterConfigs(
                                Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(op)),
                                new AlterConfigsOptions().timeoutMs(Math.toIntExact(callTimeout.toMillis())))
                        .all(),
                "the cluster-wide min.insync.replicas");
    }

    @Override
    public Observed<Map<String, ConsumerGroup>> groups() {
        return ConsumerGroups.builder(admin).callTimeout(callTimeout).build().observe();
    }

    private <T> T join(org.apache.kafka.common.KafkaFuture<T> future, String what) {
        return KafkaFutures.join(future, callTimeout, what);
    }
}
