// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.backup.GroupBackup;
import io.quorate.backup.TopicBackup;
import io.quorate.cluster.Observed;
import io.quorate.group.CommittedOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

class RestoreProperties {
    private static final RestoreOptions AS_IT_WAS =
            RestoreOptions.builder().placement(Placement.AS_IN_BACKUP).build();
    private static final RestoreOptions BY_TIME = RestoreOptions.builder()
            .offsets(OffsetRestore.BY_TIMESTAMP)
            .addPartitions()
            .build();

    @Property(tries = 500)
    void whatWasForgottenInTheSameTopicsIsRestoredToTheSameDocument(@ForAll Random random) {
        SimulatedCluster cluster = RandomClusters.cluster(random, "same", 3);
        ClusterBackup before = cluster.backup();
        cluster.forgetAllButTopics();

        RestorePlan plan = cluster.plan(before, AS_IT_WAS);
        cluster.apply(plan);

        assertThat(plan.steps(RestoreStep.Outcome.REFUSED)).isEmpty();
        assertThat(cluster.backup()).isEqualTo(before);
        assertThat(cluster.plan(before, AS_IT_WAS).writes()).isEmpty();
    }

    /** Ids of topics are new, and offsets in them mean nothing: these two cannot be kept. */
    @Property(tries = 500)
    void aWipedClusterIsRestoredToTheSameDocumentButTopicIdsAndOffsets(@ForAll Random random) {
        SimulatedCluster cluster = RandomClusters.cluster(random, "same", 3);
        ClusterBackup before = cluster.backup();
        cluster.wipe();

        RestorePlan plan = cluster.plan(before, AS_IT_WAS);
        cluster.apply(plan);

        assertThat(withoutWhatCannotBeKept(cluster.backup())).isEqualTo(withoutWhatCannotBeKept(before));
        assertThat(plan.steps(RestoreStep.Outcome.REFUSED))
                .allSatisfy(step -> assertThat(step.section()).isEqualTo(RestoreSection.OFFSETS));
        assertThat(cluster.plan(before, AS_IT_WAS).writes()).isEmpty();
    }

    @Property(tries = 1000)
    void aRestoreToAnyClusterTakesNothingAwayAndASecondOneChangesNothing(@ForAll Random random) {
        ClusterBackup backup = RandomClusters.cluster(random, "one", 3).backup();
        SimulatedCluster target = RandomClusters.cluster(random, random.nextBoolean() ? "one" : "other", 3);
        ClusterBackup before = target.backup();

        RestorePlan plan = target.plan(backup, BY_TIME);
        target.apply(plan);

        assertNothingIsLess(before, target.backup());
        RestorePlan second = target.plan(backup, BY_TIME);
        assertThat(second.writes()).isEmpty();
        assertThat(plan.outdatedBy(second)).isEmpty();
        Statistics.label("writes").collect(!plan.writes().isEmpty()).coverage(cover -> cover.check(true)
                .percentage(share -> share > 50));
    }

    @Property(tries = 500)
    void aGroupThatIsRestoredByTimestampSkipsNoRecordOfACopy(@ForAll Random random) {
        SimulatedCluster source = RandomClusters.cluster(random, "source", 3);
        ClusterBackup backup = source.backup();
        SimulatedCluster copy = new SimulatedCluster("copy", 3);
        source.topics.forEach((name, topic) -> {
            // Mirrors begin to count at 0.
            List<SimulatedCluster.Log> logs = new ArrayList<>();
            topic.logs().forEach(log -> logs.add(new SimulatedCluster.Log(0, log.times())));
            copy.topics.put(name, new SimulatedCluster.SimulatedTopic(Uuid.randomUuid(), topic.replicas(), logs));
        });

        copy.apply(copy.plan(backup, BY_TIME));

        copy.groups.forEach((id, group) -> group.commits().forEach((partition, commit) -> {
            CommittedOffset original =
                    Objects.requireNonNull(source.groups.get(id)).commits().get(partition);
            long right = Objects.requireNonNull(original).offset()
                    - source.log(partition).start();
            assertThat(commit.offset()).isLessThanOrEqualTo(right);
            assertThat(commit.leaderEpoch()).isEmpty();
        }));
        Statistics.label("restored").collect(!copy.groups.isEmpty()).coverage(cover -> cover.check(true)
                .percentage(share -> share > 30));
    }

