// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import static io.quorate.backup.cutover.Move.notRead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.cluster.Clusters;
import io.quorate.cluster.Observed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class CutoverCheckTest {
    @Test
    void aMoveThatIsReadyIsGreenAndSaysHowThatWasSeen() {
        CutoverReport report = new Move().check();

        assertThat(report.describe())
                .contains("clients can go over")
                .contains("records counted too in 1")
                .contains("none of 1 commits is ahead; at most PT2S of records are read again");
        assertThat(report.isGreen()).isTrue();
        assertThat(report.obstacles()).isEmpty();
        assertThat(report.items()).extracting(CutoverItem::rule).containsExactly(CutoverRule.values());
    }

    @Test
    void nothingIsGreenThatNobodyHasRead() {
        Move move = new Move()
                .source(side -> SeenCluster.builder(io.quorate.cluster.ClusterState.builder("source-id", Clusters.NOW)
                        .build()))
                .target(side -> SeenCluster.builder(io.quorate.cluster.ClusterState.builder("target-id", Clusters.NOW)
                        .build()))
                .rollback(Optional.empty());

        CutoverReport report = move.check();

        assertThat(report.items()).noneMatch(CutoverItem::isGreen);
        assertThat(report.obstacles()).hasSize(CutoverRule.values().length);
        assertThat(report.describe()).contains("do not go over yet").contains("UNKNOWN  everything is copied");
    }

    @Test
    void whatIsAcceptedAsUnknownIsGreenAndStandsInTheReport() {
        Move move = new Move().source(side -> side.acls(notRead()));

        assertThat(move.item(CutoverRule.ACLS_EQUAL)).isInstanceOf(CutoverItem.Unknown.class);
        CutoverReport accepted =
                move.check(Move.builder().acceptUnknown(CutoverRule.ACLS_EQUAL, "no authorizer on either side"));
        assertThat(accepted.isGreen()).isTrue();
        assertThat(accepted.item(CutoverRule.ACLS_EQUAL).describe())
                .startsWith("ACCEPTED")
                .contains("no authorizer on either side")
                .contains("DENIED");
        assertThat(accepted.item(CutoverRule.ACLS_EQUAL).findings()).hasSize(1);
    }

    @Test
    void whatIsBrokenStaysBrokenThoughItWasAcceptedAsUnknown() {
        Move move = new Move().target(side -> side.acls(Observed.present(Set.of())));

        CutoverReport report = move.check(Move.builder().acceptUnknown(CutoverRule.ACLS_EQUAL, "any"));

        assertThat(report.isGreen()).isFalse();
        assertThat(report.item(CutoverRule.ACLS_EQUAL).describe())
                .startsWith("FAIL")
                .contains("CLIENTS_REFUSED")
                .contains("only at the source");
    }

    @Test
    void copiesWithAPrefixAreFoundByIt() {
        Move move = new Move();

        CutoverReport report = move.check(CutoverCheck.builder(TopicMapping.prefixedWith("old")));

        assertThat(report.item(CutoverRule.PARTITIONS_EQUAL).describe()).contains("no topic old.orders");
        assertThat(report.item(CutoverRule.ACLS_EQUAL).describe()).contains("old.orders");
    }

    @Test
    void topicsOfKafkaAndOfMirrorsDoNotMove() {
        Move move = new Move().sourceState(state -> state.topics(Clusters.topics(
                        Clusters.topic("orders", Clusters.partition(0, List.of(1), List.of(1))),
                        Clusters.topic("heartbeats", Clusters.partition(0, List.of(1), List.of(1))),
                        Clusters.topic("mm2-offset-syncs.a.internal", Clusters.partition(0, List.of(1), List.of(1)))))
                .topicConfigs(Observed.present(Map.of(
                        "orders", Move.configs(Map.of()),
                        "heartbeats", Move.configs(Map.of()),
                        "mm2-offset-syncs.a.internal", Move.configs(Map.of())))));

        assertThat(move.check().isGreen()).isTrue();
    }

    @Test
    void withoutATopicThatMovesNothingIsProven() {
        CutoverReport report = new Move().check(Move.builder().topics(name -> false));

        assertThat(report.item(CutoverRule.PRODUCERS_STOPPED)).isInstanceOf(CutoverItem.Unknown.class);
        assertThat(report.item(CutoverRule.DRAINED)).isInstanceOf(CutoverItem.Unknown.class);
        assertThat(report.item(CutoverRule.PARTITIONS_EQUAL)).isInstanceOf(CutoverItem.Unknown.class);
        assertThat(report.item(CutoverRule.CONFIGS_EQUAL)).isInstanceOf(CutoverItem.Unknown.class);
    }

    @Test
    void refusesToCompareAClusterWithItself() {
        SeenCluster one = new Move().source();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Move.builder().build().check(one, one, Optional.empty()))
                .withMessageContaining("source-id");
    }

    @Test
    void settingsWithoutMeaningAreRefused() {
        CutoverCheck.Builder check = Move.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> check.stableFor(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> check.repeatBudget(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> check.acceptUnknown(CutoverRule.ACLS_EQUAL, " "));
        assertThatIllegalArgumentException().isThrownBy(() -> TopicMapping.prefixedWith(""));
        Assertions.assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> new CutoverReport("a", "b", Clusters.NOW, List.of()).item(CutoverRule.DRAINED));
    }

    @Test
    void theReportIsOfTheOlderLook() {
        Move move = new Move();
        SeenCluster later = SeenCluster.builder(
                        io.quorate.cluster.ClusterState.builder("later", Clusters.NOW.plusSeconds(9))
                                .build())
                .build();

        CutoverCheck check = Move.builder().build();
        assertThat(check.check(move.source(), later, Optional.empty()).observedAt())
                .isEqualTo(Clusters.NOW);
        assertThat(check.check(later, move.source(), Optional.empty()).observedAt())
                .isEqualTo(Clusters.NOW);
        assertThat(later).hasToString("SeenCluster later at 2026-11-20T12:00:09Z");
    }
}
