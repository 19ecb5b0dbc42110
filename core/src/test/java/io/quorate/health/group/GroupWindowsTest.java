// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import static io.quorate.health.group.Looks.ORDERS;
import static io.quorate.health.group.Looks.at;
import static io.quorate.health.group.Looks.group;
import static io.quorate.health.group.Looks.stable;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.group.CommittedOffset;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupPartition;
import io.quorate.group.LagSum;
import io.quorate.group.PartitionLag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupWindowsTest {
    private static final Gap SILENT = new Gap("coordinator", Gap.Kind.UNREACHABLE, "TimeoutException");

    private final Looks looks = new Looks();

    @Test
    void aGroupThatHasReadEverythingIsOkAtTheFirstLook() {
        GroupHealth health = looks.look(100, 100);

        assertThat(health.status()).isEqualTo(GroupStatus.OK);
        assertThat(health.behind()).contains(LagTime.NONE);
        assertThat(health.maxLag()).hasValue(0);
        assertThat(health.describe()).isEqualTo("group billing is OK: nothing is left to read; lag 0, 0 s behind");
    }

    @Test
    void aGroupThatIsBehindIsUnknownUntilItWasSeenOftenEnough() {
        assertThat(looks.look(0, 100).status()).isEqualTo(GroupStatus.UNKNOWN);
        assertThat(looks.look(10, 120).status()).isEqualTo(GroupStatus.UNKNOWN);
        assertThat(looks.look(60, 140).status()).as("comes nearer").isEqualTo(GroupStatus.OK);
    }

    @Test
    void aGroupThatReadsAndNeverComesNearerLags() {
        GroupHealth health = after(10, look -> looks.look(look * 10, 100 + look * 15));

        assertThat(health.status()).isEqualTo(GroupStatus.LAGGING);
        assertThat(health.reason()).startsWith("orders-0 reads, and is 150 offsets behind");
    }

    @Test
    void aGroupThatStaysWhereItIsWhileMoreIsWrittenStalls() {
        looks.look(50, 50);
        GroupHealth early = after(9, look -> looks.look(50, 50 + look));
        assertThat(early.status()).as("it had read everything ten looks ago").isEqualTo(GroupStatus.OK);

        GroupHealth late = after(3, look -> looks.look(50, 60 + look));

        assertThat(late.status()).isEqualTo(GroupStatus.STALLED);
        assertThat(late.status().isAlarming()).isTrue();
    }

    @Test
    void aStallLastsWhenTheLogRestsAgainAndEndsWhenTheGroupGoesOn() {
        looks.look(50, 50);
        after(12, look -> looks.look(50, 51));
        assertThat(after(20, look -> looks.look(50, 51)).status()).isEqualTo(GroupStatus.STALLED);

        assertThat(looks.look(51, 51).status()).isEqualTo(GroupStatus.OK);
    }

    @Test
    void aRecordAfterALongRestIsNoStallYet() {
        // A transaction's marker that nobody reads: the lag is never 0 (the false alarm of Burrow's issue 338).
        after(20, look -> looks.look(50, 51));

        for (int look = 0; look < 8; look++) {
            assertThat(looks.look(50, 53).status()).as("look %d", look).isEqualTo(GroupStatus.OK);
        }
        assertThat(after(3, look -> looks.look(50, 53)).status()).isEqualTo(GroupStatus.STALLED);
    }

    @Test
    void markersOfTransactionsThatNobodyReadsAreNoStall() {
        assertThat(after(30, look -> looks.look(50, 51)).status()).isEqualTo(GroupStatus.OK);
    }

    @Test
    void recordsThatWereThereBeforeAndAreNotReadAreAStall() {
        GroupHealth health = after(10, look -> looks.look(50, 5000));

        assertThat(health.status()).isEqualTo(GroupStatus.STALLED);
        assertThat(health.behind()).contains(new LagTime(Duration.ofSeconds(90), false));
    }

    @Test
    void aGroupWithoutMembersThatHasSomethingToReadIsStoppedAfterThreeLooks() {
        looks.look(50, 50);
        assertThat(looks.lookAtEmpty(50, 60).status()).isEqualTo(GroupStatus.OK);
        assertThat(looks.lookAtEmpty(50, 60).status()).isEqualTo(GroupStatus.OK);

        GroupHealth health = looks.lookAtEmpty(50, 60);

        assertThat(health.status()).isEqualTo(GroupStatus.STOPPED);
        assertThat(health.reason()).isEqualTo("has no members in 3 looks, and 10 offsets to read in orders-0");
    }

    @Test
    void aGroupWithoutMembersThatHasReadEverythingOrGoesOnIsNotStopped() {
        assertThat(after(5, look -> looks.lookAtEmpty(50, 50)).status()).isEqualTo(GroupStatus.OK);
        assertThat(after(5, look -> looks.lookAtEmpty(50 + look, 60 + look)).status())
                .as("clients that assign partitions to themselves are no members")
                .isEqualTo(GroupStatus.OK);
    }

    @Test
    void aGroupThatWentBackIsRewoundUntilItHasCaughtUp() {
        looks.look(100, 100);
        assertThat(looks.look(20, 100).status()).isEqualTo(GroupStatus.REWOUND);
        assertThat(looks.look(60, 100).status()).isEqualTo(GroupStatus.REWOUND);
        assertThat(looks.look(100, 100).status()).isEqualTo(GroupStatus.OK);
    }

    @Test
    void aRewindIsForgottenAfterAWindow() {
        looks.look(100, 100);
        GroupHealth health = after(10, look -> looks.look(20 + look, 100 + look));

        assertThat(health.status()).isEqualTo(GroupStatus.LAGGING);
    }

    @Test
    void aTopicThatWasMadeAgainIsNoRewind() {
        looks.look(100, 100);
        assertThat(looks.look(5, 10).status()).isEqualTo(GroupStatus.UNKNOWN);
    }

    @Test
    void whatRetentionTookIsNoProgress() {
        GroupHealth health =
                after(11, look -> looks.look(stable(Map.of(ORDERS, at(10, 1000 * look, 1000 * look + 500 - look)))));

        assertThat(health.status()).isEqualTo(GroupStatus.STALLED);
        assertThat(health.lag()).contains(new LagSum(489, 10_990, 0, 0));
    }

    @Test
    void topicsThatTheMembersReadNoMoreAreLeftOutAlsoWhileTheyAreRebalancedAndWhenTheyAreGone() {
        TopicPartition old = new TopicPartition("old", 0);
        Map<TopicPartition, GroupPartition> partitions = Map.of(ORDERS, at(100, 0, 100), old, at(0, 0, 1000));

        GroupHealth settled = looks.look(stable(partitions));
        GroupHealth moving =
                looks.look(group(GroupState.PREPARING_REBALANCE, OptionalInt.of(2), partitions, Optional.of(Set.of())));
        GroupHealth gone = looks.look(group(GroupState.EMPTY, OptionalInt.of(0), partitions, Optional.of(Set.of())));

        assertThat(List.of(settled, moving, gone)).allSatisfy(health -> {
            assertThat(health.lag()).contains(new LagSum(0, 0, 0, 0));
            assertThat(health.status()).isEqualTo(GroupStatus.OK);
        });
        assertThat(looks.look(stable(partitions, "orders", "old")).lag())
                .as("they read it again")
                .contains(new LagSum(1000, 0, 0, 0));
    }

    @Test
    void aGroupThatWasNeverSettledCountsEverything() {
        Map<TopicPartition, GroupPartition> partitions = Map.of(ORDERS, at(100, 0, 130));

        assertThat(looks.look(group(GroupState.STABLE, OptionalInt.empty(), partitions, Optional.empty()))
                        .maxLag())
                .hasValue(30);
    }

    @Test
    void aGroupWithoutACommitIsUnknownAndNotAtZero() {
        GroupHealth health = looks.look(stable(Map.of(ORDERS, Looks.uncommitted())));

        assertThat(health.status()).isEqualTo(GroupStatus.UNKNOWN);
        assertThat(health.reason()).isEqualTo("has committed nothing");
        assertThat(health.lag()).contains(new LagSum(0, 0, 1, 0));
        assertThat(health.maxLag()).isEqualTo(OptionalLong.empty());
        assertThat(health.behind()).isEmpty();
    }

    @Test
    void anEndThatNobodyKnowsHidesThatTheRestIsWellAndNotThatItIsNot() {
        TopicPartition hidden = new TopicPartition("orders", 1);
        GroupPartition unknown = new GroupPartition(
                Optional.of(new CommittedOffset(7, Optional.empty(), "")), new PartitionLag.EndUnknown(SILENT));

        GroupHealth well = looks.look(stable(Map.of(ORDERS, at(10, 0, 10), hidden, unknown)));
        GroupHealth rewound = looks.look(stable(Map.of(ORDERS, at(5, 0, 10), hidden, unknown)));

        assertThat(well.status()).isEqualTo(GroupStatus.UNKNOWN);
        assertThat(well.reason()).isEqualTo(SILENT.describe());
        assertThat(well.behind()).contains(new LagTime(Duration.ZERO, false));
        assertThat(rewound.status()).isEqualTo(GroupStatus.REWOUND);
    }

    @Test
    void aGroupWhoseCommitsCannotBeReadHasNoLag() {
        ConsumerGroup group = new ConsumerGroup(
                "billing", GroupType.CLASSIC, GroupState.STABLE, OptionalInt.of(1), Observed.unavailable(SILENT));

        GroupHealth health = looks.look(group);

        assertThat(health.status()).isEqualTo(GroupStatus.UNKNOWN);
        assertThat(health.lag()).isEmpty();
        assertThat(health.describe()).isEqualTo("group billing is UNKNOWN: " + SILENT.describe());
    }

    @Test
    void theWorstPartitionCounts() {
        TopicPartition slow = new TopicPartition("orders", 1);
        GroupHealth health = after(
                11, look -> looks.look(stable(Map.of(ORDERS, at(look, 0, look), slow, at(look, 0, 1000 + 2 * look)))));

        assertThat(health.status()).isEqualTo(GroupStatus.LAGGING);
        assertThat(health.reason()).startsWith("orders-1 ");
        assertThat(health.maxLag()).hasValue(1011);
    }

    @Test
    void groupsThatAreGoneAreForgottenAtOnceIfAllCouldBeReadAndElseAfterAWhile() {
        ConsumerGroup group = stable(Map.of(ORDERS, at(1, 0, 1)));
        looks.look(group);
        Observed<Map<String, ConsumerGroup>> partial = Observed.of(Map.of(), List.of(SILENT));

        Observed<Map<String, GroupHealth>> missing = looks.look(partial);

        assertThat(missing.value().orElseThrow()).hasEntrySatisfying("billing", health -> assertThat(health.status())
                .isEqualTo(GroupStatus.UNKNOWN));
        assertThat(looks.look(Observed.unavailable(SILENT)).value()).isEmpty();
        for (int look = 0; look < 10; look++) {
            looks.look(partial);
        }
        assertThat(looks.windows().size()).isZero();

        looks.look(group);
        looks.look(Observed.present(Map.of()));
        assertThat(looks.windows().size()).isZero();
    }

    private interface At {
        GroupHealth look(long number);
    }

    private static GroupHealth after(int times, At at) {
        GroupHealth last = at.look(1);
        for (long look = 2; look <= times; look++) {
            last = at.look(look);
        }
        return last;
    }
}
