// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Topic;
import io.quorate.observe.ClusterCondition;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.junit.KafkaVersions;
import io.quorate.topic.Mode;
import io.quorate.topic.Risk;
import io.quorate.topic.TopicChanges;
import io.quorate.topic.TopicConsent;
import io.quorate.topic.TopicDrift;
import io.quorate.topic.TopicPolicies;
import io.quorate.topic.TopicPolicy;
import io.quorate.topic.TopicReport;
import io.quorate.topic.TopicRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three brokers. Each test has topics of names of its own. */
@KafkaTest(nodes = 3)
@KafkaVersions({"4.3.1", "3.9.2"})
class TopicReconcilerIT {
    private Live live;
    private TopicReconciler reconciler;

    @BeforeEach
    void connect(TestCluster cluster) {
        live = new Live(cluster);
        reconciler = TopicReconciler.builder(live.admin())
                .usableWithin(Live.LONG_ENOUGH)
                .callTimeout(Live.CALL.multipliedBy(4))
                .build();
    }

    @AfterEach
    void disconnect() {
        live.close();
    }

    @Test
    void whatIsMissingIsCreatedUsableAndFoundAsDeclaredAfterwards() {
        TopicPolicies policies = policies(TopicPolicy.named("created.orders")
                .partitions(6)
                .replicationFactor(3)
                .minInSyncReplicas(2)
                .config("retention.ms", "3600000"));

        assertThat(reconciler.apply(policies, Mode.VALIDATE).after().describe()).contains("does not exist");
        ReconcileResult result = reconciler.apply(policies, Mode.CREATE_MISSING);

        assertThat(result.results())
                .extracting(StepResult::outcome)
                .as(result.describe())
                .containsExactly(StepResult.Outcome.DONE);
        assertThat(result.isAsDeclared()).as(result.describe()).isTrue();
        // Another broker may hear of it later, so this may need a second look.
        ReconcileResult again = reconciler
                .start(policies, Mode.VALIDATE, StartUpPolicy.waitUpTo(Live.LONG_ENOUGH))
                .result()
                .orElseThrow();
        assertThat(again.after().drifts()).as(again.describe()).isEmpty();
    }

    @Test
    void everyDriftIsFoundAndWhatCanBeFixedIsFixedWithConsentOnly() {
        live.topic("drift.many", List.of(List.of(1, 2, 3), List.of(2, 3, 1)), Map.of());
        live.topic(
                "drift.orders",
                List.of(List.of(1, 2), List.of(2, 3)),
                Map.of(
                        "min.insync.replicas", "1",
                        "retention.ms", "1000000",
                        "max.message.bytes", "2000000",
                        "segment.ms", "900000",
                        "cleanup.policy", "delete",
                        "unclean.leader.election.enable", "false",
                        "index.interval.bytes", "8192"));
        TopicPolicies policies = policies(
                TopicPolicy.named("drift.many").partitions(1),
                TopicPolicy.named("drift.orders")
                        .partitions(4)
                        .replicationFactor(3)
                        .config("retention.ms", "500000")
                        .config("max.message.bytes", "1000000")
                        .config("segment.ms", "800000")
                        .config("cleanup.policy", "compact,delete")
                        .config("unclean.leader.election.enable", "true")
                        .config("flush.messages", "9223372036854775807")
                        .minInSyncReplicas(2)
                        .pinDefaults()
                        .exact());

        TopicReport before = reconciler.observe(policies);
        ReconcileResult safe = reconciler.apply(policies, Mode.RECONCILE_SAFE);
        // Else the next plan may be made from what a broker that lags tells, and refused as stale.
        live.awaitEverywhere(state -> segmentMs(state, "drift.orders").equals(Optional.of("800000"))
                ? List.of()
                : List.of("segment.ms is not seen to be changed"));
        ReconcileResult all = reconciler.apply(
                policies,
                Mode.RECONCILE,
                new TopicConsent("drift.orders", Risk.DATA_LOSS),
                new TopicConsent("drift.orders", Risk.ORDERING),
                new TopicConsent("drift.orders", Risk.DURABILITY),
                new TopicConsent("drift.orders", Risk.AVAILABILITY),
                new TopicConsent("drift.orders", Risk.PRODUCER_BREAK),
                new TopicConsent("drift.orders", Risk.UNKNOWN_OWNER));

        assertThat(before.of("drift.orders"))
                .extracting(TopicDrift::risk)
                .as(before.describe())
                .contains(
                        Risk.DATA_LOSS,
                        Risk.HEAVY,
                        Risk.PRODUCER_BREAK,
                        Risk.DURABILITY,
                        Risk.AVAILABILITY,
                        Risk.UNKNOWN_OWNER,
                        Risk.SAFE);
        assertThat(before.of("drift.many")).extracting(TopicDrift::risk).containsExactly(Risk.IMPOSSIBLE);
        assertThat(safe.results())
                .extracting(StepResult::describe)
                .containsExactly(
                        "DONE: topic drift.orders: set flush.messages 9223372036854775807 -> 9223372036854775807,"
                                + " set segment.ms 900000 -> 800000");
        assertThat(all.results())
                .extracting(StepResult::outcome)
                .as(all.describe())
                .containsOnly(StepResult.Outcome.DONE)
                .hasSize(2);
        assertThat(all.after().violations())
                .as(all.describe())
                .extracting(drift -> drift.getClass().getSimpleName())
                .containsExactlyInAnyOrder("ReplicationFactor", "TooManyPartitions");
        assertThat(all.after().replicationChanges()).isEqualTo(Map.of(3, Set.of("drift.orders")));
        live.awaitEverywhere(hasPartitions("drift.orders", 4));
    }

