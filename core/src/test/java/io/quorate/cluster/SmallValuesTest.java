// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SmallValuesTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    @Test
    void aReassignmentLeadsToItsReplicasWithoutThoseBeingRemovedInOrder() {
        OngoingReassignment swap = new OngoingReassignment(ORDERS_0, List.of(4, 5, 1, 2), List.of(4, 5), List.of(1, 2));
        OngoingReassignment growth = new OngoingReassignment(ORDERS_0, List.of(1, 2, 3), List.of(2, 3), List.of());

        assertThat(swap.target()).containsExactly(4, 5);
        assertThat(growth.target()).containsExactly(1, 2, 3);
    }

    @Test
    void aFeatureThatWasNeverFinalizedHasNoLevel() {
        ClusterFeatures features = new ClusterFeatures(Map.of("metadata.version", 30));

        assertThat(features.level("metadata.version")).hasValue(30);
        assertThat(features.level("kraft.version")).isEmpty();
    }

    @Test
    void theQuorumIsDynamicFromKraftVersion1On() {
        assertThat(new ClusterFeatures(Map.of()).isQuorumDynamic()).isFalse();
        assertThat(new ClusterFeatures(Map.of("kraft.version", 0)).isQuorumDynamic())
                .isFalse();
        assertThat(new ClusterFeatures(Map.of("kraft.version", 1)).isQuorumDynamic())
                .isTrue();
    }

    @Test
    void aConfigThatWasNotReadHasNoValue() {
        ConfigSet configs =
                new ConfigSet(Map.of("min.insync.replicas", new ConfigValue("2", ConfigValue.Source.STATIC_BROKER)));

        assertThat(configs.value("min.insync.replicas")).contains("2");
        assertThat(configs.intValue("min.insync.replicas")).hasValue(2);
        assertThat(configs.value("retention.ms")).isEmpty();
        assertThat(configs.intValue("retention.ms")).isEmpty();
    }

    @Test
    void aConfigThatIsNoNumberIsNotReadAsOne() {
        ConfigSet configs =
                new ConfigSet(Map.of("cleanup.policy", new ConfigValue("delete", ConfigValue.Source.DEFAULT)));

        assertThatThrownBy(() -> configs.intValue("cleanup.policy")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void aLogDirKnowsTheSizesOfItsReplicasOnly() {
        LogDir dir =
                new LogDir("/data", Optional.empty(), Optional.of(new LogDir.Space(1000, 400)), Map.of(ORDERS_0, 12L));

        assertThat(dir.size(ORDERS_0)).hasValue(12);
        assertThat(dir.size(new TopicPartition("orders", 1))).isEmpty();
    }

    @Test
    void aFencedBrokerIsNotOnline() {
        Endpoint endpoint = new Endpoint("host", 9092);

        assertThat(new Broker(1, endpoint, "a", false).isOnline()).isTrue();
        assertThat(new Broker(1, endpoint, null, true).isOnline()).isFalse();
    }
}
