// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class ScheduleIT {
    @Test
    void aScheduleIsRunToItsEndAndNothingIsLeftBehindEvenOfFaultsThatAreOpen() throws Exception {
        List<Long> pids = new ArrayList<>();
        List<Integer> ports;
        TestCluster cluster = TestCluster.builder().links().start();
        try (cluster) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("t", 3, (short) 3)))
                    .all()
                    .get();
            FaultSchedule schedule = FaultSchedule.seeded(2)
                    .kinds(FaultKind.PAUSE, FaultKind.CUT, FaultKind.SLOW)
                    .lasting(Duration.ofSeconds(1), Duration.ofSeconds(2))
                    .pause(Duration.ofMillis(500))
                    .over(Duration.ofSeconds(8))
                    .steps(cluster);
            FaultRun run = schedule.runOn(cluster);
            assertThat(run.steps())
                    .hasSameSizeAs(schedule.steps())
                    .hasSizeGreaterThan(2)
                    .allMatch(done -> done.undone()
                                    .minus(done.begun())
                                    .compareTo(done.step().lasts())
                            >= 0);
            // That a run waits for it is seen in FaultScheduleTest: here, load may take somebody out for a moment.
            Recovery.of(cluster).await(Duration.ofSeconds(60));

            Faults faults = Faults.on(cluster);
            faults.crashLoop(Target.node(1), Duration.ofSeconds(1));
            faults.pause(Target.node(2));
            faults.links(Target.node(3)).cut();
            assertThat(faults.open()).extracting(Fault::nodeId).containsExactly(1, 2, 3);
            cluster.nodes().forEach(node -> node.pid().ifPresent(pids::add));
            ports = ports(cluster);
        }
        assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(ports).allMatch(ScheduleIT::isFree);
        assertThat(Files.exists(cluster.directory())).isFalse();
        assertThat(FaultContract.threads("quorate-links")).isEmpty();
    }

    @Test
    void whatNeedsLinksIsRefusedWithoutThem() {
        try (TestCluster cluster = TestCluster.builder().nodes(1).start();
                Faults faults = Faults.on(cluster)) {
            assertThatThrownBy(() -> faults.links(Target.node(1)).cut()).hasMessageContaining("builder().links()");
            assertThatThrownBy(() -> FaultSchedule.seeded(1)
                            .kinds(FaultKind.CUT)
                            .steps(cluster)
                            .runOn(cluster))
                    .hasMessageContaining("builder().links()");
            assertThatThrownBy(() -> FaultSchedule.seeded(1).steps(Set.of(7)).runOn(cluster))
                    .hasMessageContaining("[7]")
                    .hasMessageContaining("[1]");
            assertThatThrownBy(() -> faults.kill(Target.leaderOf("none", 0))).hasMessageContaining("none-0");
            assertThatThrownBy(() -> faults.kill(Target.node(4))).hasMessageContaining("No node 4");
            assertThat(faults.open()).isEmpty();
        }
    }

    private static List<Integer> ports(TestCluster cluster) {
        List<Integer> ports = new ArrayList<>();
        for (TestNode node : cluster.nodes()) {
            node.clientEndpoint().ifPresent(endpoint -> ports.add(endpoint.port()));
            node.controllerEndpoint().ifPresent(endpoint -> ports.add(endpoint.port()));
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
