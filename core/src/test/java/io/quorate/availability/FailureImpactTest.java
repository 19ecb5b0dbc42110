// SPDX-License-Identifier: Apache-2.0
package io.quorate.availability;

import static io.quorate.cluster.Clusters.gap;
import static io.quorate.cluster.Clusters.healthy;
import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FailureImpactTest {
    private static final ClusterState STATE = healthy(
            3,
            2,
            topic("one", partition(0, List.of(1), List.of(1)), partition(1, List.of(2), List.of(2))),
            topic("two", partition(0, List.of(1, 2), List.of(1, 2))),
            topic("three", partition(0, List.of(3, 1, 2), List.of(3, 1, 2))));

    @Test
    void tellsOfflineFromUnderMinIsr() {
        FailureImpact impact = FailureImpact.of(STATE, Set.of(1));

        assertThat(impact.offline()).containsExactly(new TopicPartition("one", 0));
        assertThat(impact.underMinIsr()).containsExactly(new TopicPartition("two", 0));
        assertThat(impact.quorum()).isEqualTo(new QuorumImpact(QuorumImpact.Outcome.KEPT, List.of(2, 3), 3, 2));
        assertThat(impact.isHarmless()).isFalse();
        assertThat(impact.describe())
                .isEqualTo("If nodes [1] go away: 1 partitions offline (one-0), 1 partitions under min.insync.replicas"
                        + " (two-0), quorum kept (2 of 3 voters caught up and left, 2 needed).");
    }

    @Test
    void addsUpWhenMoreNodesGo() {
        FailureImpact impact = FailureImpact.of(STATE, Set.of(1, 2));

        assertThat(impact.offline())
                .containsExactly(
                        new TopicPartition("one", 0), new TopicPartition("one", 1), new TopicPartition("two", 0));
        assertThat(impact.underMinIsr()).containsExactly(new TopicPartition("three", 0));
        assertThat(impact.quorum().outcome()).isEqualTo(QuorumImpact.Outcome.LOST);
    }

    @Test
    void isHarmlessOnlyIfNothingIsLostAndNothingWasHidden() {
        assertThat(FailureImpact.of(STATE, Set.of(3)).isHarmless()).isTrue();

        ClusterState blind = STATE.toBuilder()
                .topics(Observed.of(STATE.topics().value().orElseThrow(), List.of(gap("topic payments"))))
                .build();
        FailureImpact impact = FailureImpact.of(blind, Set.of(3));

        assertThat(impact.isHarmless()).isFalse();
        assertThat(impact.describe())
                .endsWith(" Not seen, so it may be worse: topic payments: UNREACHABLE (TimeoutException: no answer).");
    }

    @Test
    void isNotHarmlessIfOnlyTheQuorumIsLostOrUnknown() {
        ClusterState quorumOnly = healthy(2, 1);
        ClusterState unread =
                STATE.toBuilder().quorum(Observed.unavailable(gap("quorum"))).build();

        assertThat(FailureImpact.of(quorumOnly, Set.of(2)).isHarmless()).isFalse();
        assertThat(FailureImpact.of(unread, Set.of(3)).quorum().describe())
                .isEqualTo("quorum unknown (it could not be read, or it has no leader)");
    }

    @Test
    void namesFivePartitionsAndCountsTheRest() {
        Topic wide = topic(
                "wide",
                IntStream.range(0, 6)
                        .mapToObj(index -> partition(index, List.of(1), List.of(1)))
                        .toArray(Partition[]::new));

        assertThat(FailureImpact.of(healthy(3, 1, wide), Set.of(1)).describe())
                .contains("6 partitions offline (wide-0, wide-1, wide-2, wide-3, wide-4, ...)");
    }

    @Test
    void leavesOutPartitionsWithoutAReplicaOnTheNodes() {
        ClusterState sick = healthy(3, 2, topic("sick", partition(0, List.of(1, 2), List.of())));

        assertThat(FailureImpact.of(sick, Set.of(3)).offline()).isEmpty();
    }
}
