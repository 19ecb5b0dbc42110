// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.health.BehindBroker.Cause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Why replicas are out of sync. In each case broker 3 is behind in one partition of three replicas. */
class BehindBrokerTest {
    private static final String REPLICAS = "follower.replication.throttled.replicas";
    private static final String RATE = "follower.replication.throttled.rate";

    private final ClusterState behind = Seen.with(Seen.three("orders", List.of(1, 2)));

    @Test
    void nothingExplainsIt() {
        assertThat(only(behind).causes()).containsExactly(Cause.UNEXPLAINED);
        assertThat(Seen.check(behind).describe()).contains("Broker 3 is behind in 1 partition: it runs, and nothing");
    }

    @Test
    void itsBrokerIsDown() {
        assertThat(only(behind.toBuilder().brokers(Seen.fenced(3, 3)).build()).causes())
                .containsExactly(Cause.BROKER_DOWN);
    }

    @Test
    void itsBrokerIsSilent() {
        MetadataQuorum quorum = Clusters.quorum(
                Clusters.voter(1, Duration.ZERO),
                Clusters.voter(2, Duration.ZERO),
                Clusters.voter(3, Duration.ofSeconds(7)));

        assertThat(only(behind.toBuilder().quorum(Observed.present(quorum)).build())
                        .causes())
                .containsExactly(Cause.BROKER_SILENT);
    }

    @Test
    void itsLogDirFailed() {
        LogDir failed = new LogDir("/data", Optional.of("KafkaStorageException"), Optional.empty(), Map.of());

        assertThat(causesWith(sized(50, 1 << 30), failed)).containsExactly(Cause.LOG_DIR_FAILED);
    }

    @Test
    void itsLogDirIsFull() {
        assertThat(causesWith(Seen.dir(50), Seen.dir(4))).containsExactly(Cause.LOG_DIR_FULL);
        assertThat(causesWith(Seen.dir(50), Seen.dir(6))).containsExactly(Cause.UNEXPLAINED);
    }

    @Test
    void itHasMuchToCatchUp() {
        BehindBroker far = only(behind.toBuilder()
                .logDirs(Seen.dirs(sized(50, 1 << 30), sized(50, 1 << 30), sized(50, 1 << 29)))
                .build());

        assertThat(far.causes()).containsExactly(Cause.FAR_BEHIND);
        assertThat(far.describe()).contains("by 512.0 MiB").contains("catch up");
        assertThat(causesWith(sized(50, 1 << 30), sized(50, (1 << 30) - 1000)))
                .as("the last segment is no lag")
                .containsExactly(Cause.UNEXPLAINED);
    }

    @Test
    void aThrottleOfItsBrokerHoldsItBack() {
        assertThat(throttled(REPLICAS, "0:3", RATE, 3)).containsExactly(Cause.THROTTLED);
        assertThat(throttled(REPLICAS, "0:1,0:3", RATE, 3)).containsExactly(Cause.THROTTLED);
        assertThat(throttled(REPLICAS, "*", RATE, 3)).containsExactly(Cause.THROTTLED);
    }

    @Test
    void aThrottleOfItsLeaderHoldsItBack() {
        String replicas = "leader.replication.throttled.replicas";

        assertThat(throttled(replicas, "0:1", "leader.replication.throttled.rate", 1))
                .containsExactly(Cause.THROTTLED);
        assertThat(throttled(replicas, "0:2", "leader.replication.throttled.rate", 1))
                .as("another replica's leader")
                .containsExactly(Cause.UNEXPLAINED);
    }

    @Test
    void aThrottleThatIsNotForThisReplicaHoldsNobodyBack() {
        assertThat(throttled(REPLICAS, "1:3", RATE, 3)).containsExactly(Cause.UNEXPLAINED);
        assertThat(throttled(REPLICAS, "0:3", RATE, 2)).as("no rate").containsExactly(Cause.UNEXPLAINED);
        assertThat(throttled(REPLICAS, "0:33", RATE, 3)).containsExactly(Cause.UNEXPLAINED);
    }

    @Test
    void aThrottleIsNotKnownWhereItsBrokerDoesNotAnswer() {
        Map<Integer, ConfigSet> none = Map.of();
        ClusterState state = behind.toBuilder()
                .topicConfigs(topicConfigs(REPLICAS, "0:3"))
                .brokerConfigs(Observed.of(none, List.of(Clusters.gap("configs of broker 3"))))
                .build();

        assertThat(only(state).causes()).containsExactly(Cause.UNEXPLAINED);
    }

