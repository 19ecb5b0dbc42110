// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangePlanningTest {
    private final TopicReport everything = TopicValidationTest.report(
            new Seen()
                    .topic(
                            "orders",
                            2,
                            Map.of(
                                    "segment.ms", Seen.set(9),
                                    "retention.ms", Seen.set(1000),
                                    "flush.ms", Seen.inherited(7),
                                    "index.interval.bytes", Seen.set(1)))
                    .state(),
            TopicPolicy.named("orders")
                    .partitions(3)
                    .replicationFactor(2)
                    .config("segment.ms", "5")
                    .config("retention.ms", "10")
                    .config("flush.ms", "7")
                    .pinDefaults()
                    .exact(),
            TopicPolicy.named("new")
                    .partitionsBetween(4, 8)
                    .replicationFactor(3)
                    .minInSyncReplicas(2));

    @Test
    void toValidateChangesNothing() {
        TopicChanges changes = everything.plan(Mode.VALIDATE, Set.of());

        assertThat(changes.steps()).isEmpty();
        assertThat(changes.leftOut()).hasSameSizeAs(everything.violations());
        assertThat(changes.describe())
                .contains("will not touch new: the topic does not exist (mode CREATE_MISSING would");
    }

    @Test
    void toCreateMissingOnesCreatesThemWithTheFewestPartitions() {
        assertThat(everything.plan(Mode.CREATE_MISSING, Set.of()).steps())
                .containsExactly(new TopicStep.Create("new", 4, 3, Map.of("min.insync.replicas", "2")));
    }

    @Test
    void toReconcileSafelySetsWhatCostsNothing() {
        TopicChanges changes = everything.plan(Mode.RECONCILE_SAFE, Set.of());

        assertThat(changes.steps())
                .hasSize(2)
                .contains(new TopicStep.AlterConfigs(
                        "orders",
                        Uuid.ZERO_UUID,
                        Map.of("segment.ms", "5", "flush.ms", "7"),
                        Set.of(),
                        Map.of("segment.ms", "9", "flush.ms", "7")));
        assertThat(changes.describe())
                .contains("will topic orders: set flush.ms 7 -> 7, set segment.ms 9 -> 5")
                .contains("retention.ms is 1000");
    }

    @Test
    void toReconcileNeedsConsentForEachRiskAndTopic() {
        TopicChanges none = everything.plan(Mode.RECONCILE, Set.of(new TopicConsent("other", Risk.DATA_LOSS)));
        TopicChanges all = everything.plan(
                Mode.RECONCILE,
                Set.of(
                        new TopicConsent("orders", Risk.DATA_LOSS),
                        new TopicConsent("orders", Risk.ORDERING),
                        new TopicConsent("orders", Risk.UNKNOWN_OWNER)));

        assertThat(none.steps())
                .isEqualTo(everything.plan(Mode.RECONCILE_SAFE, Set.of()).steps());
        assertThat(none.describe()).contains("nobody consented to DATA_LOSS for this topic");
        assertThat(all.steps())
                .contains(new TopicStep.GrowPartitions("orders", Uuid.ZERO_UUID, 2, 3))
                .anySatisfy(step -> {
                    assertThat(step).isInstanceOf(TopicStep.AlterConfigs.class);
                    TopicStep.AlterConfigs alteration = (TopicStep.AlterConfigs) step;
                    assertThat(alteration.set()).containsEntry("retention.ms", "10");
                    assertThat(alteration.removed()).containsExactly("index.interval.bytes");
                    assertThat(alteration.describe()).contains("remove index.interval.bytes");
                });
        assertThat(all.leftOut())
                .extracting(left -> left.drift().getClass().getSimpleName())
                .containsExactly("ReplicationFactor");
        assertThat(all.describe()).contains("will grow topic orders from 2 to 3 partitions");
    }

    @Test
    void aTopicThatIsNotTheRecordedOneIsNotTouched() {
        TopicReport report = TopicValidationTest.report(
                new Seen().topic("a", 1, Map.of("segment.ms", Seen.set(9))).state(),
                TopicPolicy.named("a").id(Uuid.randomUuid()).config("segment.ms", "5"));

        assertThat(report.plan(Mode.RECONCILE_SAFE, Set.of()).steps()).isEmpty();
    }

    @Test
    void aTopicWhoseNameCollidesIsNotCreated() {
        TopicReport report = TopicValidationTest.report(
                new Seen().topic("a.b", 1, Map.of()).state(),
                TopicPolicy.named("a_b").partitions(1).replicationFactor(1));

        assertThat(report.plan(Mode.RECONCILE, Set.of()).steps()).isEmpty();
    }

    @Test
    void remarksAreNotLeftOut() {
        TopicReport report = TopicValidationTest.report(
                new Seen().topic("a", 1, Map.of("segment.ms", Seen.set(9))).state(), TopicPolicy.named("a"));

        assertThat(report.plan(Mode.RECONCILE, Set.of()).describe()).isEqualTo("Nothing to change.");
    }

    @Test
    void aTopicWithoutConfigsIsCreatedInFewWords() {
        assertThat(new TopicStep.Create("a", 1, 1, Map.of()).describe())
                .isEqualTo("create topic a with 1 partitions, replication factor 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Risk.class,
            names = {"NONE", "SAFE", "HEAVY", "IDENTITY", "IMPOSSIBLE"})
    void consentToWhatNeedsNoneOrDoesNotHelpIsRefused(Risk risk) {
        assertThatThrownBy(() -> new TopicConsent("a", risk)).hasMessageContaining("means nothing");
    }
}
