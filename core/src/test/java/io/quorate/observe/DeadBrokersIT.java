// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.availability.FailureImpact;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three brokers of which one or two die, while their controller lives: what is seen then is not frozen. */
class DeadBrokersIT {
    @RegisterExtension
    static final TestClusterExtension KAFKA = TestClusterExtension.of(TestCluster.builder()
            .layout(Layout.SEPARATE)
            .brokers(3)
            .controllers(1)
            // A look at one that has just died comes before its session ends, also on a machine that is busy.
            .property("broker.session.timeout.ms", "5000"));

    private static final List<List<Integer>> EVERYWHERE = List.of(List.of(1, 2, 3));

    private static Live live;

    private final TestCluster cluster = KAFKA.cluster();

    @BeforeAll
    static void connect() {
        live = new Live(KAFKA.cluster());
    }

    @AfterAll
    static void disconnect() {
        live.close();
    }

    @BeforeEach
    void everybodyIsBackAndNoTopicIsLeft() {
        cluster.start(1, 2, 3);
        Live.get(live.admin()
                .deleteTopics(Live.get(live.admin().listTopics().names()))
                .all());
        // Who lags still has one as dead that dies again.
        live.awaitEverywhere(ClusterConditions.brokersOnline(Set.of(1, 2, 3)));
    }

    @Test
    void theImpactThatWasForetoldIsWhatHappens() {
        live.topic("rf1", List.of(List.of(1), List.of(2), List.of(3)), Live.minIsr(1));
        live.topic("rf2", List.of(List.of(1, 2), List.of(2, 3), List.of(3, 1)), Live.minIsr(2));
        live.topic("rf3", List.of(List.of(1, 2, 3), List.of(3, 2, 1)), Live.minIsr(2));
        ClusterState healthy = live.await(Live.settled("rf1", "rf2", "rf3"));
        FailureImpact one = FailureImpact.of(healthy, Set.of(3));
        FailureImpact two = FailureImpact.of(healthy, Set.of(2, 3));

        cluster.kill(3);
        ClusterState withoutOne = live.await(Live.offline(3));
        cluster.kill(2);
        ClusterState withoutTwo = live.await(Live.offline(2));

        assertThat(one.offline()).isEqualTo(offline(withoutOne)).isNotEmpty();
        assertThat(one.underMinIsr()).isEqualTo(underMinIsr(withoutOne)).isNotEmpty();
        assertThat(two.offline()).isEqualTo(offline(withoutTwo)).hasSize(3);
        assertThat(two.underMinIsr()).isEqualTo(underMinIsr(withoutTwo)).hasSize(4);
        assertThat(one.quorum().isKept()).isTrue();
        assertThat(two.quorum().isKept()).isTrue();
    }

    @Test
    void aDeadBrokerHoldsUpNobodyAndIsSeenAsFenced() {
        live.topic("orders", EVERYWHERE, Live.minIsr(2));
        long start = Time.system().nanos();

        cluster.kill(3);
        ClusterState justDead = live.observer().observe();
        Duration observing = Duration.ofNanos(Time.system().nanos() - start);
        live.await(Live.offline(3));
        ClusterState fenced = ClusterWatch.using(live.observer()).await(Live.offline(3), Live.LONG_ENOUGH);

        assertThat(justDead.onlineBrokers()).as("nobody has noticed yet").contains(3);
        assertThat(observing).as("Kafka's client by itself waits for a minute").isLessThan(Duration.ofSeconds(30));
        assertThat(justDead.logDirs().gaps()).extracting(Gap::subject).containsExactly("log dirs of broker 3");
        assertThat(justDead.logDirs().gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNREACHABLE);
        assertThat(justDead.brokerConfigs().value().orElseThrow()).containsOnlyKeys(1, 2);
        assertThat(justDead.topics().isComplete()).isTrue();

        // The only early sign of a dead broker, also of one that is no controller: it follows the quorum no more.
        MetadataQuorum quorum = justDead.quorum().value().orElseThrow();
        Duration behind = quorum.behindLeader(quorum.replica(3).orElseThrow()).orElseThrow();
        assertThat(behind).isGreaterThan(Duration.ofSeconds(1));
        assertThat(quorum.behindLeader(quorum.replica(2).orElseThrow()).orElseThrow())
                .isLessThan(behind);

        assertThat(fenced.broker(3).orElseThrow().fenced()).isTrue();
        assertThat(fenced.broker(4)).isEmpty();
        assertThat(fenced.logDirs().isComplete())
                .as("fenced brokers are not asked")
                .isTrue();
        assertThat(fenced.logDirs().value().orElseThrow()).containsOnlyKeys(1, 2);
        assertThat(ClusterConditions.brokersOnline(Set.of(3, 4)).missing(fenced))
                .containsExactly("broker 3 is registered but fenced", "broker 4 is not registered");

        long asked = Time.system().nanos();
        assertThatThrownBy(() -> Live.get(live.admin()
                        .describeLogDirs(List.of(3), new DescribeLogDirsOptions().timeoutMs(3000))
                        .allDescriptions()))
                .isInstanceOf(TimeoutException.class);
        assertThat(Duration.ofNanos(Time.system().nanos() - asked))
                .as("who asks a dead broker waits for the whole time-out")
                .isGreaterThan(Duration.ofMillis(2900));
    }