    @Test
    void itIsToldHowLongItLastsAndWhoIsBehindMost() {
        Topic topic = Clusters.topic(
                "orders",
                Clusters.partition(0, List.of(1, 2, 3), List.of(1)),
                Clusters.partition(1, List.of(1, 2, 3), List.of(1, 2)),
                Clusters.partition(2, List.of(1, 2, 3), List.of(2)));
        ClusterHealth first = Seen.check(behind);
        ClusterState later = Seen.with(topic);
        ClusterState now = ClusterState.builder("cluster", Clusters.NOW.plusSeconds(600))
                .brokers(later.brokers())
                .topics(later.topics())
                .topicConfigs(later.topicConfigs())
                .build();

        PartitionFinding.UnderReplicated finding = HealthCheck.with(HealthPolicy.defaults())
                .check(now, first)
                .finding(PartitionFinding.UnderReplicated.class)
                .orElseThrow();

        assertThat(finding.behind()).extracting(BehindBroker::nodeId).containsExactly(3, 1, 2);
        assertThat(finding.behind()).extracting(BehindBroker::partitions).containsExactly(3, 1, 1);
        assertThat(finding.behind().get(0).lasting()).isEqualTo(Duration.ofMinutes(10));
        assertThat(finding.behind().get(1).lasting()).isZero();
        assertThat(finding.what())
                .contains("Broker 3 is behind in 3 partitions for 10 min")
                .doesNotContain("No other");
    }

    @Test
    void aClockThatWentBackMakesNoNegativeTime() {
        ClusterHealth first = Seen.check(behind);
        ClusterState now = ClusterState.builder("cluster", Clusters.NOW.minusSeconds(600))
                .brokers(behind.brokers())
                .topics(behind.topics())
                .build();

        assertThat(HealthCheck.with(HealthPolicy.defaults())
                        .check(now, first)
                        .finding(PartitionFinding.UnderReplicated.class)
                        .orElseThrow()
                        .behind()
                        .get(0)
                        .lasting())
                .isZero();
    }

    @Test
    void oneBrokerThatAllMissIsNamedAsTheOnlyOneAndOfManyTheFirstThree() {
        Topic common = Clusters.topic(
                "orders",
                Clusters.partition(0, List.of(1, 2, 3), List.of(1, 2)),
                Clusters.partition(1, List.of(1, 2, 3), List.of(1, 2)));
        Topic many = Clusters.topic(
                "orders",
                Clusters.partition(0, IntStream.rangeClosed(1, 6).boxed().toList(), List.of(1, 2)));

        assertThat(Seen.check(Seen.with(common)).describe()).contains("No other broker is behind.");
        assertThat(Seen.check(Seen.with(many)).describe()).contains("1 more brokers are behind");
    }

    private List<Cause> throttled(String replicasKey, String replicas, String rateKey, int broker) {
        Map<Integer, ConfigSet> brokers =
                new HashMap<>(behind.brokerConfigs().value().orElseThrow());
        brokers.put(broker, Seen.configs(ConfigValue.Source.DYNAMIC_BROKER, Map.of(rateKey, "1000")));
        return List.copyOf(only(behind.toBuilder()
                        .topicConfigs(topicConfigs(replicasKey, replicas))
                        .brokerConfigs(Observed.present(brokers))
                        .build())
                .causes());
    }

    private static Observed<Map<String, ConfigSet>> topicConfigs(String key, String value) {
        return Observed.present(Map.of(
                "orders",
                Seen.configs(ConfigValue.Source.DYNAMIC_TOPIC, Map.of("min.insync.replicas", "2", key, value))));
    }

    private List<Cause> causesWith(LogDir others, LogDir third) {
        return List.copyOf(only(behind.toBuilder()
                        .logDirs(Seen.dirs(others, others, third))
                        .build())
                .causes());
    }

    private static LogDir sized(int usable, long bytes) {
        return new LogDir(
                "/data", Optional.empty(), Seen.space(usable), Map.of(new TopicPartition("orders", 0), bytes));
    }

    private static BehindBroker only(ClusterState state) {
        List<BehindBroker> found = Seen.check(state)
                .finding(PartitionFinding.UnderReplicated.class)
                .orElseThrow()
                .behind();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
