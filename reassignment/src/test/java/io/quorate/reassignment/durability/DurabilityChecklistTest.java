// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.edit;
import static io.quorate.reassignment.plan.States.fence;
import static io.quorate.reassignment.plan.States.withBrokerConfig;
import static io.quorate.reassignment.plan.States.withMinIsr;
import static io.quorate.reassignment.plan.States.withQuorum;
import static io.quorate.reassignment.plan.States.withTopic;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.reassignment.plan.States;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DurabilityChecklistTest {
    private static final DurabilityPolicy POLICY =
            DurabilityPolicy.builder().topics(name -> !name.equals("other")).build();
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    @Test
    void isMetByAClusterThatIsAsThePolicyWants() {
        DurabilityChecklist list = DurabilityChecklist.of(POLICY, met());

        assertThat(list.isMet()).as(list.describe()).isTrue();
        assertThat(list.lines()).hasSize(6);
        assertThat(list.describe()).contains("[ok]   quorum 3 of 3: 3 voters, leader 1");
    }

    @Test
    void asksNothingOfTopicsThatThePolicyDoesNotCover() {
        assertThat(DurabilityChecklist.of(POLICY, withTopic(met(), "other", List.of(1)))
                        .isMet())
                .isTrue();
    }

    @Test
    void failsForEachThingThatIsNotSo() {
        assertFails(fence(cluster(1, 2, 3, 4), 4), "brokers ready");
        assertFails(withTopic(met(), "orders", List.of(1, 2)), "replication factor 3 everywhere");
        assertFails(withMinIsr(met(), "orders", 1, ConfigValue.Source.DYNAMIC_TOPIC), "min.insync.replicas 2");
        assertFails(withBrokerConfig(met(), 3, States.MIN_ISR, "1"), "min.insync.replicas 2");
        assertFails(edit(met(), ORDERS_0, found -> found.isr(List.of(1, 2))), "every ISR full");
        assertFails(edit(met(), ORDERS_0, found -> found.leader(Partition.NO_LEADER)), "every ISR full");
        assertFails(edit(met(), ORDERS_0, found -> found.leader(2)), "preferred leaders lead");
        assertFails(withQuorum(met(), States.quorum(List.of(1, 2), List.of(3))), "quorum 3 of 3");
        MetadataQuorum leaderless = met().quorum().value().orElseThrow();
        leaderless = new MetadataQuorum(
                new MetadataQuorum.Leadership(-1, 2, 5), leaderless.voters(), leaderless.observers(), Map.of());
        assertFails(withQuorum(met(), leaderless), "quorum 3 of 3");
    }

    @Test
    void doesNotTakeWhatCouldNotBeSeenForGood() {
        Gap gap = new Gap("configs of topic orders", Gap.Kind.UNREACHABLE, "TimeoutException");
        ClusterState state = met();
        Map<String, ConfigSet> configs = state.topicConfigs().orElse(Map.of());

        DurabilityChecklist list = DurabilityChecklist.of(
                POLICY,
                state.toBuilder()
                        .topicConfigs(Observed.of(configs, List.of(gap)))
                        .build());

        assertThat(list.isMet()).isFalse();
        assertThat(list.describe()).contains("not seen: configs of topic orders: UNREACHABLE (TimeoutException)");
    }

    @Test
    void failsEverywhereWhereNothingWasSeen() {
        DurabilityChecklist list = DurabilityChecklist.of(
                POLICY, ClusterState.builder("cluster", States.NOW).build());

        assertThat(list.lines()).noneMatch(DurabilityChecklist.Line::met);
    }

    @Test
    void namesAPartitionThatIsNotSo() {
        DurabilityChecklist list =
                DurabilityChecklist.of(POLICY, edit(met(), ORDERS_0, found -> found.isr(List.of(1))));

        assertThat(list.describe()).contains("[FAIL] every ISR full: 0 of 1 partitions", "orders-0");
    }

    private static ClusterState met() {
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1, 2, 3));
        return AppliedPlan.to(state, DurabilityPlanner.targeting(POLICY).plan(state));
    }

    private static void assertFails(ClusterState state, String question) {
        assertThat(DurabilityChecklist.of(POLICY, state).lines())
                .filteredOn(line -> !line.met())
                .extracting(DurabilityChecklist.Line::question)
                .anyMatch(found -> found.startsWith(question));
    }
}
