// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.Alone;
import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults of processes and of links are the same to brokers that have no quorum: their session at ZooKeeper is what ends. */
@Timeout(180)
@Alone
class FaultsWithZooKeeperIT {
    private static final Duration WHOLE = Duration.ofSeconds(60);

    @Test
    void faultsOfProcessesAndOfLinksAreRealAndUndone() throws Exception {
        withTopic("2.1.1", (cluster, faults) -> {
            links(cluster, faults);
            processes(cluster, faults);
        });
    }

    @Test
    void faultsOfProcessesAreRealAndUndoneWhereTheControllerIsToldOfTheIsr() throws Exception {
        withTopic("2.8.2", FaultsWithZooKeeperIT::processes);
    }

    private interface Disturbance {
        void on(TestCluster cluster, Faults faults) throws Exception;
    }

    private static void withTopic(String version, Disturbance disturbance) throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                        .version(version)
                        .links()
                        .property("replica.lag.time.max.ms", "1500")
                        .start();
                Faults faults = Faults.on(cluster)) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("t", 1, (short) 3)))
                    .all()
                    .get();
            Recovery.of(cluster).await(WHOLE);
            disturbance.on(cluster, faults);
        }
    }

    private static void processes(TestCluster cluster, Faults faults) throws Exception {
        Fault kill = faults.kill(Target.leaderOf("t", 0));
        seesAnotherLeader(cluster, "t", kill.nodeId());
        kill.undo();
        Recovery.of(cluster).await(WHOLE);

        int follower = Target.leaderOf("t", 0).nodeId(cluster) == 1 ? 2 : 1;
        long pid = cluster.node(follower).pid().orElseThrow();
        try (View view = View.besides(cluster, follower)) {
            Fault stop = faults.stop(Target.node(follower));
            assertThat(cluster.node(follower).logFile()).content().contains("ontrolled shutdown succeeded");
            view.eventually(20, () -> !view.isr("t").contains(follower));
            stop.undo();
        }
        assertThat(cluster.node(follower).pid().orElseThrow()).isNotEqualTo(pid);
        Recovery.of(cluster).await(WHOLE);

        Fault pause = faults.pause(Target.activeController());
        try (View view = View.besides(cluster, pause.nodeId())) {
            // In 2.1 it stays in the ISR until something is written: who becomes the controller does not look at
            // replicas.
            view.eventually(
                    20,
                    () -> view.admin().describeCluster().controller().get().id() != pause.nodeId()
                            && !view.brokers().contains(pause.nodeId()));
        }
        pause.undo();
        Recovery.of(cluster).await(WHOLE);
    }

    private static void links(TestCluster cluster, Faults faults) throws Exception {
        int leader = Target.leaderOf("t", 0).nodeId(cluster);
        // A controller that reaches no broker would tell nobody of the ISR. None has been replaced yet: one that has
        // been takes
        // itself for the controller, and says so, until it looks at ZooKeeper again.
        int controller = Target.activeController().nodeId(cluster);
        int follower = IntStream.rangeClosed(1, 3)
                .filter(nodeId -> nodeId != leader && nodeId != controller)
                .findFirst()
                .orElseThrow();
        try (View view = View.besides(cluster, follower);
                Producer<byte[], byte[]> producer = view.producer()) {
            faults.links(Target.node(follower))
                    .with(Peers.BROKERS)
                    .direction(Direction.OUTGOING)
                    .cut();
            View.send(producer, "t", 10);
            // The leader tells ZooKeeper, of which the controller tells the other brokers 5 s after the last change.
            view.eventually(45, () -> !view.isr("t").contains(follower));
            assertThat(view.brokers()).contains(follower);
            faults.undo();
        }
        Recovery.of(cluster).await(WHOLE);

        cluster.admin()
                .createTopics(List.of(new NewTopic("u", Map.of(0, List.of(follower, leader)))))
                .all()
                .get();
        Recovery.of(cluster).await(WHOLE);
        // It does not know that its session has ended, and would tell clients that it leads.
        faults.links(Target.node(follower))
                .with(Peers.CONTROLLERS, Peers.CLIENTS)
                .cut();
        seesAnotherLeader(cluster, "u", follower);
        assertThat(cluster.node(follower).pid()).isPresent();
        faults.undo();
        Recovery.of(cluster).await(WHOLE);
    }

    private static void seesAnotherLeader(TestCluster cluster, String topic, int former) throws Exception {
        try (View view = View.besides(cluster, former)) {
            view.eventually(30, () -> view.leader(topic) > 0 && view.leader(topic) != former);
        }
    }
}
