// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicPoliciesTest {
    @Test
    void whatMustBeReadIsWhatIsDeclared() {
        TopicPolicies policies = TopicPolicies.builder()
                .topic(TopicPolicy.named("b").config("segment.ms", "1").build())
                .topic(TopicPolicy.named("a").minInSyncReplicas(1).build())
                .topic(TopicPolicy.matching("c.*").compression("lz4").build())
                .clusterId("here")
                .build();

        assertThat(policies.topics()).containsExactly("a", "b");
        assertThat(policies.configKeys()).containsExactly("compression.type", "min.insync.replicas", "segment.ms");
        assertThat(policies.clusterId()).contains("here");
    }

    @Test
    void everyPolicyThatCannotBeIsListedAtOnce() {
        TopicPolicies.Builder policies = TopicPolicies.builder()
                .rules(TopicRules.builder()
                        .minReplicationFactor(3)
                        .minInSyncReplicas(2)
                        .noUncleanLeaderElection()
                        .namePattern("[a-z._]+")
                        .partitionsBetween(1, 10)
                        .build())
                .topic(TopicPolicy.named("a.b").build())
                .topic(TopicPolicy.named("a_b").build())
                .topic(TopicPolicy.named("twice").build())
                .topic(TopicPolicy.named("twice").build())
                .topic(TopicPolicy.named("few")
                        .replicationFactor(2)
                        .minInSyncReplicas(1)
                        .build())
                .topic(TopicPolicy.named("unclean")
                        .config("unclean.leader.election.enable", "true")
                        .build())
                .topic(TopicPolicy.named("Loud").partitions(11).build());

        assertThatThrownBy(policies::build)
                .hasMessageContaining("7 problems")
                .hasMessageContaining("a.b and a_b differ only in '.' and '_'")
                .hasMessageContaining("topic twice is declared twice")
                .hasMessageContaining("few declares replication factor 2")
                .hasMessageContaining("few declares min.insync.replicas 1")
                .hasMessageContaining("unclean declares unclean.leader.election.enable")
                .hasMessageContaining("Loud does not match")
                .hasMessageContaining("Loud declares 11 partitions");
    }

    @Test
    void policiesThatKeepTheRulesAreTaken() {
        TopicPolicies policies = TopicPolicies.builder()
                .rules(TopicRules.highlyAvailable())
                .topic(TopicPolicy.named("a")
                        .partitions(1)
                        .replicationFactor(3)
                        .minInSyncReplicas(2)
                        .build())
                .topic(TopicPolicy.matching("b").build())
                .build();

        assertThat(policies.policies()).hasSize(2);
        assertThat(policies.rules().minReplicationFactor()).hasValue(3);
    }

    @Test
    void rulesThatNoTopicCanKeepAreRefused() {
        assertThatThrownBy(() -> TopicRules.builder()
                        .minReplicationFactor(2)
                        .minInSyncReplicas(2)
                        .build())
                .hasMessageContaining("Set it to 1 or less");
        assertThatThrownBy(() -> TopicRules.builder().minReplicationFactor(0)).hasMessageContaining("at least 1");
        assertThat(TopicRules.builder().minInSyncReplicas(2).build().minInSyncReplicas())
                .hasValue(2);
    }
}
