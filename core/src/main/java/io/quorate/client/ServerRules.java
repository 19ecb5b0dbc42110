// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the cluster must do for its part: racks of C01, P07, G09, G11, S01, and the topics in {@link TopicRules}. */
final class ServerRules {
    private ServerRules() {}

    static void check(AuditContext context, ClusterState cluster) {
        racksOfBootstrap(context, cluster);
        switch (context.config().role()) {
            case PRODUCER -> transactionTimeout(context, cluster);
            case CONSUMER -> {
                groupProtocol(context, cluster);
                rack(context, cluster);
            }
            case STREAMS -> streams(context, cluster);
            case ADMIN -> {}
        }
        TopicRules.check(context, cluster);
    }

    /** A setting of the brokers; empty if nobody could read it. */
    static Optional<String> brokerConfig(ClusterState cluster, String key) {
        return cluster.brokerConfigs().orElse(Map.of()).values().stream()
                .map(configs -> configs.value(key))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static OptionalLong brokerNumber(ClusterState cluster, String key) {
        return brokerConfig(cluster, key)
                .filter(text -> text.matches("-?[0-9]{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    private static void racksOfBootstrap(AuditContext context, ClusterState cluster) {
        Map<String, Broker> byAddress = new HashMap<>();
        List<Broker> brokers = cluster.brokers().orElse(List.of());
        brokers.forEach(broker ->
                byAddress.put(broker.endpoint().host() + ":" + broker.endpoint().port(), broker));
        List<Broker> named = context.config().list("bootstrap.servers").stream()
                .map(byAddress::get)
                .filter(Objects::nonNull)
                .toList();
        Set<String> racks = racks(named);
        if (named.size() > 1 && racks.size() == 1 && racks(brokers).size() > 1) {
            context.report(
                    "C01",
                    Severity.WARNING,
                    "bootstrap.servers",
                    "all of them are in rack " + racks.iterator().next() + "; while it is down, no client starts",
                    "Name a broker in each of the racks " + racks(brokers));
        }
    }

    private static Set<String> racks(List<Broker> brokers) {
        return brokers.stream()
                .map(Broker::rack)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void transactionTimeout(AuditContext context, ClusterState cluster) {
        EffectiveConfig config = context.config();
        OptionalLong most = brokerNumber(cluster, "transaction.max.timeout.ms");
        if (!config.text(ProducerRules.TRANSACTIONAL_ID).isEmpty()
                && most.isPresent()
                && config.number("transaction.timeout.ms") > most.getAsLong()) {
            context.report(
                    "P07",
                    Severity.ERROR,
                    "transaction.timeout.ms",
                    "the brokers allow transaction.max.timeout.ms=" + most.getAsLong()
                            + ", so initTransactions() throws",
                    "Lower it, or raise transaction.max.timeout.ms on the brokers");
        }
    }

    private static void groupProtocol(AuditContext context, ClusterState cluster) {
        if (cluster.features().value().isEmpty()) {
            unchecked(
                    context,
                    "finalized features",
                    cluster.features().gaps().get(0).describe());
            return;
        }
        int version = cluster.features().value().get().level("group.version").orElse(0);
        boolean classic = ConsumerRules.isClassic(context.config());
        if (classic && version >= 1) {
            context.report(
                    "G09",
                    Severity.INFO,
                    ConsumerRules.PROTOCOL,
                    "the brokers have group.version=" + version + ", whose rebalances stop nobody",
                    "Use group.protocol=consumer");
        } else if (!classic && version < 1) {
            context.report(
                    "G09",
                    Severity.ERROR,
                    ConsumerRules.PROTOCOL,
                    "the brokers have not finalized group.version=1, so nobody can join the group",
                    "Use classic until the cluster has group.version=1");
        }
    }

    private static void rack(AuditContext context, ClusterState cluster) {
        String rack = context.config().text(ConsumerRules.RACK);
        if (rack.isEmpty()) {
            return;
        }
        Set<String> racks = racks(cluster.brokers().orElse(List.of()));
        if (!racks.contains(rack)) {
            context.report(
                    "G11",
                    Severity.WARNING,
                    ConsumerRules.RACK,
                    "no broker is in that rack, so it has no effect; there are " + racks,
                    "Spell it as broker.rack is spelt");
        }
        if (cluster.brokerConfigs().value().isEmpty()) {
            unchecked(context, "replica.selector.class of the brokers", "their configs were not read");
        } else if (brokerConfig(cluster, "replica.selector.class").orElse("").isEmpty()) {
            context.report(
                    "G11",
                    Severity.WARNING,
                    ConsumerRules.RACK,
                    "the brokers have no replica.selector.class, so everybody reads from leaders",
                    "Set replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector on the brokers");
        }
    }

    private static void streams(AuditContext context, ClusterState cluster) {
        EffectiveConfig config = context.config();
        boolean ofBrokers =
                !config.isSupplied(StreamsRules.REPLICATION) || config.number(StreamsRules.REPLICATION) == -1;
        OptionalLong byDefault = brokerNumber(cluster, "default.replication.factor");
        if (ofBrokers && byDefault.isEmpty()) {
            unchecked(context, "default.replication.factor of the brokers", "their configs were not read");
        } else if (ofBrokers && byDefault.getAsLong() < 3) {
            context.report(
                    "S01",
                    context.goal().forbidsLoss() ? Severity.ERROR : Severity.WARNING,
                    StreamsRules.REPLICATION,
                    "changelogs and repartition topics get default.replication.factor=" + byDefault.getAsLong()
                            + " of the brokers",
                    "Set replication.factor=3");
        }
    }

    static void unchecked(AuditContext context, String what, String why) {
        context.seen(
                "P10",
                Severity.WARNING,
                what,
                "it could not be checked: " + why,
                "Give the observer the rights, or look yourself");
    }

    static Set<String> userTopics(ClusterState cluster) {
        Set<String> names = new HashSet<>();
        cluster.topics().orElse(Map.of()).forEach((name, topic) -> {
            if (!topic.isInternal()) {
                names.add(name);
            }
        });
        return names;
    }

    static ConfigSet configs(ClusterState cluster, String topic) {
        return cluster.topicConfigs().orElse(Map.of()).getOrDefault(topic, new ConfigSet(Map.of()));
    }
}
