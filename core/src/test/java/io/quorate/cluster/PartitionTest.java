// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import static io.quorate.cluster.Clusters.partition;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTest {
    @ParameterizedTest(name = "RF {0}, ISR {1}, min.insync.replicas {2}: {3}")
    @CsvSource({
        "3, 3, 2, false",
        "3, 2, 2, false",
        "3, 1, 2, true",
        "3, 3, 4, false",
        "3, 2, 4, true",
        "1, 1, 2, false",
        "1, 0, 2, true",
        "3, 0, 1, true",
    })
    void isUnderMinIsrAsTheBrokerCounts(int replicas, int isr, int minIsr, boolean under) {
        List<Integer> all = List.of(1, 2, 3);
        Partition partition = partition(0, all.subList(0, replicas), all.subList(0, isr));

        assertThat(partition.isUnderMinIsr(minIsr)).isEqualTo(under);
    }

    @Test
    void isOfflineOnlyWithoutLeader() {
        assertThat(partition(0, List.of(1, 2), List.of(2)).isOffline()).isFalse();
        assertThat(partition(0, List.of(1, 2), List.of()).isOffline()).isTrue();
    }

    @Test
    void isUnderReplicatedWhenTheIsrIsSmallerThanTheReplicas() {
        assertThat(partition(0, List.of(1, 2), List.of(2)).isUnderReplicated()).isTrue();
        assertThat(partition(0, List.of(1, 2), List.of(2, 1)).isUnderReplicated())
                .isFalse();
    }

    @Test
    void prefersItsFirstReplicaAsLeader() {
        assertThat(partition(0, List.of(3, 1, 2), List.of(1)).preferredLeader()).isEqualTo(3);
    }

    @Test
    void isEqualToItsCopyAndToNothingElse() {
        Partition partition = Partition.builder(1)
                .leader(1)
                .replicas(List.of(1, 2, 3))
                .isr(List.of(1))
                .elr(List.of(2))
                .lastKnownElr(List.of(3))
                .build();

        assertThat(partition.toBuilder().build()).isEqualTo(partition).hasSameHashCodeAs(partition);
        assertThat(partition)
                .isNotEqualTo(partition.toBuilder().leader(2).build())
                .isNotEqualTo(partition.toBuilder().replicas(List.of(1)).build())
                .isNotEqualTo(partition.toBuilder().isr(List.of(2)).build())
                .isNotEqualTo(partition.toBuilder().elr(List.of()).build())
                .isNotEqualTo(partition.toBuilder().lastKnownElr(List.of()).build())
                .isNotEqualTo(partition(0, List.of(1, 2, 3), List.of(1)))
                .isNotEqualTo("partition");
    }

    @Test
    void saysEligibleLeadersOnlyIfThereAreAny() {
        assertThat(partition(0, List.of(1), List.of(1))).hasToString("Partition 0 leader=1 replicas=[1] isr=[1]");
        assertThat(Partition.builder(0).elr(List.of(2)).lastKnownElr(List.of(3)).build())
                .hasToString("Partition 0 leader=-1 replicas=[] isr=[] elr=[2] lastKnownElr=[3]");
    }
}
