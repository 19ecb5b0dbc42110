// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of the drift table in docs/topics.md. */
class TopicValidationTest {
    @Test
    void aTopicThatIsAsDeclaredHasNoDrift() {
        ClusterState state = new Seen()
                .topic(
                        "orders",
                        3,
                        Map.of("cleanup.policy", Seen.set("compact,delete"), "retention.ms", Seen.set("604800000")))
                .state();

        TopicReport report = report(
                state,
                TopicPolicy.named("orders")
                        .partitions(3)
                        .replicationFactor(3)
                        .cleanupPolicy("delete", "compact")
                        .config("retention.ms", "0604800000"));

        assertThat(report.drifts()).isEmpty();
        assertThat(report.isAsDeclared()).isTrue();
        assertThat(report.describe()).isEqualTo("All of 1 topics of cluster here are as declared.");
        report.throwIfViolated();
    }

    @Test
    void absentDeniedAndUnreachableAreThreeAnswers() {
        ClusterState state = new Seen()
                .unreadable("secret", Gap.Kind.DENIED)
                .unreadable("slow", Gap.Kind.UNREACHABLE)
                .state();

        TopicReport report =
                report(state, TopicPolicy.named("absent"), TopicPolicy.named("secret"), TopicPolicy.named("slow"));

        assertThat(only(report, "absent")).isInstanceOf(TopicDrift.Missing.class);
        assertThat(only(report, "secret").describe()).contains("DENIED");
        assertThat(only(report, "secret").remedy()).contains("ACL");
        assertThat(only(report, "slow").describe()).contains("UNREACHABLE");
        assertThat(only(report, "slow").remedy()).contains("can be reached");
    }

    @ParameterizedTest
    @EnumSource(Gap.Kind.class)
    void whateverCouldNotBeReadHasARemedyAndIsNeverAsDeclared(Gap.Kind kind) {
        TopicReport report = report(new Seen().unreadable("orders", kind).state(), TopicPolicy.named("orders"));

        assertThat(report.isAsDeclared()).isFalse();
        assertThat(only(report, "orders").remedy()).isNotBlank();
        assertThat(only(report, "orders").isFixableOnline()).isFalse();
    }

    @Test
    void whereNoTopicsCouldBeReadNothingIsAsDeclared() {
        TopicReport report = report(
                Clusters.healthy(1, 1).toBuilder()
                        .topics(io.quorate.cluster.Observed.unavailable(new Gap("topics", Gap.Kind.UNREACHABLE, "x")))
                        .build(),
                TopicPolicy.named("orders"));

        assertThat(report.violations()).hasSize(1);
    }

    @Test
    void aMissingTopicCanBeCreatedIfItsSizeIsDeclared() {
        TopicDrift sized = only(
                report(new Seen().state(), TopicPolicy.named("a").partitions(1).replicationFactor(1)), "a");
        TopicDrift unsized = only(
                report(new Seen().state(), TopicPolicy.named("a").partitions(1).owner("us")), "a");

        assertThat(sized.isFixableOnline()).isTrue();
        assertThat(sized.remedy()).contains("create it");
        assertThat(unsized.isFixableOnline()).isFalse();
        assertThat(unsized.remedy()).contains("declare partitions and replicationFactor");
        assertThat(unsized.describe()).contains("its owner is us");
    }

    @Test
    void aNameThatCollidesIsFound() {
        TopicReport report = report(new Seen().topic("a.b", 1, Map.of()).state(), TopicPolicy.named("a_b"));

        assertThat(report.of("a_b")).hasSize(2).anySatisfy(drift -> {
            assertThat(drift).isEqualTo(new TopicDrift.NameCollision("a_b", "a.b"));
            assertThat(drift.risk()).isEqualTo(Risk.IMPOSSIBLE);
            assertThat(drift.describe()).contains("beside a.b");
            assertThat(drift.remedy()).contains("another name");
        });
    }

    @Test
    void aTopicThatWasCreatedAgainIsAnotherTopic() {
        Uuid recorded = Uuid.randomUuid();

        TopicDrift drift = only(
                report(
                        new Seen().topic("a", 1, Map.of()).state(),
                        TopicPolicy.named("a").id(recorded)),
                "a");

        assertThat(drift.risk()).isEqualTo(Risk.IDENTITY);
        assertThat(drift.describe()).contains(recorded.toString());
        assertThat(drift.remedy()).contains("what was lost");
    }

