// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.Endpoint;
import io.quorate.testkit.cluster.NodeState;
import io.quorate.testkit.cluster.TestCluster;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Every fault is seen from outside, and is undone: each test ends with a cluster that is whole. */
abstract class FaultContract extends FaultedCluster {
    FaultContract(String version) {
        super(version);
    }

    @Test
    void aKilledLeaderIsReplacedAndItsProcessIsGone() throws Exception {
        Fault kill = faults.kill(LEADER);
        try (View view = View.besides(cluster, kill.nodeId())) {
            view.eventually(40, () -> view.leader(TOPIC) > 0 && view.leader(TOPIC) != kill.nodeId());
        }
        assertThat(cluster.node(kill.nodeId()).pid()).isEmpty();
        assertThatThrownBy(() -> faults.kill(Target.node(kill.nodeId()))).hasMessageContaining("does not run");
        kill.undo();
        kill.undo();
        assertThat(cluster.node(kill.nodeId()).state()).isEqualTo(NodeState.RUNNING);
    }

    @Test
    void aStoppedNodeShutsDownInAControlledWay() throws Exception {
        Fault stop = faults.stop(Target.node(3));
        assertThat(cluster.node(3).logFile()).content().contains("ontrolled shutdown");
        try (View view = View.besides(cluster, 3)) {
            view.eventually(40, () -> !view.isr(TOPIC).contains(3));
        }
        assertThat(stop.describe()).isEqualTo("stopped node 3");
    }

    @Test
    void aPausedLeaderLivesAndIsReplaced() throws Exception {
        Fault pause = faults.pause(LEADER);
        long pid = cluster.node(pause.nodeId()).pid().orElseThrow();
        assertThat(Files.readString(Path.of("/proc/" + pid + "/stat"))).contains(" T ");
        try (View view = View.besides(cluster, pause.nodeId())) {
            view.eventually(40, () -> view.leader(TOPIC) > 0 && view.leader(TOPIC) != pause.nodeId());
        }
        pause.undo();
        assertThat(cluster.node(pause.nodeId()).pid()).hasValue(pid);
    }

    @Test
    void aRestartedControllerIsAnotherProcessAndAnotherOneLeads() {
        int active = Target.activeController().nodeId(cluster);
        long pid = cluster.node(active).pid().orElseThrow();
        assertThat(faults.restart(Target.node(active))).isEqualTo(active);
        assertThat(cluster.node(active).pid().orElseThrow()).isNotEqualTo(pid);
        assertThat(faults.open()).isEmpty();
    }

    @Test
    void aNodeInACrashLoopDiesAgainAndAgain() throws Exception {
        try (View view = View.besides(cluster, 2)) {
            CrashLoop loop = faults.crashLoop(Target.node(2), Duration.ofMillis(200));
            view.eventually(90, () -> loop.crashes() >= 2);
            loop.undo();
            assertThat(cluster.node(2).state()).isEqualTo(NodeState.RUNNING);
            assertThat(threads("quorate-crash-loop")).isEmpty();
        }
    }

    @Test
    void aFollowerThatReachesNoBrokerLeavesTheIsrButIsNotFenced() throws Exception {
        int follower = LEADER.nodeId(cluster) == 1 ? 2 : 1;
        try (View view = View.besides(cluster, follower)) {
            faults.links(Target.node(follower))
                    .with(Peers.BROKERS)
                    .direction(Direction.OUTGOING)
                    .cut();
            try (Producer<byte[], byte[]> producer = view.producer()) {
                // A follower that has all there is never lags. This is acknowledged when the follower is out.
                View.send(producer, TOPIC, 10);
            }
            view.eventually(40, () -> !view.isr(TOPIC).contains(follower));
            view.eventually(40, () -> view.brokers().contains(follower));
        }
    }

    @Test
    void aLeaderThatNobodyReachesIsAloneInItsIsrButFollowsOthers() throws Exception {
        int leader = LEADER.nodeId(cluster);
        try (View view = View.besides(cluster, leader)) {
            int other = leader == 1 ? 2 : 1;
            create("followed", other, leader, 6 - leader - other);
            faults.links(Target.node(leader))
                    .with(Peers.BROKERS)
                    .direction(Direction.INCOMING)
                    .cut();
            try (Producer<byte[], byte[]> producer = view.producer()) {
                View.send(producer, TOPIC, 10);
                View.send(producer, "followed", 10);
            }
            view.eventually(40, () -> view.isr(TOPIC).equals(Set.of(leader)));
            // Load may take it out for a moment; it would not come back if it followed nobody.
            view.eventually(40, () -> view.isr("followed").contains(leader));
        }
    }

