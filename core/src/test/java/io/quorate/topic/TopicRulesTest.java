// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicRulesTest {
    private static final Map<String, ConfigValue> GOOD =
            Map.of("min.insync.replicas", Seen.set(2), "unclean.leader.election.enable", Seen.inherited("false"));

    @Test
    void aTopicThatKeepsTheRulesHasNoDrift() {
        assertThat(check(TopicRules.highlyAvailable(), new Seen().topic("a", 2, GOOD))
                        .drifts())
                .isEmpty();
        assertThat(check(TopicRules.none(), new Seen().topic("a", 2, Map.of())).drifts())
                .isEmpty();
    }

    @Test
    void kafkasOwnTopicsMustSurviveTheLossOfABrokerToo() {
        Topic internal = Topic.builder("__consumer_offsets")
                .internal()
                .partition(Clusters.partition(0, List.of(1), List.of(1)))
                .build();

        TopicReport report = check(
                TopicRules.builder()
                        .minReplicationFactor(3)
                        .minInSyncReplicas(2)
                        .namePattern("[a-z]+")
                        .partitionsBetween(2, 3)
                        .build(),
                new Seen().topic(internal, Map.of("min.insync.replicas", Seen.set(1))));

        assertThat(report.drifts()).hasSize(2).allSatisfy(drift -> {
            assertThat(drift.topic()).isEqualTo("__consumer_offsets");
            assertThat(drift.isFixableOnline()).isFalse();
            assertThat(drift.risk()).isEqualTo(Risk.IMPOSSIBLE);
        });
        assertThat(report.describe()).contains("replication factor 3 at least, and a partition has 1");
        assertThat(report.describe()).contains("raise the replication factor first, then set it to 2");
    }

    @Test
    void minInSyncReplicasMustBeBelowTheReplicationFactor() {
        TopicRules rules = TopicRules.builder().minInSyncReplicas(2).build();

        assertThat(check(rules, new Seen().topic("a", 1, Map.of("min.insync.replicas", Seen.set(3))))
                        .drifts())
                .hasSize(1);
        assertThat(check(rules, new Seen().topic("a", 1, Map.of("min.insync.replicas", Seen.set(1))))
                        .describe())
                .contains("set it to 2 when every ISR is full");
    }

    @Test
    void uncleanLeaderElectionIsFoundWhereverItIsSet() {
        TopicReport report = check(
                TopicRules.builder().noUncleanLeaderElection().build(),
                new Seen().topic("a", 1, Map.of("unclean.leader.election.enable", Seen.inherited("true"))));

        assertThat(report.describe()).contains("and it is true");
    }

    @Test
    void namesAndPartitionsOfUsersTopicsAreChecked() {
        TopicReport report = check(
                TopicRules.builder()
                        .namePattern("[a-z]+")
                        .partitionsBetween(2, 3)
                        .build(),
                new Seen().topic("Loud", 1, Map.of()).topic("many", 4, Map.of()).topic("good", 2, Map.of()));

        assertThat(report.of("Loud")).hasSize(2);
        assertThat(report.of("many")).hasSize(1);
        assertThat(report.of("good")).isEmpty();
    }

    @Test
    void replicasMustSpanAsManyRacksAsThereAre() {
        Topic crowded = Clusters.topic("a", Clusters.partition(0, List.of(1, 4), List.of(1, 4)));
        List<Broker> brokers =
                List.of(Seen.broker(1, "a"), Seen.broker(2, "b"), Seen.broker(3, "c"), Seen.broker(4, "a"));
        ClusterState state = new Seen()
                .topic(crowded, Map.of()).state().toBuilder()
                        .brokers(Observed.present(brokers))
                        .build();
        TopicPolicies policies = TopicPolicies.builder()
                .rules(TopicRules.builder().racksSpanned().build())
                .build();

        assertThat(policies.validate(state).describe()).contains("partition 0 is on [1, 4]");
    }

    @Test
    void brokersWithoutARackAreNotJudged() {
        Topic topic = Clusters.topic("a", Clusters.partition(0, List.of(1, 2), List.of(1, 2)));
        ClusterState state = new Seen()
                .topic(topic, Map.of()).state().toBuilder()
                        .brokers(Clusters.brokers(3))
                        .build();
        TopicPolicies policies = TopicPolicies.builder()
                .rules(TopicRules.builder().racksSpanned().build())
                .build();

        assertThat(policies.validate(state).drifts()).isEmpty();
    }

    @Test
    void aRuleThatCouldNotBeCheckedIsToldAndNeverKept() {
        Seen seen = new Seen().topic("a", 1, GOOD).unreadableConfigs("a", Gap.Kind.DENIED);

        assertThat(check(TopicRules.builder().noUncleanLeaderElection().build(), seen)
                        .isAsDeclared())
                .isFalse();
        assertThat(check(TopicRules.builder().minInSyncReplicas(1).build(), seen)
                        .isAsDeclared())
                .isFalse();
        assertThat(check(TopicRules.builder().minReplicationFactor(1).build(), seen)
                        .isAsDeclared())
                .isTrue();
    }

    private static TopicReport check(TopicRules rules, Seen seen) {
        return TopicPolicies.builder().rules(rules).build().validate(seen.state());
    }
}
