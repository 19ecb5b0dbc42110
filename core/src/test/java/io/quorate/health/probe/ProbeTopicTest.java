// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.probe;

import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.topic;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeTopicTest {
    @Test
    void eachBrokerIsThePreferredLeaderOfOnePartition() {
        assertThat(ProbeTopic.missing(List.of(1, 2, 3, 4), Optional.empty(), 3))
                .containsExactly(List.of(1, 2, 3), List.of(2, 3, 4), List.of(3, 4, 1), List.of(4, 1, 2));
    }

    @Test
    void aSingleBrokerHasASingleReplica() {
        assertThat(ProbeTopic.missing(List.of(7), Optional.empty(), 1)).containsExactly(List.of(7));
    }

    @Test
    void onlyNewBrokersGetAPartitionLater() {
        var seen = topic(
                "quorate-probe",
                partition(0, List.of(1, 2), List.of(1, 2)),
                partition(1, List.of(2, 1), List.of(2, 1)));

        assertThat(ProbeTopic.missing(List.of(1, 2, 5), Optional.of(seen), 2)).containsExactly(List.of(5, 1));
        assertThat(ProbeTopic.missing(List.of(1, 2), Optional.of(seen), 2)).isEmpty();
    }
}