    @Test
    void aFollowerThatIsCutOffFromOneNodeStaysInTheIsrOfAnother() throws Exception {
        int leader = LEADER.nodeId(cluster);
        int follower = leader == 1 ? 2 : 1;
        int third = 6 - leader - follower;
        try (View view = View.besides(cluster, follower)) {
            create("beyond", third, leader, follower);
            faults.links(Target.node(follower))
                    .with(Peers.BROKERS)
                    .withNodes(leader)
                    .cut();
            try (Producer<byte[], byte[]> producer = view.producer()) {
                View.send(producer, TOPIC, 10);
                View.send(producer, "beyond", 10);
            }
            view.eventually(40, () -> !view.isr(TOPIC).contains(follower));
            view.eventually(40, () -> view.isr("beyond").size() == 3);
        }
    }

    @Test
    void aBrokerThatReachesNoControllerIsFencedAndLeadsNoMore() throws Exception {
        int victim = LEADER.nodeId(cluster);
        try (View view = View.besides(cluster, victim)) {
            // It does not know that it is fenced, and would tell clients so.
            faults.links(Target.node(victim))
                    .with(Peers.CONTROLLERS, Peers.CLIENTS)
                    .cut();
            view.eventually(
                    40,
                    () -> !view.brokers().contains(victim) && view.leader(TOPIC) > 0 && view.leader(TOPIC) != victim);
        }
    }

    @Test
    void aControllerThatIsCutOffIsReplaced() throws Exception {
        int victim = Target.activeController().nodeId(cluster);
        faults.links(Target.node(victim)).with(Peers.CONTROLLERS, Peers.BROKERS).cut();
        int other = victim == 1 ? 2 : 1;
        try (View view = View.through(cluster, other)) {
            view.eventually(40, () -> View.activeControllerSeenBy(cluster, other) != victim);
        }
    }

    @Test
    void clientsThatAreCutOffFromAHealthyBrokerGetNoAnswerAndNothingMoves() throws Exception {
        int victim = LEADER.nodeId(cluster);
        try (View through = View.through(cluster, victim);
                View besides = View.besides(cluster, victim)) {
            Fault cut = faults.links(Target.node(victim)).with(Peers.CLIENTS).cut();
            assertThatThrownBy(() -> through.hasOfflineLogDir(victim)).isInstanceOf(ExecutionException.class);
            // A look may meet the victim first, which does not answer, or an ISR that load has shrunk for a moment.
            besides.eventually(
                    40,
                    () -> besides.leader(TOPIC) == victim && besides.isr(TOPIC).size() == 3);
            cut.undo();
            through.eventually(40, () -> through.brokers().size() == 3);
        }
    }

    @Test
    void aSlowLinkDelaysEachRequestAndItsAnswer() throws Exception {
        int leader = LEADER.nodeId(cluster);
        try (View view = View.through(cluster, leader);
                Producer<byte[], byte[]> producer = view.producer()) {
            View.send(producer, TOPIC, 10);
            Fault slow = faults.links(Target.node(leader)).with(Peers.CLIENTS).slow(Duration.ofMillis(150));
            assertThat(taken(() -> View.send(producer, TOPIC, 10))).isGreaterThan(Duration.ofMillis(300));
            slow.undo();
            // Load may delay some; while the link was slow, none could be so quick.
            view.eventually(40, () -> isWithin(Duration.ofMillis(300), () -> View.send(producer, TOPIC, 10)));
        }
    }

    @Test
    void aThrottledLinkCarriesNoMoreThanItsBandwidth() throws Exception {
        int leader = LEADER.nodeId(cluster);
        try (View view = View.through(cluster, leader);
                Producer<byte[], byte[]> producer = view.producer()) {
            View.send(producer, TOPIC, 10);
            Fault throttle =
                    faults.links(Target.node(leader)).with(Peers.CLIENTS).throttle(100_000);
            view.eventually(60, () -> {
                Duration taken = taken(() -> View.send(producer, TOPIC, 100_000));
                assertThat(taken).isGreaterThanOrEqualTo(Duration.ofMillis(900));
                return taken.compareTo(Duration.ofSeconds(5)) <= 0;
            });
            throttle.undo();
            view.eventually(40, () -> isWithin(Duration.ofMillis(900), () -> View.send(producer, TOPIC, 100_000)));
        }
    }

