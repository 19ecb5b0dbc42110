// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be seen never counts as well. */
class SightHealthTest {
    private static final HealthPolicy BLIND = HealthPolicy.builder()
            .notToBeSeen(HealthSection.QUORUM, HealthSection.LOG_DIRS, HealthSection.TOPIC_CONFIGS)
            .build();

    @Test
    void aStateOfWhichNothingWasSeenIsUnknown() {
        ClusterHealth health = Seen.check(ClusterState.builder("cluster", Clusters.NOW));

        assertThat(health.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(health.findingIds()).containsExactlyInAnyOrder("quorum-unreadable", "not-observed");
    }

    @Test
    void onePartOfASectionThatIsMissingIsUnknown() {
        ClusterState seen = Seen.healthy();

        ClusterHealth health = Seen.check(seen.toBuilder()
                .logDirs(Observed.of(seen.logDirs().orElse(Map.of()), List.of(Clusters.gap("log dirs of broker 3")))));

        assertThat(health.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(health.findingIds()).containsExactly("not-observed");
        assertThat(health.describe()).contains("log dirs of broker 3: UNREACHABLE");
    }

    @Test
    void aTopicThatVanishedWhileWeLookedDegrades() {
        ClusterState seen = Seen.healthy();
        Gap gone = new Gap(Gap.topicSubject("gone"), Gap.Kind.VANISHED, "UnknownTopicOrPartitionException");

        ClusterHealth health =
                Seen.check(seen.toBuilder().topics(Observed.of(seen.topics().orElse(Map.of()), List.of(gone))));

        assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void aTopicWithoutConfigsIsFoundAlsoWhereTheSectionClaimsToBeComplete() {
        ClusterHealth health = Seen.check(Seen.healthy().toBuilder().topicConfigs(Observed.present(Map.of())));

        assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(health.describe()).contains("configs of topic orders: VANISHED");
    }

    @Test
    void aTopicWithoutConfigsIsToldOnceWhereTheSectionIsPartial() {
        ClusterHealth health = Seen.check(Seen.healthy().toBuilder()
                .topicConfigs(Observed.of(Map.of(), List.of(Clusters.gap("configs of topic orders")))));

        assertThat(health.finding(SightFinding.NotObserved.class).orElseThrow().gaps())
                .hasSize(1);
    }

    @Test
    void anOldReleaseThatDoesNotTellOfItsQuorumIsDegradedAtBest() {
        ClusterState old =
                Seen.healthy().toBuilder().quorum(unsupported("quorum")).build();

        ClusterHealth health = Seen.check(old);

        assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(health.isStale()).isFalse();
        assertThat(health.findingIds()).containsExactly("not-visible");
        assertThat(health.describe()).contains("quorum (UNSUPPORTED)").contains("notToBeSeen");
        assertThat(HealthCheck.with(BLIND).check(old).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(HealthCheck.with(BLIND).check(old).findingIds()).containsExactly("not-visible");
    }

    @Test
    void anOldReleaseThatDoesNotTellOfLessIsHealthy() {
        ClusterState seen = Seen.healthy();
        Gap noFenced = new Gap("fenced brokers", Gap.Kind.UNSUPPORTED, "UnsupportedVersionException");

        ClusterHealth health = Seen.check(seen.toBuilder()
                .brokers(Observed.of(seen.brokers().orElse(List.of()), List.of(noFenced)))
                .features(unsupported("features"))
                .reassignments(unsupported("reassignments")));

        assertThat(health.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(health.finding(SightFinding.NotVisible.class).orElseThrow().gaps())
                .hasSize(3);
    }

    @Test
    void whatIsMeantNotToBeSeenIsExcusedByChoiceAndNotByFailure() {
        ClusterState denied = Seen.healthy().toBuilder()
                .logDirs(Observed.unavailable(new Gap("log dirs", Gap.Kind.DENIED, "ClusterAuthorization")))
                .quorum(Observed.unavailable(new Gap("quorum", Gap.Kind.NOT_ASKED, "nobody asked")))
                .build();
        ClusterState failed = Seen.healthy().toBuilder()
                .logDirs(Observed.unavailable(Clusters.gap("log dirs")))
                .build();

        assertThat(Seen.check(denied).status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(HealthCheck.with(BLIND).check(denied).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(HealthCheck.with(BLIND).check(denied).isStale()).isFalse();
        assertThat(HealthCheck.with(BLIND).check(failed).status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void aQuorumThatFailsToAnswerIsNeverExcused() {
        ClusterState failed = Seen.healthy().toBuilder()
                .quorum(Observed.unavailable(Clusters.gap("quorum")))
                .build();

        assertThat(HealthCheck.with(BLIND).check(failed).status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(HealthCheck.with(BLIND).check(failed).isStale()).isTrue();
    }

    @Test
    void whatKafkaSaidIsCutWhereItIsLong() {
        Gap talkative = new Gap("log dirs", Gap.Kind.FAILED, "x".repeat(10_000));

        assertThat(Seen.check(Seen.healthy().toBuilder().logDirs(Observed.unavailable(talkative)))
                        .describe())
                .hasSizeLessThan(1500);
    }

    @Test
    void aPolicyThatMakesNoSenseIsRefusedWithWhatWasSet() {
        HealthPolicy.Builder policy = HealthPolicy.builder();

        assertThatThrownBy(() -> policy.notToBeSeen(HealthSection.TOPICS)).hasMessageContaining("[TOPICS]");
        assertThatThrownBy(() -> policy.notToBeSeen(HealthSection.BROKERS)).hasMessageContaining("[BROKERS]");
        assertThatThrownBy(() -> policy.toleratedBrokers(-1))
                .hasMessageContaining("toleratedBrokers")
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> policy.toleratedVoters(-1)).hasMessageContaining("toleratedVoters");
        assertThatThrownBy(() -> policy.quorumTolerance(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> policy.staleRegistrationAfter(Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> policy.usable(0.1, 0.2)).hasMessageContaining("critical=0.2");
        assertThatThrownBy(() -> policy.usable(1.1, 0.2)).hasMessageContaining("warning=1.1");
        assertThatThrownBy(() -> policy.usable(0.1, -0.2)).hasMessageContaining("critical=-0.2");
        assertThatThrownBy(() -> policy.leaderImbalance(1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> policy.leaderImbalance(-1)).hasMessageContaining("-1");
        assertThat(HealthCheck.with(policy.quorumTolerance(Duration.ofSeconds(9))
                                .staleRegistrationAfter(Duration.ofHours(1))
                                .usable(0.6, 0.1)
                                .build())
                        .check(Seen.healthy())
                        .findingIds())
                .containsExactly("log-dirs-filling");
    }

    private static <T> Observed<T> unsupported(String section) {
        return Observed.unavailable(new Gap(section, Gap.Kind.UNSUPPORTED, "UnsupportedVersionException"));
    }
}
