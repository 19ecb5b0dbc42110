// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.topics;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class StateDifferTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Uuid FIRST = new Uuid(1, 2);
    private static final Uuid SECOND = new Uuid(3, 4);
    private static final List<Integer> ALL = List.of(1, 2, 3);

    private final StateDiffer differ = new StateDiffer();

    @Test
    void theFirstLookTellsNothing() {
        assertThat(look(1, ALL)).isEmpty();
    }

    @Test
    void anIsrThatStaysSmallerIsToldAtTheSecondLookAndOnce() {
        look(1, ALL);

        assertThat(look(1, List.of(1, 2))).isEmpty();
        assertThat(look(1, List.of(1, 2))).containsExactly(new HealthEvent.IsrShrank(NOW, ORDERS, ALL, List.of(1, 2)));
        assertThat(look(1, List.of(1, 2))).isEmpty();
    }

    @Test
    void anIsrThatShrinksForOneLookIsNotTold() {
        look(1, ALL);

        assertThat(look(1, List.of(1, 2))).isEmpty();
        assertThat(look(1, ALL)).isEmpty();
        assertThat(look(1, ALL)).isEmpty();
    }

    @Test
    void anIsrThatGrowsAndOneThatChangesItsMembersAreTold() {
        look(1, List.of(1, 2));
        look(1, List.of(1, 3));

        assertThat(look(1, List.of(1, 3)))
                .containsExactly(
                        new HealthEvent.IsrShrank(NOW, ORDERS, List.of(1, 2), List.of(1, 3)),
                        new HealthEvent.IsrExpanded(NOW, ORDERS, List.of(1, 2), List.of(1, 3)));
    }

    @Test
    void theOrderWithinAnIsrIsNoChange() {
        look(1, ALL);
        look(1, List.of(3, 2, 1));

        assertThat(look(1, List.of(3, 2, 1))).isEmpty();
    }

    @Test
    void aLeaderThatChangedIsToldWhenItStays() {
        look(1, ALL);

        assertThat(look(2, ALL)).isEmpty();
        assertThat(look(2, ALL)).containsExactly(new HealthEvent.LeaderChanged(NOW, ORDERS, 1, 2));
    }

    @Test
    void aPartitionThatGoesOfflineIsToldAtOnceAndThatItIsBackAtTheSecondLook() {
        look(1, List.of(1));

        assertThat(look(Partition.NO_LEADER, List.of(1)))
                .containsExactly(new HealthEvent.PartitionOffline(NOW, ORDERS, 1));
        assertThat(look(Partition.NO_LEADER, List.of(1))).isEmpty();
        assertThat(look(2, List.of(1))).isEmpty();
        assertThat(look(2, List.of(1))).containsExactly(new HealthEvent.PartitionOnline(NOW, ORDERS, 2));
        assertThat(look(2, List.of(1))).isEmpty();
    }

    @Test
    void aLookThatIsBehindDoesNotBringAPartitionBack() {
        look(1, List.of(1));
        look(Partition.NO_LEADER, List.of(1));

        assertThat(look(1, List.of(1))).isEmpty();
        assertThat(look(Partition.NO_LEADER, List.of(1))).isEmpty();
        assertThat(look(1, List.of(1))).isEmpty();
        assertThat(look(1, List.of(1))).hasSize(1);
    }

    @Test
    void aPartitionThatGoesOfflineWhileItsIsrShrinksTellsBoth() {
        look(1, List.of(1, 2));
        look(2, List.of(2));

        assertThat(look(Partition.NO_LEADER, List.of(2)))
                .containsExactly(
                        new HealthEvent.PartitionOffline(NOW, ORDERS, 2),
                        new HealthEvent.IsrShrank(NOW, ORDERS, List.of(1, 2), List.of(2)));
    }

    @Test
    void aTopicThatWasMadeAgainIsToldAndItsPartitionsAreNew() {
        look(1, ALL);
        look(1, List.of(1));
        ClusterState first = state(Topic.builder("orders")
                .id(FIRST)
                .partition(partition(0, ALL, List.of(1)))
                .build());
        ClusterState second = state(Topic.builder("orders")
                .id(SECOND)
                .partition(partition(0, ALL, List.of(2)))
                .build());
        differ.differences(first);

        assertThat(differ.differences(second))
                .containsExactly(new HealthEvent.TopicRecreated(NOW, "orders", FIRST, SECOND));
        assertThat(differ.differences(second)).isEmpty();
        assertThat(differ.differences(first)).as("a broker that is behind").isEmpty();
        assertThat(differ.differences(second)).isEmpty();
    }

    @Test
    void topicsThatCouldNotBeReadAreAsBefore() {
        look(1, ALL);
        look(1, List.of(1, 2));
        ClusterState blind = ClusterState.builder("c", NOW)
                .topics(Observed.unavailable(new Gap("topics", Gap.Kind.UNREACHABLE, "TimeoutException")))
                .build();

        assertThat(differ.differences(blind)).isEmpty();
        assertThat(look(1, List.of(1, 2))).hasSize(1);
    }

    @Test
    void aTopicThatIsGoneIsForgottenUnlessTheListIsNotComplete() {
        look(1, ALL);
        Gap gap = new Gap("topic orders", Gap.Kind.UNREACHABLE, "TimeoutException");
        differ.differences(ClusterState.builder("c", NOW)
                .topics(Observed.of(Map.of(), List.of(gap)))
                .build());
        look(2, ALL);
        assertThat(look(2, ALL)).hasSize(1);

        differ.differences(state());
        look(3, ALL);
        assertThat(look(3, ALL)).isEmpty();
    }

    @Test
    void partitionsThatWereAddedAreNew() {
        look(1, ALL);
        Topic grown = Clusters.topic("orders", partition(0, ALL, ALL), partition(1, ALL, List.of(1)));

        assertThat(differ.differences(state(grown))).isEmpty();
        assertThat(differ.differences(state(grown))).isEmpty();
    }

    @Test
    void brokersThatAreFencedOrGoneAreToldAtOnceAndThoseThatReturnAtTheSecondLook() {
        brokers(1, 2, 3);

        assertThat(brokers(1))
                .containsExactly(new HealthEvent.BrokerFenced(NOW, 2), new HealthEvent.BrokerFenced(NOW, 3));
        assertThat(brokers(1, 3)).isEmpty();
        assertThat(brokers(1, 3)).containsExactly(new HealthEvent.BrokerReturned(NOW, 3));
        assertThat(brokers(1, 2, 3)).isEmpty();
        assertThat(brokers(1, 3)).isEmpty();
        assertThat(brokers(1, 2, 3)).isEmpty();
        assertThat(brokers(1, 2, 3)).containsExactly(new HealthEvent.BrokerReturned(NOW, 2));
        assertThat(differ.differences(ClusterState.builder("c", NOW).build())).isEmpty();
    }

    @Test
    void anotherActiveControllerIsToldAlsoAfterATimeWithoutOne() {
        quorum(1);

        assertThat(quorum(-1)).isEmpty();
        assertThat(quorum(1)).isEmpty();
        assertThat(quorum(2)).containsExactly(new HealthEvent.QuorumLeaderChanged(NOW, 1, 2));
    }

    @Test
    void aControllerOfAnOlderEpochIsNotActiveAgain() {
        quorum(1, 7);
        quorum(2, 8);

        assertThat(quorum(1, 7)).isEmpty();
        assertThat(quorum(2, 8)).isEmpty();
        assertThat(quorum(1, 9)).hasSize(1);
    }

    @Test
    void epochsOfAClusterThatWasWipedBeginAnew() {
        quorum(1, 700);

        assertThat(quorum("another", 1, 1)).isEmpty();
        assertThat(quorum("another", 2, 2)).containsExactly(new HealthEvent.QuorumLeaderChanged(NOW, 1, 2));
    }

    private List<HealthEvent> look(int leader, List<Integer> isr) {
        return differ.differences(state(Clusters.topic(
                "orders",
                Partition.builder(0).replicas(ALL).isr(isr).leader(leader).build())));
    }

    private static ClusterState state(Topic... seen) {
        return ClusterState.builder("c", NOW).topics(topics(seen)).build();
    }

    private List<HealthEvent> brokers(int... online) {
        List<Broker> brokers = IntStream.rangeClosed(1, 3)
                .mapToObj(nodeId -> new Broker(
                        nodeId,
                        new Endpoint("localhost", 9000),
                        null,
                        Arrays.stream(online).noneMatch(id -> id == nodeId)))
                .toList();
        return differ.differences(ClusterState.builder("c", NOW)
                .brokers(Observed.present(brokers))
                .build());
    }

    private List<HealthEvent> quorum(int leader) {
        return quorum(leader, 7);
    }

    private List<HealthEvent> quorum(int leader, int epoch) {
        return quorum("c", leader, epoch);
    }

    private List<HealthEvent> quorum(String clusterId, int leader, int epoch) {
        var voters = Clusters.quorum(3);
        var quorum = new MetadataQuorum(
                new MetadataQuorum.Leadership(leader, epoch, 100), voters.voters(), List.of(), Map.of());
        return differ.differences(ClusterState.builder(clusterId, NOW)
                .quorum(Observed.present(quorum))
                .build());
    }
}