    @Test
    void aResetEndsTheConnectionsThatAreThereAndNoOthers() throws Exception {
        int victim = LEADER.nodeId(cluster);
        Endpoint endpoint = cluster.node(victim).clientEndpoint().orElseThrow();
        // Not a connection of Kafka's clients, which open another one at once.
        try (Socket client = new Socket(endpoint.host(), endpoint.port());
                View view = View.through(cluster, victim)) {
            // Answered through a connection that was accepted after the one above.
            view.eventually(40, () -> view.brokers().size() == 3);
            assertThat(faults.links(Target.node(victim)).with(Peers.BROKERS).reset())
                    .isPositive();
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(faults.links(Target.node(victim)).with(Peers.CLIENTS).reset())
                    .isPositive();
            client.setSoTimeout(10_000);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            view.eventually(40, () -> view.brokers().size() == 3);
        }
    }

    @Test
    void aNodeWhoseDisksAreFullIsGone() throws Exception {
        try (View view = View.besides(cluster, 3)) {
            faults.fillDisk(Target.node(3));
            view.eventually(40, () -> cluster.node(3).state() == NodeState.STOPPED);
            view.eventually(40, () -> !view.isr(TOPIC).contains(3));
        }
    }

    @Test
    void aFailedLogDirIsOfflineAndTheBrokerLivesOnWithItsOther() throws Exception {
        try (View view = View.besides(cluster, 3)) {
            faults.failLogDir(Target.node(3));
            view.eventually(40, () -> view.hasOfflineLogDir(3));
            assertThat(cluster.node(3).state()).isEqualTo(NodeState.RUNNING);
        }
    }

    @Test
    void aBrokerEndsItselfWhenItsOnlyLogDirFails() throws Exception {
        try (TestCluster one = TestCluster.builder()
                        .version(version)
                        .nodes(1)
                        .property("replica.high.watermark.checkpoint.interval.ms", "500")
                        .start();
                Faults ofOne = Faults.on(one)) {
            one.admin()
                    .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                    .all()
                    .get();
            Fault failure = ofOne.failLogDir(Target.node(1));
            View.await(40, () -> one.node(1).state() == NodeState.STOPPED);
            assertThat(failure.describe()).contains(one.node(1).dataDirectory().toString());
            failure.undo();
            assertThat(one.admin().listTopics().names().get()).containsExactly(TOPIC);
        }
    }

    @Test
    void allNodesAreKilledAtOnceAndStartTogether() {
        List<Long> before = pids();
        Fault outage = faults.killAll();
        assertThat(cluster.nodes()).allMatch(node -> node.pid().isEmpty());
        assertThatThrownBy(() -> faults.killAll()).hasMessageContaining("no node runs");
        outage.undo();
        assertThat(pids()).doesNotContainAnyElementsOf(before);
        assertThatThrownBy(() -> faults.killRack("nowhere")).hasMessageContaining("of rack nowhere no node runs");
    }

    @Test
    void aShiftedClockStampsRecordsAndIsSetRightAgain() throws Exception {
        int leader = LEADER.nodeId(cluster);
        try (View view = View.through(cluster, leader);
                Producer<byte[], byte[]> producer = view.producer()) {
            Fault shift = faults.shiftClock(Target.node(leader), Duration.ofHours(-5));
            assertThat(View.send(producer, TOPIC, 10))
                    .isCloseTo(System.currentTimeMillis() - Duration.ofHours(5).toMillis(), within(60_000));
            shift.undo();
            assertThat(View.send(producer, TOPIC, 10)).isCloseTo(System.currentTimeMillis(), within(60_000));
        }
    }

    @Test
    void theCoordinatorOfAGroupIsABrokerThatAnswersForIt() throws Exception {
        cluster.admin()
                .alterConsumerGroupOffsets("group", Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(0)))
                .all()
                .get();
        int partition = ("group".hashCode() & 0x7fff_ffff) % 3;
        Target leader = Target.leaderOf("__consumer_offsets", partition);
        // Two looks, between which load may move it.
        View.await(40, () -> Target.coordinatorOf("group").nodeId(cluster) == leader.nodeId(cluster));
    }

    private static org.assertj.core.data.Offset<Long> within(long millis) {
        return org.assertj.core.api.Assertions.within(millis);
    }

    @Test
    void aRollingRestartLeavesNewProcessesAndAWholeClusterTheControllerLast() {
        List<Long> before = pids();
        int active = Target.activeController().nodeId(cluster);
        List<RollingRestart.Restarted> done = RollingRestart.of(cluster).run();
        assertThat(done).extracting(RollingRestart.Restarted::nodeId).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(done.get(2).nodeId()).isEqualTo(active);
        assertThat(pids()).doesNotContainAnyElementsOf(before);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Duration taken(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean isWithin(Duration limit, Work work) throws Exception {
        return taken(work).compareTo(limit) < 0;
    }

    static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }
}
