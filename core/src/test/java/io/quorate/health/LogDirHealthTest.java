// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Disks, and throttles that were left behind. */
class LogDirHealthTest {
    private static final LogDir WELL = Seen.dir(50);
    private static final LogDir FAILED =
            new LogDir("/bad", Optional.of("KafkaStorageException: disk"), Optional.empty(), Map.of());

    @Test
    void aLogDirThatFailedIsCritical() {
        ClusterHealth health = check(WELL, FAILED, FAILED);

        assertThat(health.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(health.findingIds()).containsExactly("log-dirs-failed");
        assertThat(health.describe())
                .contains("2 log dirs (broker 2: /bad, broker 3: /bad) have failed: KafkaStorageException: disk.");
    }

    @Test
    void aLogDirThatFillsIsAWarningAndThenCritical() {
        ClusterHealth warning = check(WELL, Seen.dir(15), Seen.dir(14));
        ClusterHealth critical = check(Seen.dir(14), Seen.dir(5), Seen.dir(4));

        assertThat(warning.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(warning.describe()).contains("1 log dir has little room left: broker 3: /data has 14 %, 14.0 GiB");
        assertThat(critical.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(critical.finding(LogDirFinding.Filling.class).orElseThrow().logDirs())
                .extracting(fill -> fill.place().nodeId())
                .as("the fullest first")
                .containsExactly(3, 2, 1);
    }

    @Test
    void aVolumeThatDoesNotSayItsSizeIsNotJudged() {
        LogDir silent = new LogDir("/data", Optional.empty(), Optional.empty(), Map.of());
        LogDir zero = new LogDir("/data", Optional.empty(), Optional.of(new LogDir.Space(0, 0)), Map.of());

        assertThat(check(silent, zero, WELL).findings()).isEmpty();
    }

    @Test
    void aCordonedLogDirIsWorthKnowing() {
        LogDir cordoned = new LogDir("/data", Optional.empty(), Optional.empty(), true, Map.of());

        ClusterHealth health = check(WELL, WELL, cordoned);

        assertThat(health.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(health.findingIds()).containsExactly("log-dirs-cordoned");
    }

    @Test
    void aThrottleThatIsLeftWithRateAndReplicasIsAWarning() {
        ClusterHealth health = Seen.check(throttled(Seen.healthy(), "1000", "0:1"));

        assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(health.findingIds()).containsExactly("throttles-left-behind");
        assertThat(health.describe())
                .contains("rates: broker 1: leader.replication.throttled.rate=1000; topics: orders.");
    }

    @Test
    void aRateForAllBrokersIsFoundOnce() {
        ConfigSet rate = Seen.configs(
                ConfigValue.Source.DYNAMIC_CLUSTER_DEFAULT, Map.of("follower.replication.throttled.rate", "7"));
        ClusterState state = Seen.healthy().toBuilder()
                .clusterDefaults(Observed.present(rate))
                .brokerConfigs(Observed.present(Map.of(1, rate, 2, rate, 3, rate)))
                .build();

        ClusterHealth health = Seen.check(state);

        assertThat(health.status()).as("a rate alone holds nobody back").isEqualTo(HealthStatus.HEALTHY);
        assertThat(health.describe())
                .contains("rates: all brokers: follower.replication.throttled.rate=7; topics: none.");
    }

    @Test
    void throttledReplicasWithoutARateAreWorthKnowing() {
        ClusterState state = Seen.healthy().toBuilder()
                .topicConfigs(Observed.present(Map.of(
                        "orders",
                        Seen.configs(
                                ConfigValue.Source.DYNAMIC_TOPIC,
                                Map.of("min.insync.replicas", "2", "follower.replication.throttled.replicas", "*")))))
                .build();

        assertThat(Seen.check(state).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(Seen.check(state).describe()).contains("rates: none; topics: orders.");
    }

    @Test
    void aThrottleIsNotLeftBehindWhileAReassignmentNeedsItOrMayNeedIt() {
        ClusterState throttled = throttled(Seen.healthy(), "1000", "0:1");
        OngoingReassignment other =
                new OngoingReassignment(new TopicPartition("other", 0), List.of(1, 2), List.of(2), List.of());

        assertThat(Seen.check(throttled.toBuilder().reassignments(Observed.present(List.of(other))))
                        .findingIds())
                .isEmpty();
        assertThat(Seen.check(throttled.toBuilder().reassignments(Observed.unavailable(Clusters.gap("reassignments"))))
                        .findingIds())
                .containsExactly("not-observed");
    }

    @Test
    void anEmptyListOfThrottledReplicasIsNone() {
        ClusterState state = Seen.healthy().toBuilder()
                .topicConfigs(throttled(Seen.healthy(), "1000", "").topicConfigs())
                .build();

        assertThat(Seen.check(state).findings()).isEmpty();
    }

    private static ClusterState throttled(ClusterState state, String rate, String replicas) {
        return state.toBuilder()
                .topicConfigs(Observed.present(Map.of(
                        "orders",
                        Seen.configs(
                                ConfigValue.Source.DYNAMIC_TOPIC,
                                Map.of(
                                        "min.insync.replicas",
                                        "2",
                                        "leader.replication.throttled.replicas",
                                        replicas)))))
                .brokerConfigs(Observed.present(Map.of(
                        1,
                        Seen.configs(
                                ConfigValue.Source.DYNAMIC_BROKER, Map.of("leader.replication.throttled.rate", rate)))))
                .build();
    }

    private static ClusterHealth check(LogDir first, LogDir second, LogDir third) {
        return Seen.check(Seen.healthy().toBuilder().logDirs(Seen.dirs(first, second, third)));
    }
}
