// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Clusters;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.QuorumReplica;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuorumHealthTest {
    private static final Duration LONG = Duration.ofSeconds(6);

    @Test
    void aClusterOfWhichEverythingWasSeenAndIsWellIsHealthy() {
        ClusterHealth health = Seen.check(Seen.healthy());

        assertThat(health.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(health.findings()).isEmpty();
        assertThat(health.isStale()).isFalse();
        assertThat(health.describe()).startsWith("HEALTHY: cluster cluster at ").contains("everything was seen");
    }

    @Test
    void aQuorumThatDoesNotAnswerMakesTheReportStaleAndCritical() {
        ClusterHealth health =
                Seen.check(Seen.healthy().toBuilder().quorum(Observed.unavailable(Clusters.gap("quorum"))));

        assertThat(health.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(health.isStale()).isTrue();
        assertThat(health.findingIds()).containsExactly("quorum-unreadable");
        assertThat(health.describe()).contains("stale").contains("UNREACHABLE").contains("nobody elects another");
    }

    @Test
    void aQuorumThatMayNotBeReadIsUnknownAndStale() {
        Gap denied = new Gap("quorum", Gap.Kind.DENIED, "ClusterAuthorizationException");

        ClusterHealth health = Seen.check(Seen.healthy().toBuilder().quorum(Observed.unavailable(denied)));

        assertThat(health.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(health.isStale()).isTrue();
        assertThat(health.describe()).contains("DESCRIBE on the CLUSTER").contains("Not known.");
    }

    @Test
    void aQuorumThatNobodyAskedForIsUnknown() {
        Gap notAsked = new Gap("quorum", Gap.Kind.NOT_ASKED, "nobody asked for it");

        ClusterHealth health = Seen.check(Seen.healthy().toBuilder().quorum(Observed.unavailable(notAsked)));

        assertThat(health.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(health.findings().get(0).remedy()).contains("section QUORUM");
    }

    @Test
    void aQuorumWithoutLeaderMakesTheReportStaleAndCritical() {
        MetadataQuorum headless = new MetadataQuorum(
                new MetadataQuorum.Leadership(-1, 9, 100), Clusters.quorum(3).voters(), List.of(), Map.of());

        ClusterHealth health = Seen.check(Seen.healthy().toBuilder().quorum(Observed.present(headless)));

        assertThat(health.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(health.isStale()).isTrue();
        assertThat(health.findingIds()).containsExactly("quorum-without-leader");
        assertThat(health.describe())
                .contains("3 voters (1, 2, 3)")
                .contains("epoch 9")
                .contains("majority of 2");
    }

    @Test
    void oneOfThreeVotersGoneIsCriticalBecauseTheNextStopsTheQuorum() {
        ClusterHealth health =
                check(Clusters.voter(1, Duration.ZERO), Clusters.voter(2, Duration.ZERO), Clusters.silentVoter(3));

        assertThat(health.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(health.isStale()).isFalse();
        assertThat(health.findingIds()).containsExactly("quorum-degraded");
        assertThat(health.describe())
                .contains("1 voter of 3 (3) does not follow")
                .contains("stops with the next");
    }

    @Test
    void oneOfThreeVotersGoneIsAWarningWhereThatIsTolerated() {
        HealthPolicy tolerant = HealthPolicy.builder().toleratedVoters(1).build();
        var state = Seen.healthy().toBuilder()
                .quorum(Observed.present(Clusters.quorum(
                        Clusters.voter(1, Duration.ZERO), Clusters.voter(2, Duration.ZERO), Clusters.silentVoter(3))))
                .build();

        assertThat(HealthCheck.with(tolerant).check(state).status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void oneOfFiveVotersGoneIsAWarningAndTwoAreCritical() {
        QuorumReplica well = Clusters.voter(1, Duration.ZERO);

        ClusterHealth one = check(well, voter(4), voter(5), voter(6), Clusters.voter(7, LONG));
        ClusterHealth two = check(well, voter(4), voter(5), Clusters.voter(6, LONG), Clusters.voter(7, LONG));

        assertThat(one.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(one.describe()).contains("1 more may go");
        assertThat(two.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(two.describe()).contains("2 voters of 5 (6, 7) do not follow");
    }

    @Test
    void aVoterThatIsBehindByTheToleranceIsWell() {
        assertThat(check(voter(1), voter(2), Clusters.voter(3, Duration.ofSeconds(5)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aQuorumOfOneOrTwoVotersIsHealthyAndSaysThatItHasNoSpare() {
        ClusterHealth one = check(voter(1));
        ClusterHealth two = check(voter(1), voter(2));

        assertThat(one.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(one.findingIds()).containsExactly("quorum-without-spare");
        assertThat(two.describe()).contains("2 voters").contains("three controllers");
    }

    @Test
    void aStaticQuorumAndAnUnfinishedUpgradeAreWorthKnowing() {
        ClusterHealth health = Seen.check(Seen.healthy().toBuilder().features(Seen.features(0, 21)));

        assertThat(health.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(health.findingIds()).containsExactlyInAnyOrder("quorum-static", "upgrade-unfinished");
        assertThat(health.describe()).contains("level 21").contains("knows 30");
    }

    @Test
    void anOnlineBrokerThatDoesNotFollowTheMetadataLogIsSilent() {
        MetadataQuorum quorum = new MetadataQuorum(
                new MetadataQuorum.Leadership(11, 7, 100),
                List.of(voter(11), voter(12), voter(13)),
                List.of(Clusters.voter(1, Duration.ZERO), Clusters.voter(3, Duration.ofSeconds(7))),
                Map.of());

        ClusterHealth health = Seen.check(Seen.healthy().toBuilder().quorum(Observed.present(quorum)));

        assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(health.findingIds()).containsExactly("brokers-silent");
        assertThat(health.describe()).contains("up to 7 s: 1 broker (3)");
    }

    @Test
    void aFencedBrokerIsMissingAndNotSilent() {
        MetadataQuorum quorum = Clusters.quorum(voter(1), voter(2), Clusters.voter(3, LONG), voter(4), voter(5));

        ClusterHealth health =
                Seen.check(Seen.healthy().toBuilder().brokers(Seen.fenced(3, 3)).quorum(Observed.present(quorum)));

        assertThat(health.findingIds()).containsExactlyInAnyOrder("brokers-missing", "quorum-degraded");
    }

    private static QuorumReplica voter(int nodeId) {
        return Clusters.voter(nodeId, Duration.ZERO);
    }

    private static ClusterHealth check(QuorumReplica... voters) {
        return Seen.check(Seen.healthy().toBuilder().quorum(Observed.present(Clusters.quorum(voters))));
    }
}