    @Test
    void aTopicThatIsMadeWhileABrokerIsDownIsBornUnderReplicated() {
        cluster.kill(3);
        live.await(Live.offline(3));

        Live.get(live.admin()
                .createTopics(List.of(new NewTopic("born-sick", 1, (short) 3)))
                .all());
        ClusterState state = live.await(ClusterConditions.topicsExist(Set.of("born-sick")));

        Partition born = Live.partition(state, "born-sick");
        assertThat(born.replicas()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(born.isr()).containsExactlyInAnyOrder(1, 2);
        assertThat(born.isUnderReplicated()).isTrue();
        assertThat(ClusterConditions.everyIsrFull("born-sick"::equals).missing(state))
                .hasSize(1);
    }

    @Test
    void minIsrAboveTheReplicationFactorIsAcceptedAndCountsAsTheReplicationFactor() {
        live.topic("strict", EVERYWHERE, Live.minIsr(4));
        ClusterState full = live.observe("strict");

        live.produce("strict", 1, Duration.ofSeconds(20));
        cluster.kill(3);
        ClusterState shrunk = live.await(Live.offline(3));

        assertThat(full.minInSyncReplicas("strict")).hasValue(4);
        assertThat(Live.partition(full, "strict").isUnderMinIsr(4)).isFalse();
        assertThat(Live.partition(shrunk, "strict").isUnderMinIsr(4)).isTrue();
        assertThatThrownBy(() -> live.produce("strict", 1, Duration.ofSeconds(3)))
                .as("NotEnoughReplicas is told only if that answer comes when the time is over")
                .isInstanceOfAny(TimeoutException.class, NotEnoughReplicasException.class);
        assertThat(FailureImpact.of(full, Set.of(3)).underMinIsr()).containsExactly(new TopicPartition("strict", 0));
    }

    @Test
    void eligibleLeadersAreSeenAndOneThatRestartsUncleanlyIsEligibleNoMore() {
        live.topic("elected", List.of(List.of(1, 2)), Live.minIsr(2));

        cluster.kill(1);
        ClusterState oneDown = live.await(Live.offline(1));
        cluster.stop(2);
        ClusterState bothDown = live.await(Live.offline(2));
        cluster.start(1);
        ClusterState oneBack = live.await(ClusterConditions.brokersOnline(Set.of(1))
                .and(state -> state.topic("elected")
                                .filter(topic -> !topic.partition(0).elr().contains(1))
                                .isPresent()
                        ? List.of()
                        : List.of("1 is still taken for eligible")));

        cluster.start(2);
        ClusterState bothBack = live.await(
                ClusterConditions.brokersOnline(Set.of(1, 2)).and(ClusterConditions.everyIsrFull("elected"::equals)));

        Partition twoLeads = Live.partition(oneDown, "elected");
        assertThat(twoLeads.isr()).containsExactly(2);
        assertThat(twoLeads.elr()).containsExactly(1);
        Partition nobodyLeads = Live.partition(bothDown, "elected");
        assertThat(nobodyLeads.isOffline()).isTrue();
        assertThat(nobodyLeads.isr())
                .as("with ELR the last in-sync replica moves there")
                .isEmpty();
        assertThat(nobodyLeads.elr()).containsExactlyInAnyOrder(1, 2);
        Partition waiting = Live.partition(oneBack, "elected");
        assertThat(waiting.isOffline()).as("1 is back and may not lead").isTrue();
        assertThat(waiting.elr()).containsExactly(2);
        assertThat(waiting.lastKnownElr()).containsExactly(2);
        assertThat(Live.partition(bothBack, "elected").elr()).isEmpty();
    }

    private static List<TopicPartition> offline(ClusterState state) {
        return partitions(state, (topic, partition) -> partition.isOffline());
    }

    private static List<TopicPartition> underMinIsr(ClusterState state) {
        return partitions(
                state,
                (topic, partition) -> !partition.isOffline()
                        && partition.isUnderMinIsr(
                                state.minInSyncReplicas(topic.name()).orElseThrow()));
    }

    private static List<TopicPartition> partitions(ClusterState state, BiPredicate<Topic, Partition> chosen) {
        List<TopicPartition> found = new ArrayList<>();
        for (Topic topic : state.topics().value().orElseThrow().values()) {
            topic.partitions().stream()
                    .filter(partition -> chosen.test(topic, partition))
                    .forEach(partition -> found.add(topic.topicPartition(partition.index())));
        }
        return found;
    }
}
