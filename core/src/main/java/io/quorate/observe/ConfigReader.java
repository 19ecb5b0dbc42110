// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Reads the configs that decide about safety; a broker has some 300, most of which do not. */
final class ConfigReader {
    private static final int CHUNK = 200;

    /** Everything that was set on a topic is kept beside these. */
    private static final Set<String> TOPIC_KEYS =
            Set.of("min.insync.replicas", "unclean.leader.election.enable", "cleanup.policy", "max.message.bytes");

    private static final Set<String> BROKER_KEYS = Set.of(
            "process.roles",
            "listeners",
            "advertised.listeners",
            "controller.listener.names",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "min.insync.replicas",
            "default.replication.factor",
            "unclean.leader.election.enable",
            "auto.create.topics.enable",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            // What decides about replacing binaries.
            "inter.broker.protocol.version",
            "log.message.format.version",
            "zookeeper.metadata.migration.enable",
            "controlled.shutdown.enable",
            "replica.fetch.backoff.ms",
            "log.segment.bytes",
            "num.replica.fetchers");

    private final AdminReader reader;
    private final Set<String> topicKeys;

    ConfigReader(AdminReader reader, Set<String> moreTopicKeys) {
        this.reader = reader;
        this.topicKeys = new HashSet<>(TOPIC_KEYS);
        this.topicKeys.addAll(moreTopicKeys);
    }

    /** Asks for topics that were listed, and for others by name: of these, one that does not exist leaves no gap. */
    Supplier<Observed<Map<String, ConfigSet>>> askTopics(List<String> listed, Set<String> unlisted) {
        Map<ConfigResource, KafkaFuture<ConfigSet>> futures = AdminReader.ordered();
        List<String> names = new ArrayList<>(listed);
        names.addAll(unlisted);
        for (List<String> chunk : AdminReader.chunks(names, CHUNK)) {
            List<ConfigResource> topics = chunk.stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList();
            futures.putAll(AdminReader.folded(ask(topics), config -> relevant(config, topicKeys)));
        }
        return () -> {
            Map<String, ConfigSet> configs = AdminReader.ordered();
            List<Gap> gaps = reader.collect(
                    futures,
                    resource -> Gap.topicConfigsSubject(resource.name()),
                    (resource, config) -> configs.put(resource.name(), config));
            gaps.removeIf(gap -> gap.kind() == Gap.Kind.VANISHED
                    && unlisted.stream().map(Gap::topicConfigsSubject).anyMatch(gap.subject()::equals));
            return Observed.of(configs, gaps);
        };
    }

    /** Asks online brokers only: a dead one answers with its time-out. */
    Supplier<Observed<Map<Integer, ConfigSet>>> askBrokers(Collection<Integer> online) {
        // One request each: a broker that died since would otherwise hold up the answers of the others.
        Map<Integer, KafkaFuture<Config>> futures = AdminReader.ordered();
        for (int nodeId : online) {
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(nodeId));
            ask(List.of(broker)).values().forEach(future -> futures.put(nodeId, future));
        }
        return () -> {
            Map<Integer, ConfigSet> configs = AdminReader.ordered();
            List<Gap> gaps = reader.collect(
                    futures,
                    nodeId -> "configs of broker " + nodeId,
                    (nodeId, config) -> configs.put(nodeId, relevant(config, BROKER_KEYS)));
            return Observed.of(configs, gaps);
        };
    }

    Supplier<Observed<ConfigSet>> askClusterDefaults() {
        ConfigResource everyBroker = new ConfigResource(ConfigResource.Type.BROKER, "");
        return reader.ask(
                "cluster-wide defaults",
                ask(List.of(everyBroker)).values().iterator().next(),
                config -> relevant(config, BROKER_KEYS));
    }

    private Map<ConfigResource, KafkaFuture<Config>> ask(List<ConfigResource> resources) {
        return reader.admin()
                .describeConfigs(resources, reader.bounded(new DescribeConfigsOptions()))
                .values();
    }

    private static ConfigSet relevant(Config config, Set<String> keys) {
        Map<String, ConfigValue> values = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            // What a topic inherits from its broker was not set on it.
            boolean ofBroker = keys == BROKER_KEYS
                    && (entry.source() == ConfigEntry.ConfigSource.STATIC_BROKER_CONFIG
                            || entry.source() == ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG);
            boolean set = ofBroker
                    || entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
                    || entry.source() == ConfigEntry.ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG;
            if (entry.value() != null && !entry.isSensitive() && (set || keys.contains(entry.name()))) {
                values.put(entry.name(), new ConfigValue(entry.value(), source(entry.source())));
            }
        }
        return new ConfigSet(values);
    }

    private static ConfigValue.Source source(ConfigEntry.ConfigSource source) {
        return switch (source) {
            case DYNAMIC_TOPIC_CONFIG -> ConfigValue.Source.DYNAMIC_TOPIC;
            case DYNAMIC_BROKER_CONFIG -> ConfigValue.Source.DYNAMIC_BROKER;
            case DYNAMIC_DEFAULT_BROKER_CONFIG -> ConfigValue.Source.DYNAMIC_CLUSTER_DEFAULT;
            case STATIC_BROKER_CONFIG -> ConfigValue.Source.STATIC_BROKER;
            case DEFAULT_CONFIG -> ConfigValue.Source.DEFAULT;
            default -> ConfigValue.Source.OTHER;
        };
    }
}