    @Test
    void theRecordedIdIsNoDrift() {
        assertThat(report(
                                new Seen().topic("a", 1, Map.of()).state(),
                                TopicPolicy.named("a").id(Uuid.ZERO_UUID))
                        .drifts())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "plain,false,delete,ORDERING",
        "keyed,true,delete,DATA_LOSS",
        "compacted,false,compact,DATA_LOSS",
        "app-store-changelog,false,delete,IMPOSSIBLE",
        "app-x-repartition,false,delete,IMPOSSIBLE"
    })
    void fewerPartitionsCostMoreWhereKeysMatter(String name, boolean keyed, String cleanup, Risk risk) {
        TopicPolicy.Builder policy = TopicPolicy.named(name).partitionsBetween(4, 6);
        if (keyed) {
            policy.keyed();
        }

        TopicReport report = report(
                new Seen()
                        .topic(name, 3, Map.of("cleanup.policy", Seen.inherited(cleanup)))
                        .state(),
                policy);

        assertThat(only(report, name).risk()).isEqualTo(risk);
        assertThat(only(report, name).describe()).isEqualTo("it has 3 partitions, declared are 4 to 6");
        assertThat(only(report, name).remedy()).isNotBlank();
    }

    @Test
    void morePartitionsCannotBeTakenAway() {
        TopicDrift drift = only(
                report(
                        new Seen().topic("a", 3, Map.of()).state(),
                        TopicPolicy.named("a").partitions(2)),
                "a");

        assertThat(drift.risk()).isEqualTo(Risk.IMPOSSIBLE);
        assertThat(drift.isFixableOnline()).isFalse();
        assertThat(drift.describe()).contains("3 partitions, declared are 2");
        assertThat(drift.remedy()).contains("declare 3");
    }

    @ParameterizedTest
    @CsvSource({"4,HEAVY", "2,DURABILITY"})
    void anotherReplicationFactorIsLeftToTheReassignment(int declared, Risk risk) {
        TopicReport report = report(
                new Seen().topic("a", 2, Map.of()).state(),
                TopicPolicy.named("a").replicationFactor(declared));

        assertThat(only(report, "a").risk()).isEqualTo(risk);
        assertThat(only(report, "a").isFixableOnline()).isFalse();
        assertThat(only(report, "a").remedy()).contains("ReassignmentGoal");
        assertThat(report.replicationChanges()).isEqualTo(Map.of(declared, Set.of("a")));
    }

    @Test
    void aReplicationFactorThatDiffersBetweenPartitionsIsCounted() {
        Topic mixed = Clusters.topic(
                "a", Clusters.partition(0, Seen.ALL, Seen.ALL), Clusters.partition(1, List.of(1), List.of(1)));

        TopicReport report = report(
                new Seen().topic(mixed, Map.of()).state(),
                TopicPolicy.named("a").replicationFactor(3));

        assertThat(only(report, "a").describe()).contains("1 partitions have 1, 1 partitions have 3");
        assertThat(only(report, "a").risk()).isEqualTo(Risk.HEAVY);
    }

    @Test
    void aConfigThatDiffersSaysWhereItComesFromAndWhatItCosts() {
        TopicDrift drift = only(
                report(
                        new Seen()
                                .topic("a", 1, Map.of("retention.ms", Seen.inherited(1000)))
                                .state(),
                        TopicPolicy.named("a").config("retention.ms", "500")),
                "a");

        assertThat(drift.risk()).isEqualTo(Risk.DATA_LOSS);
        assertThat(drift.describe()).isEqualTo("retention.ms is 1000 (DEFAULT), declared is 500");
        assertThat(drift.remedy()).contains("consent to DATA_LOSS").contains("are deleted");
    }

    @Test
    void aConfigThatTheBrokersDoNotNameIsNotKnown() {
        TopicDrift drift = only(
                report(
                        new Seen().topic("a", 1, Map.of()).state(),
                        TopicPolicy.named("a").config("compression.zstd.level", "3")),
                "a");

        assertThat(drift.describe()).contains("the brokers do not name this config");
    }

    @Test
    void configsThatCouldNotBeReadAreNotKnown() {
        ClusterState state = new Seen()
                .topic("a", 1, Map.of())
                .unreadableConfigs("a", Gap.Kind.DENIED)
                .state();

        assertThat(only(report(state, TopicPolicy.named("a").config("segment.ms", "1")), "a")
                        .describe())
                .contains("configs of topic a: DENIED");
        assertThat(only(report(state, TopicPolicy.named("a").exact()), "a").describe())
                .contains("DENIED");
        assertThat(report(state, TopicPolicy.named("a").partitions(1)).drifts()).isEmpty();
    }

    @Test
    void configsThatNobodyAskedForAreNotKnown() {
        ClusterState state = new Seen().topic("a", 1, Map.of()).state();
        ClusterState unasked = ClusterState.builder("here", Clusters.NOW)
                .topics(state.topics())
                .build();
        ClusterState partly = state.toBuilder()
                .topicConfigs(io.quorate.cluster.Observed.present(Map.of()))
                .build();

        assertThat(only(report(unasked, TopicPolicy.named("a").config("segment.ms", "1")), "a")
                        .remedy())
                .contains("read topics");
        assertThat(only(report(partly, TopicPolicy.named("a").config("segment.ms", "1")), "a")
                        .describe())
                .contains("NOT_ASKED");
    }

    @Test
    void anUndeclaredOverrideIsARemarkUnlessThePolicyIsExact() {
        ClusterState state = new Seen()
                .topic(
                        "a",
                        1,
                        Map.of(
                                "segment.ms", Seen.set(5),
                                "retention.ms", Seen.inherited(5),
                                "leader.replication.throttled.replicas", Seen.set("0:1")))
                .state();

        TopicReport tolerant = report(state, TopicPolicy.named("a"));
        TopicReport exact = report(state, TopicPolicy.named("a").exact());

        assertThat(only(tolerant, "a").describe()).isEqualTo("segment.ms=5 is set on the topic and not declared");
        assertThat(only(tolerant, "a").risk()).isEqualTo(Risk.UNKNOWN_OWNER);
        assertThat(tolerant.isAsDeclared()).isTrue();
        assertThat(tolerant.describe()).contains("remark").contains("0 violations and 1 remarks");
        assertThat(exact.isAsDeclared()).isFalse();
        assertThat(only(exact, "a").remedy()).contains("UNKNOWN_OWNER");
    }

    @Test
    void aValueThatIsOnlyInheritedIsARemarkUnlessDefaultsArePinned() {
        ClusterState state = new Seen()
                .topic("a", 1, Map.of("segment.ms", Seen.inherited(5)))
                .state();

        TopicReport relaxed = report(state, TopicPolicy.named("a").config("segment.ms", "5"));
        TopicReport pinned =
                report(state, TopicPolicy.named("a").config("segment.ms", "5").pinDefaults());

        assertThat(relaxed.isAsDeclared()).isTrue();
        assertThat(only(relaxed, "a").risk()).isEqualTo(Risk.NONE);
        assertThat(only(relaxed, "a").remedy()).contains("pinDefaults");
        assertThat(pinned.isAsDeclared()).isFalse();
        assertThat(only(pinned, "a").risk()).isEqualTo(Risk.SAFE);
        assertThat(only(pinned, "a").describe()).contains("by the default of the brokers (DEFAULT)");
        assertThat(only(pinned, "a").remedy()).contains("RECONCILE_SAFE");
    }

    @Test
    void patternsHoldForTopicsWithoutAPolicyOfTheirOwnAndNotForKafkasOwn() {
        Topic internal = Topic.builder("__consumer_offsets")
                .internal()
                .partition(Clusters.partition(0, Seen.ALL, Seen.ALL))
                .build();
        ClusterState state = new Seen()
                .topic("a", 1, Map.of())
                .topic("b", 1, Map.of())
                .topic(internal, Map.of())
                .state();

        TopicReport report = report(
                state,
                TopicPolicy.matching(".*").partitions(2),
                TopicPolicy.matching("nothing").partitions(2),
                TopicPolicy.named("b").partitions(1));

        assertThat(report.drifts()).extracting(TopicDrift::topic).containsExactly("a");
        assertThat(report.comparedTopics()).isEqualTo(3);
    }

    @Test
    void whatCouldNotBeReadOfTopicsThatNobodyNamedIsTold() {
        TopicReport report =
                report(new Seen().unreadable("other", Gap.Kind.UNREACHABLE).state(), TopicPolicy.matching(".*"));

        assertThat(report.violations()).hasSize(1);
    }

    @Test
    void theOtherClusterIsRefused() {
        TopicPolicies policies = TopicPolicies.builder().clusterId("there").build();

        assertThatThrownBy(() -> policies.validate(new Seen().state()))
                .hasMessageContaining("for cluster there, and this is cluster here");
        assertThat(TopicPolicies.builder()
                        .clusterId("here")
                        .build()
                        .validate(new Seen().state())
                        .isAsDeclared())
                .isTrue();
    }

    @Test
    void theExceptionListsEveryViolationWithItsRemedy() {
        TopicReport report = report(
                new Seen().topic("a", 3, Map.of("segment.ms", Seen.set(9))).state(),
                TopicPolicy.named("a").partitions(2).config("segment.ms", "5"),
                TopicPolicy.named("b"));

        assertThatThrownBy(report::throwIfViolated)
                .isInstanceOfSatisfying(TopicsViolatedException.class, e -> assertThat(e.report())
                        .isSameAs(report))
                .hasMessageContaining("3 violations")
                .hasMessageContaining("IMPOSSIBLE: it has 3 partitions, declared are 2")
                .hasMessageContaining("SAFE: segment.ms is 9")
                .hasMessageContaining("-> set it, for example with mode RECONCILE_SAFE")
                .hasMessageContaining("\nb\n  SAFE: the topic does not exist");
    }

    static TopicReport report(ClusterState state, TopicPolicy.Builder... policies) {
        TopicPolicies.Builder all = TopicPolicies.builder();
        for (TopicPolicy.Builder policy : policies) {
            all.topic(policy.build());
        }
        return all.build().validate(state);
    }

    private static TopicDrift only(TopicReport report, String topic) {
        assertThat(report.of(topic)).hasSize(1);
        return report.of(topic).get(0);
    }
}
