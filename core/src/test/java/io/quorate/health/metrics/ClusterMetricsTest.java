// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorate.health.group.GroupHealth;
import io.quorate.health.group.GroupStatus;
import io.quorate.health.monitor.HealthEvent;
import io.quorate.health.monitor.HealthSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClusterMetricsTest {
    private final Scrapes metrics = new Scrapes();

    @Test
    void aHealthyClusterHasTotalsOfZeroAndNoSeriesOfTopics() {
        metrics.see(Faults.none().snapshot());

        assertThat(metrics.value("kafka_cluster_brokers")).isEqualTo(3);
        assertThat(metrics.value("kafka_cluster_brokers_expected")).isEqualTo(3);
        assertThat(metrics.value("kafka_cluster_topics")).isEqualTo(2);
        assertThat(metrics.value("kafka_cluster_partitions")).isEqualTo(9);
        assertThat(metrics.value("kafka_broker_online", "broker_id=\"1\",host=\"kafka-1\",port=\"9092\""))
                .isEqualTo(1);
        for (String what : List.of("offline", "under_replicated", "under_min_isr", "at_min_isr", "reassigning")) {
            assertThat(metrics.series("kafka_" + what + "_partitions"))
                    .containsExactly("kafka_" + what + "_partitions{topic=\"__total__\"}");
            assertThat(metrics.value("kafka_" + what + "_partitions", "topic=\"__total__\""))
                    .isZero();
        }
        assertThat(metrics.value("kafka_quorum_voters", "state=\"caught_up\"")).isEqualTo(3);
        assertThat(metrics.value("kafka_quorum_available")).isEqualTo(1);
        assertThat(metrics.value("kafka_health_collections_total", "outcome=\"complete\""))
                .isEqualTo(1);
    }

    @Test
    void aDeadBrokerIsCountedWhereItHurts() {
        metrics.see(Faults.none().dead(3).snapshot());

        assertThat(metrics.value("kafka_cluster_brokers")).isEqualTo(2);
        assertThat(metrics.value("kafka_cluster_brokers_fenced")).isEqualTo(1);
        assertThat(metrics.value("kafka_cluster_brokers_expected")).isEqualTo(3);
        assertThat(metrics.value("kafka_broker_online", "broker_id=\"3\",host=\"kafka-3\",port=\"9092\""))
                .isZero();
        assertThat(metrics.value("kafka_under_replicated_partitions", "topic=\"orders\""))
                .isEqualTo(6);
        assertThat(metrics.value("kafka_under_replicated_partitions", "topic=\"__total__\""))
                .isEqualTo(9);
        assertThat(metrics.value("kafka_at_min_isr_partitions", "topic=\"__total__\""))
                .isEqualTo(9);
        assertThat(metrics.value("kafka_quorum_voters", "state=\"lagging\"")).isEqualTo(1);
        assertThat(metrics.value("kafka_quorum_replica_lag", "node_id=\"3\",role=\"voter\""))
                .isEqualTo(1000);
    }

    @Test
    void whatIsWellAgainHasNoSeriesAnyMore() {
        metrics.see(Faults.none().dead(3).snapshot());
        metrics.see(Faults.none().groups().snapshot());

        assertThat(metrics.scrape()).doesNotContain("orders").doesNotContain("billing");
    }

    @Test
    void aStaleViewShowsWhatIsWrongAndKnowsNothingThatIsWell() {
        metrics.see(Faults.none().dead(3).quorumUnreadable().snapshot());

        assertThat(metrics.value("kafka_quorum_available")).isZero();
        assertThat(metrics.value("kafka_cluster_brokers")).isNaN();
        assertThat(metrics.value("kafka_offline_partitions", "topic=\"__total__\""))
                .isNaN();
        assertThat(metrics.value("kafka_under_replicated_partitions", "topic=\"__total__\""))
                .isEqualTo(9);
        assertThat(metrics.value("kafka_broker_online", "broker_id=\"1\",host=\"kafka-1\",port=\"9092\""))
                .isNaN();
        assertThat(metrics.value("kafka_health_status", "status=\"healthy\"")).isZero();
    }

    @Test
    void aTopicWithoutAKnownMinIsrLeavesTheTotalUnknown() {
        metrics.see(Faults.none().minIsrUnknown("audit").snapshot());

        assertThat(metrics.value("kafka_under_min_isr_partitions", "topic=\"__total__\""))
                .isNaN();
        assertThat(metrics.value("kafka_under_replicated_partitions", "topic=\"__total__\""))
                .isZero();
    }

    @Test
    void aClusterThatDoesNotAnswerHasNoNumbers() {
        metrics.see(Faults.none().snapshot());
        metrics.see(HealthSnapshot.builder(Faults.unreachable(), Faults.NOW)
                .number(2)
                .collectedIn(Duration.ofSeconds(5))
                .build());

        assertThat(metrics.value("kafka_cluster_brokers")).isNaN();
        assertThat(metrics.value("kafka_offline_partitions", "topic=\"__total__\""))
                .isNaN();
        assertThat(metrics.series("kafka_broker_online")).isEmpty();
        assertThat(metrics.series("kafka_group_lag")).isEmpty();
        assertThat(metrics.value("kafka_health_status", "status=\"critical\"")).isEqualTo(1);
        assertThat(metrics.value("kafka_health_collections_total", "outcome=\"unanswered\""))
                .isEqualTo(1);
    }

    @Test
    void nothingIsKnownBeforeTheFirstSnapshotAndAfterTheLastOneIsTooOld() {
        assertThat(metrics.value("kafka_health_status", "status=\"unknown\"")).isEqualTo(1);
        assertThat(metrics.value("kafka_cluster_brokers")).isNaN();
        metrics.see(Faults.none().snapshot());
        assertThat(metrics.value("kafka_health_status", "status=\"unknown\"")).isZero();

        metrics.time.advance(Duration.ofSeconds(61));

        assertThat(metrics.value("kafka_health_snapshot_age_seconds")).isEqualTo(61.04);
        assertThat(metrics.value("kafka_health_status", "status=\"unknown\"")).isEqualTo(1);
        assertThat(metrics.value("kafka_health_status", "status=\"healthy\"")).isZero();
        assertThat(metrics.value("kafka_cluster_brokers")).isNaN();
        assertThat(metrics.value("kafka_broker_online", "broker_id=\"1\",host=\"kafka-1\",port=\"9092\""))
                .isNaN();
    }

    @Test
    void groupsAreShownTheWorstFirstUpToTheLimit() {
        GroupHealth[] groups = IntStream.range(0, 30)
                .mapToObj(i -> Faults.group("group-" + i, i == 3 ? GroupStatus.STALLED : GroupStatus.OK, i))
                .toArray(GroupHealth[]::new);
        metrics.limited(builder -> builder.maxGroups(2));

        metrics.see(Faults.none().groups(groups).snapshot());

        assertThat(metrics.series("kafka_group_lag"))
                .containsExactlyInAnyOrder("kafka_group_lag{group=\"group-3\"}", "kafka_group_lag{group=\"group-29\"}");
        assertThat(metrics.value("kafka_group_status", "group=\"group-3\",status=\"stalled\""))
                .isEqualTo(1);
        assertThat(metrics.value("kafka_health_series_left_out", "metric=\"kafka_group_lag\""))
                .isEqualTo(28);
        assertThat(metrics.value("kafka_groups", "status=\"ok\"")).isEqualTo(29);
    }

    @Test
    void topicsAreShownTheWorstFirstUpToTheLimit() {
        metrics.limited(builder -> builder.maxTopics(1));

        metrics.see(Faults.none().dead(2).snapshot());

        assertThat(metrics.series("kafka_under_replicated_partitions"))
                .containsExactlyInAnyOrder(
                        "kafka_under_replicated_partitions{topic=\"__total__\"}",
                        "kafka_under_replicated_partitions{topic=\"orders\"}");
        assertThat(metrics.value("kafka_under_replicated_partitions", "topic=\"__total__\""))
                .isEqualTo(9);
        assertThat(metrics.value("kafka_health_series_left_out", "metric=\"kafka_under_replicated_partitions\""))
                .isEqualTo(1);
    }

    @Test
    void isrChangesAreCountedInAllAndForAsManyPartitionsAsTheLimitAllows() {
        metrics.limited(builder -> builder.maxPartitions(1));
        for (int partition = 0; partition < 3; partition++) {
            metrics.tell(shrank("orders", partition));
        }
        metrics.tell(
                new HealthEvent.IsrExpanded(Faults.NOW, new TopicPartition("orders", 0), List.of(1), List.of(1, 2)));

        assertThat(metrics.value("kafka_isr_shrink_events_total", "partition=\"__total__\",topic=\"__total__\""))
                .isEqualTo(3);
        assertThat(metrics.series("kafka_isr_shrink_events_total"))
                .containsExactlyInAnyOrder(
                        "kafka_isr_shrink_events_total{partition=\"__total__\",topic=\"__total__\"}",
                        "kafka_isr_shrink_events_total{partition=\"0\",topic=\"orders\"}");
        assertThat(metrics.value("kafka_isr_expand_events_total", "partition=\"0\",topic=\"orders\""))
                .isEqualTo(1);
    }

    @Test
    void countersOfTopicsThatAreGoneAreRemoved() {
        metrics.tell(shrank("deleted", 0));
        metrics.see(Faults.none().snapshot());

        assertThat(metrics.scrape()).doesNotContain("deleted");
        assertThat(metrics.value("kafka_isr_shrink_events_total", "partition=\"__total__\",topic=\"__total__\""))
                .isEqualTo(1);
    }

    @Test
    void twoClustersShareARegistryUnderNamesOfTheirOwn() {
        Scrapes other = metrics.another(builder -> builder.cluster("other"));
        metrics.limited(builder -> builder.cluster("orders"));
        metrics.see(Faults.none().snapshot());
        other.see(Faults.none().dead(1).snapshot());

        assertThat(metrics.value("kafka_cluster_brokers", "cluster=\"orders\"")).isEqualTo(3);
        assertThat(metrics.value("kafka_cluster_brokers", "cluster=\"other\"")).isEqualTo(2);
    }

    @Test
    void closedMetricsLeaveNothingBehind() {
        metrics.see(Faults.none().dead(1).snapshot());
        metrics.tell(shrank("orders", 0));

        metrics.close();
        metrics.see(Faults.none().snapshot());

        assertThat(metrics.scrape()).doesNotContain("kafka_");
        assertThatIllegalStateException().isThrownBy(metrics::bindAgain).withMessageContaining("closed");
    }

    @Test
    void aRegistryIsBoundOnce() {
        assertThatIllegalStateException().isThrownBy(metrics::bindAgain).withMessageContaining("already");
    }

    @Test
    void limitsAreNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.limited(builder -> builder.maxGroups(-1)))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.limited(builder -> builder.blindAfter(Duration.ZERO)))
                .withMessageContaining("blindAfter");
    }

    private static HealthEvent shrank(String topic, int partition) {
        return new HealthEvent.IsrShrank(Faults.NOW, new TopicPartition(topic, partition), List.of(1, 2), List.of(1));
    }
}
