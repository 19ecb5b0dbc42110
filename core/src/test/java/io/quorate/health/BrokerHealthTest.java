// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.Observed;
import io.quorate.topology.ClusterTopology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerHealthTest {
    private static final Instant NOW = Clusters.NOW;

    @Test
    void aFencedBrokerIsMissing() {
        ClusterHealth health = Seen.check(Seen.healthy().toBuilder().brokers(Seen.fenced(3, 3)));

        assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(health.findingIds()).containsExactly("brokers-missing");
        assertThat(health.describe()).contains("1 broker is not online: 3 fenced.");
    }

    @Test
    void aBrokerThatHoldsReplicasAndIsNotRegisteredIsMissing() {
        ClusterHealth health = Seen.check(Seen.healthy().toBuilder().brokers(Clusters.brokers(2)));

        assertThat(health.describe()).contains("3 not registered");
    }

    @Test
    void moreBrokersMissingThanToleratedAreCritical() {
        ClusterState state =
                Seen.healthy().toBuilder().brokers(Seen.fenced(3, 2, 3)).build();

        assertThat(Seen.check(state).status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(HealthCheck.with(HealthPolicy.builder().toleratedBrokers(2).build())
                        .check(state)
                        .status())
                .isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void aBrokerThatIsExpectedAndWasNeverSeenIsMissing() {
        HealthPolicy four =
                HealthPolicy.builder().expectedBrokers(Set.of(1, 2, 3, 4)).build();

        assertThat(HealthCheck.with(four).check(Seen.healthy()).describe())
                .contains("1 broker is not online: 4 not registered.");
    }

    @Test
    void theBrokersOfATopologyAreExpectedAndItsControllersAreNot() {
        ClusterTopology topology = ClusterTopology.builder(ClusterTopology.randomClusterId())
                .controllers(9)
                .brokers(1, 5)
                .build();
        HealthPolicy declared = HealthPolicy.builder().expected(topology).build();

        assertThat(HealthCheck.with(declared).check(Seen.healthy()).describe())
                .contains("1 broker is not online: 5 not registered.");
    }

    @Test
    void aFencedBrokerThatNobodyExpectsAndThatHoldsNothingIsNotMissed() {
        HealthPolicy three =
                HealthPolicy.builder().expectedBrokers(Set.of(1, 2, 3)).build();
        ClusterState state =
                Seen.healthy().toBuilder().brokers(Seen.fenced(4, 4)).build();

        assertThat(HealthCheck.with(three).check(state).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(Seen.check(state).findingIds()).containsExactly("brokers-missing");
    }

    @Test
    void aFencedBrokerThatHoldsNothingIsAStaleRegistrationAfterADay() {
        ClusterHealth first = at(Duration.ZERO, Seen.fenced(4, 4), Optional.empty());
        ClusterHealth almost = at(Duration.ofHours(23), Seen.fenced(4, 4), Optional.of(first));
        ClusterHealth after = at(Duration.ofHours(24), Seen.fenced(4, 4), Optional.of(almost));

        assertThat(almost.findingIds()).containsExactly("brokers-missing");
        assertThat(after.findingIds()).containsExactly("stale-registrations");
        assertThat(after.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(after.describe()).contains("1 broker (4) has been fenced for more than 24 h and holds no replica");
    }

    @Test
    void aBrokerThatWasBackInBetweenIsNoStaleRegistration() {
        ClusterHealth first = at(Duration.ZERO, Seen.fenced(4, 4), Optional.empty());
        ClusterHealth back = at(Duration.ofHours(12), Seen.fenced(4), Optional.of(first));

        assertThat(at(Duration.ofHours(24), Seen.fenced(4, 4), Optional.of(back))
                        .findingIds())
                .containsExactly("brokers-missing");
    }

    @Test
    void whatIsNotSeenForAWhileIsRemembered() {
        ClusterHealth first = at(Duration.ZERO, Seen.fenced(4, 4), Optional.empty());
        ClusterHealth lost = first.lost(Clusters.gap("cluster"), NOW.plusSeconds(60));
        ClusterHealth blind = at(Duration.ofHours(1), Observed.unavailable(Clusters.gap("brokers")), Optional.of(lost));

        assertThat(blind.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(blind.findingIds()).containsExactly("not-observed");
        assertThat(at(Duration.ofHours(24), Seen.fenced(4, 4), Optional.of(blind))
                        .findingIds())
                .containsExactly("stale-registrations");
    }

    @Test
    void anotherClusterIsNotRemembered() {
        ClusterHealth other = HealthCheck.with(HealthPolicy.defaults())
                .check(ClusterState.builder("other", NOW)
                        .brokers(Seen.fenced(4, 4))
                        .build());

        assertThat(at(Duration.ofHours(24), Seen.fenced(4, 4), Optional.of(other))
                        .findingIds())
                .containsExactly("brokers-missing");
    }

    @Test
    void aBrokerThatHoldsReplicasOrIsExpectedOrMayHoldSomeIsNeverAStaleRegistration() {
        ClusterHealth first = at(Duration.ZERO, Seen.fenced(4, 3, 4), Optional.empty());
        HealthPolicy four =
                HealthPolicy.builder().expectedBrokers(Set.of(1, 2, 3, 4)).build();
        ClusterState later = state(Duration.ofHours(24), Seen.fenced(4, 3, 4));
        ClusterState blind = later.toBuilder()
                .topics(Observed.of(later.topics().orElse(Map.of()), List.of(Clusters.gap("topic a"))))
                .build();

        assertThat(HealthCheck.with(four).check(later, first).findingIds()).containsExactly("brokers-missing");
        assertThat(HealthCheck.with(HealthPolicy.defaults()).check(later, first).describe())
                .contains("3 fenced")
                .contains("stale-registrations");
        assertThat(HealthCheck.with(HealthPolicy.defaults()).check(blind, first).findingIds())
                .doesNotContain("stale-registrations");
    }

    @Test
    void nobodyAnsweringIsCriticalAndStaleAndKeepsTheNameOfTheCluster() {
        ClusterHealth never = ClusterHealth.unreachable(Clusters.gap("cluster"), NOW);
        ClusterHealth lost = Seen.check(Seen.healthy()).lost(Clusters.gap("cluster"), NOW);

        assertThat(never.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(never.isStale()).isTrue();
        assertThat(never.clusterId()).isEmpty();
        assertThat(never.findingIds()).containsExactly("cluster-unreachable");
        assertThat(never.describe()).contains("(never seen)").contains("bootstrap.servers");
        assertThat(lost.clusterId()).contains("cluster");
        assertThat(lost.observedAt()).isEqualTo(NOW);
        assertThat(lost).hasToString("CRITICAL [cluster-unreachable]");
    }

    private static ClusterState state(Duration later, Observed<List<Broker>> brokers) {
        ClusterState seen = Seen.healthy();
        return ClusterState.builder(seen.clusterId(), NOW.plus(later))
                .brokers(brokers)
                .quorum(seen.quorum())
                .features(seen.features())
                .topics(seen.topics())
                .topicConfigs(seen.topicConfigs())
                .brokerConfigs(seen.brokerConfigs())
                .clusterDefaults(seen.clusterDefaults())
                .reassignments(seen.reassignments())
                .logDirs(seen.logDirs())
                .build();
    }

    private static ClusterHealth at(Duration later, Observed<List<Broker>> brokers, Optional<ClusterHealth> before) {
        HealthCheck check = HealthCheck.with(HealthPolicy.defaults());
        ClusterState now = state(later, brokers);
        return before.map(verdict -> check.check(now, verdict)).orElseGet(() -> check.check(now));
    }
}
