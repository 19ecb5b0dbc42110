// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReplicaSizesTest {
    private static final Map<TopicPartition, Long> SOME =
            Map.of(new TopicPartition("b", 7), 70L, new TopicPartition("a", 2), 20L, new TopicPartition("a", 11), 110L);

    @Test
    void isEqualToTheMapThatItWasCopiedFrom() {
        Map<TopicPartition, Long> sizes = ReplicaSizes.copyOf(SOME);

        assertThat(sizes).isEqualTo(SOME).hasSameHashCodeAs(SOME).hasSize(3);
        assertThat(ReplicaSizes.copyOf(Map.of())).isEmpty();
    }

    @Test
    void findsWhatIsThereAndNothingElse() {
        Map<TopicPartition, Long> sizes = ReplicaSizes.copyOf(SOME);

        assertThat(sizes.get(new TopicPartition("a", 11))).isEqualTo(110);
        assertThat(sizes.get(new TopicPartition("a", 7))).isNull();
        assertThat(sizes.get(new TopicPartition("c", 7))).isNull();
        assertThat(((Map<?, ?>) sizes).get("a-2")).isNull();
        assertThat(sizes.containsKey(new TopicPartition("b", 7))).isTrue();
        assertThat(sizes.containsKey(new TopicPartition("b", 8))).isFalse();
        assertThat(((Map<?, ?>) sizes).containsKey("a-2")).isFalse();
    }

    @Test
    void givesItsEntriesByTopicAndNumber() {
        Map<TopicPartition, Long> sizes = ReplicaSizes.copyOf(SOME);

        assertThat(sizes.keySet().stream().map(TopicPartition::toString)).containsExactly("a-2", "a-11", "b-7");
        Iterator<Map.Entry<TopicPartition, Long>> entries = sizes.entrySet().iterator();
        entries.next();
        entries.next();
        entries.next();
        assertThatThrownBy(entries::next).hasMessage("all 3 replicas were given");
    }

    @Test
    void isNotCopiedTwiceAndNeverChanges() {
        Map<TopicPartition, Long> original =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        original.putAll(SOME);
        Map<TopicPartition, Long> sizes = ReplicaSizes.copyOf(original);
        original.clear();

        assertThat(sizes).hasSize(3);
        assertThat(ReplicaSizes.copyOf(sizes)).isSameAs(sizes);
        assertThatThrownBy(() -> sizes.put(new TopicPartition("a", 2), 1L))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theLargestReplicaCountsWhicheverWasReadFirst() {
        Map<TopicPartition, Long> less = Map.of(new TopicPartition("a", 11), 1L, new TopicPartition("a", 0), 9L);
        LogDir one = new LogDir("/one", Optional.empty(), Optional.empty(), SOME);
        LogDir two = new LogDir("/two", Optional.empty(), Optional.empty(), less);

        PartitionSizes sizes = PartitionSizes.of(Map.of(1, List.of(one), 2, List.of(two)));

        assertThat(sizes.of(new TopicPartition("a", 11))).hasValue(110);
        assertThat(sizes.of(new TopicPartition("a", 0))).hasValue(9);
        assertThat(sizes.of(new TopicPartition("a", 1))).isEmpty();
        assertThat(sizes.of(new TopicPartition("a", 99))).isEmpty();
        assertThat(sizes.of(new TopicPartition("c", 0))).isEmpty();
    }
}
