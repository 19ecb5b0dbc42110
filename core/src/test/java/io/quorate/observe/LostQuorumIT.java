// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.availability.FailureImpact;
import io.quorate.availability.QuorumImpact;
import io.quorate.availability.RestartSafety;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.Timeouts;
import io.quorate.testkit.junit.TestClusterExtension;
import io.quorate.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three combined nodes with Kafka's own time-outs, of which first one dies and then another. */
class LostQuorumIT {
    @RegisterExtension
    static final TestClusterExtension KAFKA =
            TestClusterExtension.of(TestCluster.builder().nodes(3).timeouts(Timeouts.KAFKA_DEFAULTS));

    private static Live live;

    private final TestCluster cluster = KAFKA.cluster();

    @BeforeAll
    static void connect() {
        live = new Live(KAFKA.cluster());
    }

    @AfterAll
    static void disconnect() {
        live.close();
    }

    @Test
    void aDeadNodeLooksHealthyUntilItsSessionEndsAndALostQuorumFreezesWhatIsSeen() {
        live.topic("orders", List.of(List.of(1, 2, 3)), Live.minIsr(2));
        MetadataQuorum before = live.await(ClusterConditions.quorumVoters(Set.of(1, 2, 3)))
                .quorum()
                .value()
                .orElseThrow();
        int leader = before.leadership().leaderId();
        int first = leader == 3 ? 2 : 3;
        int survivor = 6 - leader - first;

        cluster.kill(first);
        Instant killed = Time.system().now();
        ClusterState blind = live.await(state -> fetchAge(state, first).compareTo(Duration.ofSeconds(3)) > 0
                ? List.of()
                : List.of("its last fetch is young"));
        Duration after = Duration.between(killed, Time.system().now());

        assertThat(blind.onlineBrokers())
                .as("the fetch age tells before the session ends: brokers %s after the kill", after)
                .containsExactly(1, 2, 3);
        assertThat(Live.partition(blind, "orders").isr()).containsExactlyInAnyOrder(1, 2, 3);

        ClusterState fenced =
                live.await(Live.offline(first).and(ClusterConditions.quorumVoters(Set.of(leader, survivor))));
        assertThat(Live.partition(fenced, "orders").isr()).doesNotContain(first);
        assertThat(RestartSafety.check(fenced, Set.of(survivor)).isSafe()).isFalse();
        assertThat(FailureImpact.of(fenced, Set.of(survivor)).quorum().outcome())
                .isEqualTo(QuorumImpact.Outcome.LOST);

        cluster.kill(leader);
        ClusterCondition quorumLost =
                state -> state.quorum() instanceof Observed.Unavailable ? List.of() : List.of("the quorum answers");
        ClusterState frozen = live.await(quorumLost.and(ClusterConditions.topicsExist(Set.of("orders"))));
        Partition orders = Live.partition(frozen, "orders");
        assertThat(frozen.onlineBrokers())
                .as("the survivor still believes in the dead")
                .contains(leader, survivor);
        assertThat(orders.isr()).contains(leader);
        assertThat(frozen.quorum().gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNREACHABLE);
        assertThat(frozen.reassignments().value()).isEmpty();
        assertThat(List.of(1, 2, 3))
                .noneMatch(id -> RestartSafety.check(frozen, Set.of(id)).isSafe());
        assertThat(FailureImpact.of(frozen, Set.of(first)).isHarmless()).isFalse();
        assertThat(ClusterConditions.quorumVoters(Set.of(survivor)).missing(frozen))
                .isNotEmpty();
    }

    private static Duration fetchAge(ClusterState state, int nodeId) {
        return state.quorum()
                .value()
                .flatMap(quorum -> quorum.replica(nodeId))
                .flatMap(replica -> replica.progress().lastFetchedAt())
                .map(fetched -> Duration.between(fetched, state.observedAt()))
                .orElse(Duration.ZERO);
    }
}
