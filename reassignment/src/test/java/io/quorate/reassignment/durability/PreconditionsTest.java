// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static io.quorate.reassignment.plan.States.NOW;
import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.dir;
import static io.quorate.reassignment.plan.States.edit;
import static io.quorate.reassignment.plan.States.fence;
import static io.quorate.reassignment.plan.States.withLogDirs;
import static io.quorate.reassignment.plan.States.withTopic;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.reassignment.durability.DurabilityProblem.DeadBroker;
import io.quorate.reassignment.durability.DurabilityProblem.FailedLogDir;
import io.quorate.reassignment.durability.DurabilityProblem.NotEnoughBrokers;
import io.quorate.reassignment.durability.DurabilityProblem.NotObserved;
import io.quorate.reassignment.durability.DurabilityProblem.OfflinePartition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PreconditionsTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    @Test
    void holdForAHealthyCluster() {
        assertThat(check(withTopic(cluster(1, 2, 3), "orders", List.of(1, 2, 3)))).isEmpty();
    }

    @Test
    void refuseEverySectionThatWasNotSeen() {
        List<DurabilityProblem> problems =
                check(ClusterState.builder("cluster", NOW).build());

        assertThat(problems).filteredOn(NotObserved.class::isInstance).hasSize(9);
        assertThat(problems.get(0).describe()).isEqualTo("Could not see brokers: NOT_ASKED (nobody asked for it).");
        assertThat(problems.get(0).remedy()).contains("never taken for good");
    }

    @Test
    void refuseASectionThatWasSeenInPart() {
        Gap gap = new Gap("configs of topic orders", Gap.Kind.DENIED, "TopicAuthorizationException");
        ClusterState state = cluster(1, 2, 3).toBuilder()
                .topicConfigs(Observed.of(Map.of(), List.of(gap)))
                .build();

        assertThat(check(state)).containsExactly(new NotObserved(gap));
    }

    @Test
    void doNotNeedFencedBrokersThatNoReleaseBefore40CanList() {
        assertThat(check(brokersWithGap(Gap.Kind.UNSUPPORTED))).isEmpty();
        assertThat(check(brokersWithGap(Gap.Kind.DENIED)))
                .hasSize(1)
                .first()
                .isInstanceOf(NotObserved.class);
    }

    @Test
    void wantAsManyBrokersAsReplicas() {
        List<DurabilityProblem> problems = check(cluster(1, 2));

        assertThat(problems).containsExactly(new NotEnoughBrokers(3, Set.of(1, 2)));
        assertThat(problems.get(0).describe()).contains("needs 3 brokers, and online are only [1, 2]");
        assertThat(problems.get(0).remedy()).contains("Start 1 more");
    }

    @Test
    void refuseAFencedBrokerEvenIfItHoldsNothing() {
        List<DurabilityProblem> problems = check(fence(cluster(1, 2, 3, 4), 4));

        assertThat(problems).containsExactly(new DeadBroker(4, 0));
        assertThat(problems.get(0).remedy()).contains("unregister --id 4");
    }

    @Test
    void refuseABrokerThatHoldsReplicasAndIsNotEvenRegistered() {
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1, 9), List.of(2, 9), List.of(2, 1));

        List<DurabilityProblem> problems = check(state);

        assertThat(problems).containsExactly(new DeadBroker(9, 2));
        assertThat(problems.get(0).describe()).contains("Broker 9 is not online and holds 2 replicas");
        assertThat(problems.get(0).remedy()).contains("move its replicas away");
    }

    @Test
    void refuseAPartitionWithoutALeaderAndNameWhoMustComeBack() {
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1, 2, 3));

        assertThat(check(edit(state, ORDERS_0, found -> found.leader(Partition.NO_LEADER).isr(List.of(3)))))
                .containsExactly(new OfflinePartition(ORDERS_0, List.of(3)));
        assertThat(check(edit(state, ORDERS_0, found -> found.leader(Partition.NO_LEADER)
                        .isr(List.of())
                        .lastKnownElr(List.of(2)))))
                .containsExactly(new OfflinePartition(ORDERS_0, List.of(2)));
        List<DurabilityProblem> problems = check(edit(state, ORDERS_0, found -> found.leader(Partition.NO_LEADER)
                .isr(List.of())
                .elr(List.of(1))
                .lastKnownElr(List.of(2))));
        assertThat(problems).containsExactly(new OfflinePartition(ORDERS_0, List.of(1)));
        assertThat(problems.get(0).describe()).isEqualTo("orders-0 has no leader.");
        assertThat(problems.get(0).remedy()).contains("[1]");
    }

    @Test
    void refuseALogDirThatHasFailed() {
        LogDir failed = new LogDir("/bad", Optional.of("KafkaStorageException"), Optional.empty(), Map.of());

        List<DurabilityProblem> problems = check(withLogDirs(cluster(1, 2, 3), 2, dir("/good", 1), failed));

        assertThat(problems).containsExactly(new FailedLogDir(2, "/bad", "KafkaStorageException"));
        assertThat(problems.get(0).describe()).contains("/bad of broker 2 has failed: KafkaStorageException");
        assertThat(problems.get(0).remedy()).contains("Repair");
    }

    private static ClusterState brokersWithGap(Gap.Kind kind) {
        ClusterState state = cluster(1, 2, 3);
        return state.toBuilder()
                .brokers(Observed.of(state.brokers().orElse(List.of()), List.of(new Gap("fenced brokers", kind, "?"))))
                .build();
    }

    private static List<DurabilityProblem> check(ClusterState state) {
        return Preconditions.check(DurabilityPolicy.builder().build(), state);
    }
}
