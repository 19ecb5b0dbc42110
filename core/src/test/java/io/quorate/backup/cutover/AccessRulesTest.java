// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import static io.quorate.backup.cutover.Move.acl;
import static io.quorate.backup.cutover.Move.notRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Observed;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
    @Test
    void anAclMoreAtTheTargetFailsUnlessItsPrincipalIsLeftOut() {
        Move move = new Move()
                .target(side ->
                        side.acls(Observed.present(Set.of(acl("User:alice", "orders"), acl("User:mirror", "orders")))));

        assertThat(move.item(CutoverRule.ACLS_EQUAL).describe())
                .contains("ALLOW READ for User:mirror from * on TOPIC LITERAL orders: only at the target");
        assertThat(move.check(Move.builder().principalsLeftOut(Set.of("User:mirror")))
                        .item(CutoverRule.ACLS_EQUAL)
                        .describe())
                .isEqualTo("PASS     ACLs are the same: 1 ACLs");
    }

    @Test
    void onlyTopicsThatMoveAreRenamed() {
        AclBinding group = new AclBinding(
                new ResourcePattern(ResourceType.GROUP, "orders", PatternType.LITERAL),
                acl("User:alice", "orders").entry());
        Move move = new Move()
                .source(side -> side.acls(Observed.present(
                        Set.of(acl("User:alice", "orders"), acl("User:alice", "*"), acl("User:alice", "__x"), group))))
                .target(side -> side.acls(Observed.present(Set.of(
                        acl("User:alice", "old.orders"), acl("User:alice", "*"), acl("User:alice", "__x"), group))));

        assertThat(move.check(CutoverCheck.builder(TopicMapping.prefixedWith("old")))
                        .item(CutoverRule.ACLS_EQUAL))
                .isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void whatTheClusterDoesNotTellIsNotEqual() {
        assertThat(new Move().source(side -> side.acls(notRead())).item(CutoverRule.ACLS_EQUAL))
                .isInstanceOf(CutoverItem.Unknown.class);
        assertThat(new Move()
                        .target(side -> side.acls(notRead()))
                        .item(CutoverRule.ACLS_EQUAL)
                        .describe())
                .startsWith("UNKNOWN")
                .contains("authorizer");
        assertThat(new Move().source(side -> side.quotas(notRead())).item(CutoverRule.QUOTAS_EQUAL))
                .isInstanceOf(CutoverItem.Unknown.class);
        assertThat(new Move().target(side -> side.quotas(notRead())).item(CutoverRule.QUOTAS_EQUAL))
                .isInstanceOf(CutoverItem.Unknown.class);
    }

    @Test
    void anotherQuotaFailsAndOneThatIsMissing() {
        Move another = new Move()
                .target(side ->
                        side.quotas(Observed.present(Map.of(Move.ALICE, Map.of("producer_byte_rate", 2000.0)))));
        Move missing = new Move().target(side -> side.quotas(Observed.present(Map.of())));

        assertThat(another.item(CutoverRule.QUOTAS_EQUAL).describe())
                .contains("quota of {user=alice}: {producer_byte_rate=1000.0} at the source and"
                        + " {producer_byte_rate=2000.0} at the target");
        assertThat(missing.item(CutoverRule.QUOTAS_EQUAL).describe()).contains("none at the target");
    }
}
