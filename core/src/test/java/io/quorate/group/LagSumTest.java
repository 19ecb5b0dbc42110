// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Clusters;
import io.quorate.cluster.Observed;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagSumTest {
    @Test
    void sumsKeepWhatIsUnknownApart() {
        ConsumerGroup group = new ConsumerGroup(
                "g",
                GroupType.CLASSIC,
                GroupState.EMPTY,
                OptionalInt.of(0),
                Observed.present(Map.of(
                        new TopicPartition("a", 0), partition(new PartitionLag.Lag(3)),
                        new TopicPartition("a", 1), partition(new PartitionLag.BelowLogStart(2, 5)),
                        new TopicPartition("b", 0), partition(new PartitionLag.NoCommit()),
                        new TopicPartition("b", 1), partition(new PartitionLag.EndUnknown(Clusters.gap("end"))))));

        assertThat(group.lag()).hasValue(new LagSum(8, 2, 1, 1));
        assertThat(group.lagByTopic())
                .containsExactly(Map.entry("a", new LagSum(8, 2, 0, 0)), Map.entry("b", new LagSum(0, 0, 1, 1)));
        assertThat(new LagSum(8, 2, 0, 0).isExact()).isTrue();
        assertThat(new LagSum(0, 0, 1, 0).isExact()).isFalse();
        assertThat(new LagSum(0, 0, 0, 1).isExact()).isFalse();
        assertThat(group.lag().orElseThrow().describe())
                .isEqualTo("8, 2 lost to retention, 1 partitions without a commit, 1 partitions unknown");
    }

    @Test
    void aGroupThatCouldNotBeReadHasNoLagOfZero() {
        ConsumerGroup group = new ConsumerGroup(
                "g",
                GroupType.CLASSIC,
                GroupState.UNKNOWN,
                OptionalInt.empty(),
                Observed.unavailable(Clusters.gap("offsets")));

        assertThat(group.lag()).isEmpty();
        assertThat(group.lagByTopic()).isEmpty();
    }

    private static GroupPartition partition(PartitionLag lag) {
        return new GroupPartition(Optional.empty(), lag);
    }
}
