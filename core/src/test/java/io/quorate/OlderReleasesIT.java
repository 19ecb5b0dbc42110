// SPDX-License-Identifier: Apache-2.0
package io.quorate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.backup.execute.ClusterRestore;
import io.quorate.backup.observe.ClusterExport;
import io.quorate.backup.plan.Placement;
import io.quorate.backup.plan.RestoreOptions;
import io.quorate.backup.plan.RestorePlan;
import io.quorate.backup.plan.RestoreStep;
import io.quorate.group.GroupChanges;
import io.quorate.health.ClusterHealth;
import io.quorate.health.HealthCheck;
import io.quorate.health.HealthPolicy;
import io.quorate.health.HealthSection;
import io.quorate.health.HealthStatus;
import io.quorate.observe.ClusterConditions;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clusters of older releases tell is enough for a verdict and a backup, and what they cannot tell is said. */
class OlderReleasesIT {
    private static final int MOST_LOOKS = 150;
    private static final TopicPartition KEPT_0 = new TopicPartition("kept", 0);
    private static final RestoreOptions AS_IT_WAS =
            RestoreOptions.builder().placement(Placement.AS_IN_BACKUP).build();

    @ParameterizedTest
    @CsvSource({
        // release, not told, with the quorum excused, one of three nodes lost, commits restored
        "2.1.1, DEGRADED, HEALTHY, DEGRADED, false",
        "2.8.2, DEGRADED, HEALTHY, DEGRADED, true",
        "3.3.2, HEALTHY, HEALTHY, CRITICAL, true",
        "3.6.2, HEALTHY, HEALTHY, CRITICAL, true",
        "4.0.1, HEALTHY, HEALTHY, CRITICAL, true",
    })
    void aLostBrokerIsSeenAndWhatWasWipedIsBroughtBack(
            String release, HealthStatus strict, HealthStatus excused, HealthStatus lost, boolean commits)
            throws Exception {
        try (TestCluster cluster =
                        TestCluster.builder().version(release).nodes(3).start();
                Live live = new Live(cluster)) {
            fill(live);

            until(() -> verdict(live), seen -> seen.status() == strict);
            until(() -> verdict(live, HealthSection.QUORUM), seen -> seen.status() == excused);
            cluster.kill(3);
            // That a voter is behind counts later than that its broker is fenced.
            until(
                    () -> verdict(live, HealthSection.QUORUM),
                    seen -> seen.status() == lost
                            && seen.findingIds().containsAll(Set.of("brokers-missing", "partitions-under-replicated")));
            cluster.start(3);
            until(() -> verdict(live, HealthSection.QUORUM), seen -> seen.status() == HealthStatus.HEALTHY);

            ClusterBackup before = exported(
                    live,
                    backup -> isThere(backup, "wiped")
                            && backup.groups().orElse(Map.of()).containsKey("reader"));
            wipe(live);
            assertThat(exported(live, backup -> isThere(backup, "kept") && !isThere(backup, "wiped"))
                            .isComplete())
                    .isTrue();
            ClusterRestore restore = ClusterRestore.using(live.admin());
            RestorePlan plan = restore.plan(before, AS_IT_WAS);
            assertThat(plan.steps(RestoreStep.Outcome.REFUSED))
                    .as(plan.describe())
                    .hasSize(commits ? 0 : 1)
                    .allSatisfy(step -> assertThat(step.describe()).contains("its brokers give topics no ids"));
            restore.apply(plan).throwIfIncomplete();

            ClusterBackup after = exported(live, backup -> isThere(backup, "wiped"));
            assertThat(replicas(after)).isEqualTo(replicas(before));
            assertThat(after.configs(ConfigScope.TOPIC)).isEqualTo(before.configs(ConfigScope.TOPIC));
            if (commits) {
                assertThat(after.groups()).isEqualTo(before.groups());
            }
        }
    }

    private static void fill(Live live) throws InterruptedException {
        live.topic("wiped", List.of(List.of(1, 2, 3), List.of(2, 3, 1)), Map.of("retention.ms", "86400000"));
        live.topic("kept", List.of(List.of(1, 2, 3)), Map.of("min.insync.replicas", "2"));
        live.produce("kept", 4, Duration.ofSeconds(30));
        Live.get(live.admin()
                .alterConsumerGroupOffsets(
                        "reader", Map.of(KEPT_0, new OffsetAndMetadata(2, Optional.of(0), "two were read")))
                .all());
        live.awaitEverywhere(ClusterConditions.everyIsrFull(name -> true));
    }

    private static void wipe(Live live) {
        Live.get(live.admin().deleteTopics(List.of("wiped")).all());
        assertThat(GroupChanges.using(live.admin()).deleteGroups(List.of("reader")))
                .isEmpty();
    }

    private static boolean isThere(ClusterBackup backup, String topic) {
        return backup.isComplete() && backup.topics().orElse(Map.of()).containsKey(topic);
    }

    private static Map<String, List<List<Integer>>> replicas(ClusterBackup backup) {
        return backup.topics().orElse(Map.of()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, topic -> topic.getValue().replicas()));
    }

    private static ClusterHealth verdict(Live live, HealthSection... notToBeSeen) {
        HealthPolicy.Builder policy = HealthPolicy.builder().expectedBrokers(Set.of(1, 2, 3));
        if (notToBeSeen.length > 0) {
            policy.notToBeSeen(notToBeSeen);
        }
        return HealthCheck.with(policy.build()).check(live.observer().observe());
    }

    /** Each call may reach another broker, and some lag: looks until it was so three times in a row. */
    private static ClusterBackup exported(Live live, Predicate<ClusterBackup> settled) throws InterruptedException {
        int[] inARow = {0};
        return until(() -> ClusterExport.using(live.admin()).observe(), backup -> {
            inARow[0] = settled.test(backup) ? inARow[0] + 1 : 0;
            return inARow[0] == 3;
        });
    }

    private static <T> T until(Supplier<T> look, Predicate<T> wanted) throws InterruptedException {
        T seen = look.get();
        for (int looks = 1; !wanted.test(seen); looks++) {
            assertThat(looks).as("last seen: %s", seen).isLessThan(MOST_LOOKS);
            Time.system().sleep(Duration.ofMillis(200));
            seen = look.get();
        }
        return seen;
    }
}
