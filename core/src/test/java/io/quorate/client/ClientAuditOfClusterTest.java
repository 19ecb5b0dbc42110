// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientAuditOfClusterTest {
    private static final String THREE = "bootstrap.servers=k1:9092,k2:9092,k3:9092;client.id=c;";

    @Test
    void aSoundClusterAddsNothing() {
        AuditReport report = producer(cluster(3, 2, Map.of()).build(), "acks=all", "orders");

        assertThat(report.findings()).as(report.describe()).noneMatch(finding -> finding.severity() != Severity.INFO);
        assertThat(report.survival().survives()).anyMatch(sentence -> sentence.contains("1 brokers less"));
    }

    @Test
    void topicsThatDoNotKeepTheirPartAreErrors() {
        assertFinding(
                producer(cluster(1, 1, Map.of()).build(), "acks=all", "orders"),
                "P10",
                Severity.ERROR,
                "Raise the replication");
        assertFinding(
                producer(cluster(3, 1, Map.of()).build(), "acks=all", "orders"),
                "P10",
                Severity.ERROR,
                "Set min.insync");
        assertFinding(
                producer(cluster(3, 3, Map.of()).build(), "acks=all", "orders"), "P10", Severity.ERROR, "one below");
        assertFinding(
                producer(
                        cluster(3, 2, Map.of("unclean.leader.election.enable", "true"))
                                .build(),
                        "acks=all",
                        "orders"),
                "P10",
                Severity.ERROR,
                "unclean");
        assertFinding(producer(cluster(3, 2, Map.of()).build(), "acks=all", "ordres"), "P10", Severity.ERROR, "names");
        assertFinding(
                producer(cluster(3, 2, Map.of("max.message.bytes", "1000")).build(), "acks=all", "orders"),
                "P10",
                Severity.ERROR,
                "max.request.size");
    }

    @Test
    void withoutNamesAllTopicsCountAndAreWarningsUnlessLossIsForbidden() {
        ClusterState cluster = cluster(1, 1, Map.of()).build();

        AuditReport unstated = ClientAudit.builder(ClientRole.PRODUCER)
                .cluster(cluster)
                .build()
                .audit(ClientAuditTest.map(THREE));
        AuditReport zeroLoss = ClientAudit.builder(ClientRole.PRODUCER)
                .goal(ClientGoal.ZERO_LOSS)
                .cluster(cluster)
                .build()
                .audit(ClientAuditTest.map(THREE));

        assertFinding(unstated, "P10", Severity.WARNING, "replication");
        assertFinding(zeroLoss, "P10", Severity.ERROR, "replication");
    }

    @Test
    void whatCouldNotBeReadIsSaidAndNotTakenForGood() {
        ClusterState blind = ClusterState.builder("c", Clusters.NOW).build();
        ClusterState noConfigs = cluster(3, 2, Map.of())
                .topicConfigs(Observed.unavailable(Clusters.gap("topic configs")))
                .build();

        assertFinding(producer(blind, "acks=all", "orders"), "P10", Severity.WARNING, "rights");
        assertFinding(producer(noConfigs, "acks=all", "orders"), "P10", Severity.WARNING, "DESCRIBE_CONFIGS");
        assertFinding(audit(ClientRole.CONSUMER, blind, "group.id=g"), "P10", Severity.WARNING, "rights");
        assertFinding(
                audit(ClientRole.CONSUMER, blind, "group.id=g;client.rack=a"), "G11", Severity.WARNING, "broker.rack");
        assertFinding(audit(ClientRole.STREAMS, blind, "application.id=a"), "P10", Severity.WARNING, "rights");
    }

    @Test
    void theGroupProtocolMustBeOneOfTheBrokers() {
        ClusterState old = cluster(3, 2, Map.of()).features(features(0)).build();
        ClusterState current = cluster(3, 2, Map.of()).features(features(1)).build();

        assertFinding(audit(ClientRole.CONSUMER, current, "group.id=g"), "G09", Severity.INFO, "consumer");
        assertFinding(
                audit(ClientRole.CONSUMER, old, "group.id=g;group.protocol=consumer"),
                "G09",
                Severity.ERROR,
                "classic");
        assertThat(audit(ClientRole.CONSUMER, old, "group.id=g").findings())
                .noneMatch(finding -> finding.rule().equals("G09"));
    }

    @Test
    void aRackIsOfNoUseIfBrokersDoNotKnowIt() {
        ClusterState cluster = cluster(3, 2, Map.of()).build();
        ClusterState selecting = cluster(3, 2, Map.of())
                .brokerConfigs(Observed.present(Map.of(
                        1,
                        configs(Map.of(
                                "replica.selector.class",
                                "org.apache.kafka.common.replica.RackAwareReplicaSelector")))))
                .build();

        assertFinding(
                audit(ClientRole.CONSUMER, cluster, "group.id=g;client.rack=z"),
                "G11",
                Severity.WARNING,
                "broker.rack");
        assertFinding(
                audit(ClientRole.CONSUMER, cluster, "group.id=g;client.rack=r1"), "G11", Severity.WARNING, "selector");
        assertThat(audit(ClientRole.CONSUMER, selecting, "group.id=g;client.rack=r1")
                        .findings())
                .noneMatch(finding -> finding.rule().equals("G11"));
    }

    @Test
    void bootstrapServersInOneRackAreFound() {
        ClusterState cluster = cluster(3, 2, Map.of())
                .brokers(Observed.present(List.of(broker(1, "a"), broker(2, "a"), broker(3, "b"))))
                .build();

        assertThat(audit(ClientRole.ADMIN, cluster, "bootstrap.servers=k1:9092,k2:9092")
                        .findings())
                .anyMatch(finding ->
                        finding.rule().equals("C01") && finding.reason().contains("rack a"));
        assertThat(audit(ClientRole.ADMIN, cluster, "bootstrap.servers=k1:9092,k3:9092")
                        .findings())
                .noneMatch(finding -> finding.rule().equals("C01"));
    }

    @Test
    void transactionsMustFitTheBrokers() {
        AuditReport report = producer(
                cluster(3, 2, Map.of()).build(), "transactional.id=t-1;transaction.timeout.ms=1000000", "orders");

        assertFinding(report, "P07", Severity.ERROR, "transaction.max.timeout.ms");
    }

    @Test
    void internalTopicsCountForWhoeverNeedsThem() {
        Topic offsets = topic("__consumer_offsets", 1);
        ClusterState cluster = cluster(3, 2, Map.of())
                .topics(Clusters.topics(topic("orders", 3), offsets))
                .topicConfigs(Observed.present(Map.of("orders", minIsr(2), "__consumer_offsets", minIsr(1))))
                .build();

        assertFinding(
                audit(ClientRole.CONSUMER, cluster, "group.id=g"), "P10", Severity.WARNING, "Raise the replication");
        assertThat(producer(cluster, "acks=all", "orders").findings())
                .noneMatch(finding -> finding.seen().contains("__consumer_offsets"));
    }

    @Test
    void streamsTakesTheBrokersReplicationFactorUnlessItHasItsOwn() {
        ClusterState cluster = cluster(3, 2, Map.of()).build();

        assertFinding(
                audit(ClientRole.STREAMS, cluster, "application.id=a"),
                "S01",
                Severity.WARNING,
                "replication.factor=3");
        assertThat(audit(ClientRole.STREAMS, cluster, "application.id=a;replication.factor=3")
                        .findings())
                .noneMatch(finding -> finding.fix().contains("replication.factor=3"));
    }

    @Test
    void aBufferThatHoldsNoBatchForEachPartitionIsFound() {
        AuditReport report =
                producer(cluster(3, 2, Map.of()).build(), "batch.size=1000000;buffer.memory=1500000", "orders");

        assertFinding(report, "P09", Severity.WARNING, "2000000");
    }

    private static AuditReport producer(ClusterState cluster, String config, String topic) {
        return ClientAudit.builder(ClientRole.PRODUCER)
                .cluster(cluster)
                .topics(Set.of(topic))
                .build()
                .audit(ClientAuditTest.map(THREE + config));
    }

    private static AuditReport audit(ClientRole role, ClusterState cluster, String config) {
        return ClientAudit.builder(role).cluster(cluster).build().audit(ClientAuditTest.map(THREE + config));
    }

    private static void assertFinding(AuditReport report, String rule, Severity severity, String fix) {
        assertThat(report.findings())
                .as(report.describe())
                .anyMatch(finding -> finding.rule().equals(rule)
                        && finding.severity() == severity
                        && (finding.fix() + finding.reason()).contains(fix));
    }

    /** Brokers k1 to k3 in racks of their own, and a topic "orders" of two partitions. */
    private static ClusterState.Builder cluster(int replication, int minIsr, Map<String, String> more) {
        Map<String, ConfigValue> configs = new HashMap<>(minIsr(minIsr).values());
        configs.putAll(configs(more).values());
        return ClusterState.builder("c", Clusters.NOW)
                .brokers(Observed.present(List.of(broker(1, "r1"), broker(2, "r2"), broker(3, "r3"))))
                .features(features(1))
                .topics(Clusters.topics(topic("orders", replication)))
                .topicConfigs(Observed.present(Map.of("orders", new ConfigSet(configs))))
                .brokerConfigs(Observed.present(Map.of(
                        1,
                        configs(Map.of("default.replication.factor", "1", "transaction.max.timeout.ms", "900000")))));
    }

    private static Observed<ClusterFeatures> features(int groupVersion) {
        return Observed.present(new ClusterFeatures(Map.of("group.version", groupVersion)));
    }

    private static Broker broker(int id, String rack) {
        return new Broker(id, new Endpoint("k" + id, 9092), rack, false);
    }

    private static Topic topic(String name, int replication) {
        List<Integer> replicas = IntStream.rangeClosed(1, replication).boxed().toList();
        Topic.Builder topic = Topic.builder(name)
                .partition(Clusters.partition(0, replicas, replicas))
                .partition(Clusters.partition(1, replicas, replicas));
        return name.startsWith("__") ? topic.internal().build() : topic.build();
    }

    private static ConfigSet minIsr(int value) {
        return configs(Map.of("min.insync.replicas", String.valueOf(value)));
    }

    private static ConfigSet configs(Map<String, String> values) {
        Map<String, ConfigValue> configs = new HashMap<>();
        values.forEach((key, value) -> configs.put(key, new ConfigValue(value, ConfigValue.Source.DYNAMIC_TOPIC)));
        return new ConfigSet(configs);
    }
}
