// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import static io.quorate.backup.cutover.Move.ORDERS;
import static io.quorate.backup.cutover.Move.active;
import static io.quorate.backup.cutover.Move.group;
import static io.quorate.backup.cutover.Move.groups;
import static io.quorate.backup.cutover.Move.notRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backup.ClusterBackup;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.Observed;
import io.quorate.group.GroupPartition;
import io.quorate.group.PartitionLag;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupRulesTest {
    private static final TopicPartition OTHER = new TopicPartition("__other", 0);

    @Test
    void aGroupThatIsNotThereFails() {
        Move move = new Move().target(side -> side.groups(Observed.present(Map.of())));

        assertThat(move.item(CutoverRule.GROUPS_PRESENT).describe())
                .startsWith("FAIL")
                .contains("group billing: commits in 1 partitions at the source, no such group");
        assertThat(move.check(Move.builder().groups(id -> !id.equals("billing")))
                        .item(CutoverRule.GROUPS_PRESENT))
                .isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void aCommitThatIsMissingFails() {
        Move none = new Move().target(side -> side.groups(groups("billing", Observed.present(Map.of()))));
        GroupPartition uncommitted = new GroupPartition(Optional.empty(), new PartitionLag.NoCommit());
        Move assigned = new Move()
                .target(side -> side.groups(groups("billing", Observed.present(Map.of(ORDERS, uncommitted)))));

        assertThat(none.item(CutoverRule.GROUPS_PRESENT).describe())
                .contains("commit 190 at the source, none at the target");
        assertThat(assigned.item(CutoverRule.GROUPS_PRESENT)).isInstanceOf(CutoverItem.Failed.class);
    }

    @Test
    void aCommitOutsideOfItsLogFailsOnEitherSide() {
        Move beyond = new Move().target(side -> side.groups(group("billing", ORDERS, 101)));
        Move before = new Move().source(side -> side.groups(group("billing", ORDERS, 99)));
        Move atEnd = new Move().target(side -> side.groups(group("billing", ORDERS, 100)));

        assertThat(beyond.item(CutoverRule.GROUPS_PRESENT).describe())
                .contains("at the target: commit 101 is not within the log, which goes from 0 to 100");
        assertThat(before.item(CutoverRule.GROUPS_PRESENT).describe())
                .contains("at the source: commit 99 is not within the log, which goes from 100 to 200");
        assertThat(atEnd.item(CutoverRule.GROUPS_PRESENT)).isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void groupsThatWereNotReadAreUnknown() {
        assertThat(new Move().source(side -> side.groups(notRead())).item(CutoverRule.GROUPS_PRESENT))
                .isInstanceOf(CutoverItem.Unknown.class);
        assertThat(new Move().target(side -> side.groups(notRead())).item(CutoverRule.GROUPS_PRESENT))
                .isInstanceOf(CutoverItem.Unknown.class);
        Move commits = new Move().target(side -> side.groups(groups("billing", notRead())));
        assertThat(commits.item(CutoverRule.GROUPS_PRESENT).describe())
                .startsWith("UNKNOWN")
                .contains("commits of group billing at the target");
        assertThat(commits.check(Move.builder().groups(id -> false)).item(CutoverRule.GROUPS_PRESENT))
                .isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void aGroupThatNoMirrorTranslatesIsUnknown() {
        Move share = new Move()
                .source(side ->
                        side.members(Observed.present(Map.of("billing", Move.idle("billing", GroupType.SHARE)))));

        assertThat(share.item(CutoverRule.GROUPS_PRESENT).describe())
                .startsWith("UNKNOWN")
                .contains("of type Share");
        assertThat(share.check(Move.builder().groups(id -> false)).item(CutoverRule.GROUPS_PRESENT))
                .isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void aMemberOnEitherSideHoldsBack() {
        Move source = new Move().source(side -> side.members(Observed.present(Map.of("billing", active("billing")))));
        Move target = new Move().target(side -> side.members(Observed.present(Map.of("billing", active("billing")))));

        assertThat(source.item(CutoverRule.NO_ACTIVE_MEMBERS).describe())
                .contains("group billing at the source: 1 members, one is app-1 on /10.0.0.7");
        assertThat(target.item(CutoverRule.NO_ACTIVE_MEMBERS).describe()).contains("group billing at the target");
    }

    @Test
    void aGroupWithoutCommitsHoldsBackOnlyWhereItReadsWhatMoves() {
        Move reads = new Move().source(side -> side.members(Observed.present(Map.of("new", active("new", ORDERS)))));
        Move other = new Move()
                .source(side -> side.members(Observed.present(Map.of("new", active("new", OTHER)))))
                .target(side -> side.members(Observed.present(Map.of("new", active("new", OTHER)))));
        Move readsCopy = new Move().target(side -> side.members(Observed.present(Map.of("x", active("x", ORDERS)))));

        assertThat(reads.item(CutoverRule.NO_ACTIVE_MEMBERS)).isInstanceOf(CutoverItem.Failed.class);
        assertThat(readsCopy.item(CutoverRule.NO_ACTIVE_MEMBERS)).isInstanceOf(CutoverItem.Failed.class);
        assertThat(other.item(CutoverRule.NO_ACTIVE_MEMBERS)).isInstanceOf(CutoverItem.Passed.class);
        assertThat(reads.check(Move.builder().groups(id -> false)).item(CutoverRule.NO_ACTIVE_MEMBERS))
                .isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void membersThatWereNotReadAreUnknown() {
        Move all = new Move().source(side -> side.members(notRead()));
        Move one = new Move().target(side -> side.members(Observed.present(Map.of("billing", notRead()))));

        assertThat(all.item(CutoverRule.NO_ACTIVE_MEMBERS)).isInstanceOf(CutoverItem.Unknown.class);
        assertThat(one.item(CutoverRule.NO_ACTIVE_MEMBERS).describe())
                .contains("members of group billing at the target");
    }

    @Test
    void withoutABackupThereIsNoWayBack() {
        assertThat(new Move()
                        .rollback(Optional.empty())
                        .item(CutoverRule.ROLLBACK_SAVED)
                        .describe())
                .startsWith("FAIL")
                .contains("NO_WAY_BACK")
                .contains("no backup was given");
    }

    @Test
    void aBackupOfAnotherClusterOrOneThatIsOldIsNone() {
        Move move = new Move();
        ClusterBackup other =
                ClusterBackup.of(Move.state("another"), move.source().groups());
        ClusterBackup old = ClusterBackup.of(
                io.quorate.cluster.ClusterState.builder("source-id", Clusters.NOW.minus(Duration.ofMinutes(11)))
                        .build(),
                move.source().groups());

        assertThat(new Move()
                        .rollback(Optional.of(other))
                        .item(CutoverRule.ROLLBACK_SAVED)
                        .describe())
                .contains("is of cluster another, the source is source-id");
        Move stale = new Move().rollback(Optional.of(old));
        assertThat(stale.item(CutoverRule.ROLLBACK_SAVED).describe()).contains("PT11M older");
        assertThat(stale.check(Move.builder().rollbackAge(Duration.ofMinutes(11)))
                        .item(CutoverRule.ROLLBACK_SAVED))
                .isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void everyCommitMustBeInTheBackupAndNoneAhead() {
        Move move = new Move();
        ClusterBackup noGroup = backup(move, Observed.present(Map.of()));
        ClusterBackup noCommit = backup(move, groups("billing", Observed.present(Map.of())));
        ClusterBackup ahead = backup(move, group("billing", ORDERS, 191));
        ClusterBackup behind = backup(move, group("billing", ORDERS, 189));

        assertThat(rollback(noGroup).describe()).contains("group billing: is not in the backup");
        assertThat(rollback(noCommit).describe()).contains("commit 190 at the source, none in the backup");
        assertThat(rollback(ahead).describe()).contains("191 in the backup");
        assertThat(rollback(behind)).isInstanceOf(CutoverItem.Passed.class);
        assertThat(rollback(backup(move, notRead()))).isInstanceOf(CutoverItem.Unknown.class);
        assertThat(rollback(backup(move, groups("billing", notRead())))).isInstanceOf(CutoverItem.Unknown.class);
    }

    private static ClusterBackup backup(Move move, Observed<Map<String, io.quorate.group.ConsumerGroup>> groups) {
        return ClusterBackup.of(move.source().state(), groups);
    }

    private static CutoverItem rollback(ClusterBackup backup) {
        return new Move().rollback(Optional.of(backup)).item(CutoverRule.ROLLBACK_SAVED);
    }
}