    private static ClusterBackup withoutWhatCannotBeKept(ClusterBackup backup) {
        Map<String, TopicBackup> topics = new HashMap<>();
        backup.topics()
                .value()
                .orElseThrow()
                .forEach((name, topic) -> topics.put(name, new TopicBackup(Uuid.ZERO_UUID, topic.replicas())));
        return backup.toBuilder()
                .topics(Observed.present(topics))
                .groups(Observed.present(Map.of()))
                .build();
    }

    private static void assertNothingIsLess(ClusterBackup before, ClusterBackup after) {
        Map<String, TopicBackup> topics = after.topics().value().orElseThrow();
        before.topics().value().orElseThrow().forEach((name, was) -> {
            TopicBackup is = Objects.requireNonNull(topics.get(name));
            assertThat(is.id()).isEqualTo(was.id());
            assertThat(is.replicas().subList(0, was.replicas().size())).isEqualTo(was.replicas());
        });
        for (ConfigScope scope : ConfigScope.values()) {
            before.configs(scope).value().orElseThrow().forEach((name, was) -> {
                Map<String, String> is = Objects.requireNonNull(
                                after.configs(scope).value().orElseThrow().get(name))
                        .values();
                was.values().forEach((key, value) -> assertNotLower(key, value, is.get(key)));
            });
        }
        assertThat(after.access().acls().value().orElseThrow())
                .containsAll(before.access().acls().value().orElseThrow());
        Map<Object, Map<String, Double>> quotas = new HashMap<>();
        after.access().quotas().value().orElseThrow().forEach(quota -> quotas.put(quota.entity(), quota.limits()));
        before.access().quotas().value().orElseThrow().forEach(quota -> quota.limits()
                .forEach((key, limit) -> assertThat(Objects.requireNonNull(quotas.get(quota.entity()))
                                .get(key))
                        .isGreaterThanOrEqualTo(limit)));
        assertThat(after.access().scramUsers()).isEqualTo(before.access().scramUsers());
        assertCommitsDoNotGoBack(before, after);
    }

    private static void assertCommitsDoNotGoBack(ClusterBackup before, ClusterBackup after) {
        Map<String, GroupBackup> groups = after.groups().value().orElseThrow();
        before.groups().value().orElseThrow().forEach((id, was) -> {
            Map<TopicPartition, CommittedOffset> is =
                    Objects.requireNonNull(groups.get(id)).commits().value().orElseThrow();
            was.commits().value().orElseThrow().forEach((partition, commit) -> assertThat(
                            Objects.requireNonNull(is.get(partition)).offset())
                    .isGreaterThanOrEqualTo(commit.offset()));
        });
    }

    private static void assertNotLower(String key, String was, @org.jspecify.annotations.Nullable String is) {
        assertThat(is).as(key).isNotNull();
        Map<String, Long> unlimited = new TreeMap<>(Map.of("-1", Long.MAX_VALUE));
        // A lower limit for the size of a segment takes nothing away.
        if (was.matches("-?\\d+") && !key.equals("segment.bytes")) {
            assertThat(unlimited.getOrDefault(is, Long.parseLong(Objects.requireNonNull(is))))
                    .as(key)
                    .isGreaterThanOrEqualTo(unlimited.getOrDefault(was, Long.parseLong(was)));
        } else if (key.equals("cleanup.policy")) {
            assertThat(List.of(Objects.requireNonNull(is).split(","))).containsExactlyInAnyOrder(was.split(","));
        }
    }
}