    @Test
    void manyApplicationsThatStartAtOnceAllEndWell(TestCluster cluster) throws Exception {
        TopicPolicies policies = policies(
                TopicPolicy.named("race.a").partitions(2).replicationFactor(3).minInSyncReplicas(2),
                TopicPolicy.named("race.b").partitions(2).replicationFactor(3).minInSyncReplicas(2));
        ExecutorService applications = Executors.newFixedThreadPool(4);
        try {
            List<Callable<ReconcileResult>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starts.add(() -> {
                    try (Admin admin = Admin.create(cluster.clientConfig())) {
                        return TopicReconciler.builder(admin)
                                .usableWithin(Live.LONG_ENOUGH)
                                .build()
                                .start(policies, Mode.CREATE_MISSING, StartUpPolicy.waitUpTo(Live.LONG_ENOUGH))
                                .result()
                                .orElseThrow();
                    }
                });
            }
            for (Future<ReconcileResult> started : applications.invokeAll(starts)) {
                ReconcileResult result = started.get();
                assertThat(result.isAsDeclared()).as(result.describe()).isTrue();
            }
        } finally {
            applications.shutdownNow();
        }
    }

    @Test
    void whoComesSecondLooksAgainInsteadOfCallingItDone() {
        TopicPolicies policies =
                policies(TopicPolicy.named("race.c").partitions(3).replicationFactor(3));
        TopicChanges planned = reconciler.observe(policies).plan(Mode.CREATE_MISSING, Set.of());
        live.topic("race.c", List.of(List.of(1, 2, 3)), Map.of());

        List<StepResult> results = reconciler.apply(planned);

        assertThat(results).extracting(StepResult::outcome).containsExactly(StepResult.Outcome.DONE_BY_ANOTHER);
        assertThat(reconciler.observe(policies).violations())
                .extracting(TopicDrift::describe)
                .containsExactly("it has 1 partitions, declared are 3");
    }

    @Test
    void aPlanWhoseTopicHasChangedSinceIsRefused() {
        live.topic("stale.a", List.of(List.of(1, 2, 3)), Map.of("segment.ms", "900000"));
        live.topic("stale.b", List.of(List.of(1, 2, 3)), Map.of("segment.ms", "900000"));
        TopicPolicies policies = policies(
                TopicPolicy.named("stale.a").config("segment.ms", "800000").partitions(2),
                TopicPolicy.named("stale.b").config("segment.ms", "800000"));
        TopicChanges planned =
                reconciler.observe(policies).plan(Mode.RECONCILE, Set.of(new TopicConsent("stale.a", Risk.ORDERING)));
        TopicOperations operations = TopicOperations.using(live.admin(), Live.CALL.multipliedBy(4));
        operations.setConfigs("stale.a", Map.of("segment.ms", "700000"));
        operations.addPartitions("stale.a", 1, 3);
        operations.delete(
                "stale.b", operations.describe("stale.b").orElseThrow().id());
        live.awaitEverywhere(state -> state.topic("stale.b").isPresent() ? List.of("it is still there") : List.of());
        live.topic("stale.b", List.of(List.of(1, 2, 3)), Map.of("segment.ms", "900000"));
        live.awaitEverywhere(hasPartitions("stale.a", 3));

        List<StepResult> results = reconciler.apply(planned);

        assertThat(results).hasSize(3).allSatisfy(result -> assertThat(result.outcome())
                .as(result.describe())
                .isEqualTo(StepResult.Outcome.REFUSED_STALE));
        assertThat(operations.configs("stale.a").value("segment.ms")).contains("700000");
    }

    @Test
    void whatTheBrokersRefuseIsToldAndTheRestIsDone() {
        TopicPolicies policies = policies(
                TopicPolicy.named("refused.big").partitions(1).replicationFactor(9),
                TopicPolicy.named("refused.unknown")
                        .partitions(1)
                        .replicationFactor(3)
                        .config("no.such.config", "1"),
                TopicPolicy.named("refused.not").partitions(1).replicationFactor(3));

        ReconcileResult result = reconciler.apply(policies, Mode.CREATE_MISSING);

        assertThat(result.results())
                .extracting(r -> r.step().topic() + " " + r.outcome())
                .containsExactly(
                        "refused.big REFUSED_BY_BROKER", "refused.not DONE", "refused.unknown REFUSED_BY_BROKER");
        assertThatThrownBy(result::throwIfViolated)
                .hasMessageContaining("refused.big")
                .hasMessageContaining("refused.unknown");
    }

    @Test
    void rulesHoldForTopicsThatNobodyDeclared() throws Exception {
        live.topic("rules.single", List.of(List.of(1)), Map.of());
        live.admin()
                .createTopics(
                        List.of(new NewTopic("rules.fine", 1, (short) 3).configs(Map.of("min.insync.replicas", "2"))))
                .all()
                .get();
        live.awaitEverywhere(Live.settled("rules.single", "rules.fine"));

        TopicReport report = reconciler.observe(
                TopicPolicies.builder().rules(TopicRules.highlyAvailable()).build());

        assertThat(report.of("rules.single")).isNotEmpty();
        assertThat(report.of("rules.fine")).isEmpty();
    }

    @Test
    void aTopicIsLookedAtChangedAndDeletedByNameAndId() {
        live.topic("single.a", List.of(List.of(1, 2, 3)), Map.of("segment.ms", "900000"));
        TopicOperations operations = TopicOperations.using(live.admin(), Live.CALL.multipliedBy(4));
        live.produce("single.a", 10, Live.LONG_ENOUGH);

        Topic topic = operations.describe("single.a").orElseThrow();
        operations.removeConfigs("single.a", Set.of("segment.ms"));
        live.awaitEverywhere(Live.settled("single.a")
                .and(state -> segmentMs(state, "single.a").isPresent() ? List.of("it is still set") : List.of()));

        assertThat(operations.list()).containsKey("single.a");
        assertThat(operations.describe("single.none")).isEmpty();
        assertThat(operations.configs("single.a").value("segment.ms")).isEmpty();
        assertThat(operations.earliestOffsets("single.a")).containsExactly(Map.entry(0, 0L));
        assertThat(operations.latestOffsets("single.a")).containsExactly(Map.entry(0, 10L));
        assertThat(operations.offsetsAt("single.a", Instant.EPOCH)).containsExactly(Map.entry(0, 0L));
        assertThat(operations.offsetsAt("single.a", Instant.parse("2100-01-01T00:00:00Z")))
                .containsExactly(Map.entry(0, 10L));
        assertThatThrownBy(() -> operations.addPartitions("single.a", 2, 3)).hasMessageContaining("it has 1, not 2");
        assertThatThrownBy(() -> operations.setConfigs("single.a", Map.of("segment.ms", "-5")))
                .isInstanceOf(TopicOperationException.class);
        assertThatThrownBy(() -> operations.delete("single.a", Uuid.randomUuid()))
                .hasMessageContaining("another topic");
        assertThatThrownBy(() -> operations.delete("single.none", topic.id())).hasMessageContaining("does not exist");
        assertThat(operations.describe("single.a")).isPresent();

        operations.delete("single.a", topic.id());
        live.awaitEverywhere(state -> state.topic("single.a").isPresent() ? List.of("it is still there") : List.of());
    }

    private static ClusterCondition hasPartitions(String topic, int count) {
        return state -> state.topic(topic)
                        .filter(seen -> seen.partitionCount() == count)
                        .isPresent()
                ? List.of()
                : List.of(topic + " is not seen with " + count + " partitions");
    }

    private static Optional<String> segmentMs(ClusterState state, String topic) {
        return Optional.ofNullable(state.topicConfigs().orElse(Map.of()).get(topic))
                .flatMap(configs -> configs.value("segment.ms"));
    }

    private static TopicPolicies policies(TopicPolicy.Builder... policies) {
        TopicPolicies.Builder all = TopicPolicies.builder();
        for (TopicPolicy.Builder policy : policies) {
            all.topic(policy.build());
        }
        return all.build();
    }
}
