// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import static io.quorate.backup.cutover.Move.orders;
import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.topic;
import static io.quorate.cluster.Clusters.topics;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicItemsTest {
    private static final Partition FIRST = partition(0, List.of(1), List.of(1));
    private static final Partition SECOND = partition(1, List.of(1), List.of(1));

    @Test
    void fewerPartitionsAtTheTargetCanBeAdded() {
        Move move = new Move().sourceState(state -> state.topics(topics(topic("orders", FIRST, SECOND))));

        assertThat(move.item(CutoverRule.PARTITIONS_EQUAL).describe())
                .contains("2 partitions at the source, 1 at the target")
                .contains("refresh.topics.interval.seconds");
    }

    @Test
    void morePartitionsAtTheTargetSendKeysElsewhere() {
        Move move = new Move().targetState(state -> state.topics(topics(topic("orders", FIRST, SECOND))));

        assertThat(move.item(CutoverRule.PARTITIONS_EQUAL).describe()).contains("keys change their partition");
    }

    @Test
    void aTopicThatIsNotThereFails() {
        Move move = new Move().targetState(state -> state.topics(Observed.present(Map.of())));

        assertThat(move.item(CutoverRule.PARTITIONS_EQUAL).describe()).contains("no topic orders");
    }

    @Test
    void whatIsSetOnOneSideOnlyDiffers() {
        Move source = new Move().sourceState(orders(Map.of("retention.ms", "1000")));
        Move target = new Move().targetState(orders(Map.of("segment.bytes", "1000")));

        assertThat(source.item(CutoverRule.CONFIGS_EQUAL).describe())
                .contains("retention.ms is 1000 at the source and not set at the target");
        assertThat(target.item(CutoverRule.CONFIGS_EQUAL).describe())
                .contains("segment.bytes is not set at the source and 1000 at the target");
        assertThat(target.check(Move.builder().configsThatMayDiffer(Set.of("segment.bytes")))
                        .item(CutoverRule.CONFIGS_EQUAL)
                        .describe())
                .startsWith("PASS")
                .contains("not compared: [segment.bytes]");
    }

    @Test
    void whatIsInheritedIsComparedWhereItDecidesAboutRecords() {
        Move move = new Move().sourceState(orders(Map.of("cleanup.policy", "compact")));

        assertThat(move.item(CutoverRule.CONFIGS_EQUAL).describe())
                .contains("cleanup.policy is compact at the source and delete at the target");
    }

    @Test
    void theOrderOfAListIsNoDifferenceAndMinIsrMayDiffer() {
        Move move = new Move()
                .sourceState(orders(Map.of("cleanup.policy", "compact,delete", "min.insync.replicas", "1")))
                .targetState(orders(Map.of("cleanup.policy", "delete,compact", "min.insync.replicas", "2")));

        assertThat(move.item(CutoverRule.CONFIGS_EQUAL)).isInstanceOf(CutoverItem.Passed.class);
        assertThat(move.check(Move.builder().configsThatMayDiffer(Set.of()))
                        .item(CutoverRule.CONFIGS_EQUAL)
                        .describe())
                .contains("min.insync.replicas is 1");
    }

    @Test
    void configsThatWereNotReadAreUnknownOnEitherSide() {
        Observed<Map<String, ConfigSet>> none = Observed.present(Map.of());

        assertThat(new Move()
                        .sourceState(state -> state.topicConfigs(none))
                        .item(CutoverRule.CONFIGS_EQUAL)
                        .describe())
                .startsWith("UNKNOWN")
                .contains("not seen at the source");
        assertThat(new Move()
                        .targetState(state -> state.topicConfigs(none))
                        .item(CutoverRule.CONFIGS_EQUAL)
                        .describe())
                .startsWith("UNKNOWN")
                .contains("not seen at the target");
        assertThat(new Move()
                        .targetState(state -> state.topicConfigs(Move.notRead()))
                        .item(CutoverRule.CONFIGS_EQUAL)
                        .describe())
                .startsWith("UNKNOWN")
                .contains("DENIED");
        assertThat(new Move()
                        .sourceState(state -> state.topicConfigs(Move.notRead()))
                        .item(CutoverRule.CONFIGS_EQUAL))
                .isInstanceOf(CutoverItem.Unknown.class);
    }

    @Test
    void partitionsUnderMinIsrOrWithoutLeaderHoldBackOnEitherSide() {
        Partition behind = partition(0, List.of(1, 2), List.of(1));
        Move under = new Move().targetState(state -> orders(Map.of("min.insync.replicas", "2"))
                .apply(state.topics(topics(topic("orders", behind)))));
        Move offline = new Move()
                .sourceState(state -> state.topics(topics(topic(
                        "orders",
                        Partition.builder(0)
                                .replicas(List.of(1))
                                .isr(List.of(1))
                                .build()))));

        assertThat(under.item(CutoverRule.MIN_ISR_MET).describe())
                .contains("orders-0 at the target: leader 1, ISR [1] of replicas [1, 2], min.insync.replicas=2");
        assertThat(offline.item(CutoverRule.MIN_ISR_MET).describe()).contains("at the source: leader -1");
        Move atMin = new Move().targetState(state -> state.topics(topics(topic("orders", behind))));
        assertThat(atMin.item(CutoverRule.MIN_ISR_MET)).isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void withoutMinIsrNobodyKnowsWhetherItIsMet() {
        Move move = new Move()
                .targetState(state -> state.topicConfigs(Observed.present(Map.of("orders", new ConfigSet(Map.of())))));

        assertThat(move.item(CutoverRule.MIN_ISR_MET)).isInstanceOf(CutoverItem.Unknown.class);
    }
}
