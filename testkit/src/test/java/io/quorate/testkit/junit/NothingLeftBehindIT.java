// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.Alone;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Target;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.time.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a test ends, its processes, ports and threads end with it. Its files stay if it failed, and it says where. */
@Timeout(150)
@Alone
class NothingLeftBehindIT {
    private static Seen seen = new Seen(List.of(), List.of(), Path.of("none"));

    private record Seen(List<Long> pids, List<Integer> ports, Path directory) {
        static Seen of(TestCluster cluster) {
            List<TestNode> nodes = cluster.nodes();
            return new Seen(
                    nodes.stream().map(node -> node.pid().orElseThrow()).toList(),
                    nodes.stream()
                            .map(node -> node.clientEndpoint().orElseThrow().port())
                            .toList(),
                    cluster.directory());
        }
    }

    @Test
    void afterTestsThatPassNotEvenFilesAreLeft() throws Exception {
        LaunchedTests run = leavesNothing(Passing.class);
        assertThat(run.passed()).hasSize(1);
        assertThat(seen.directory()).doesNotExist();
    }

    @Test
    void afterATimeoutWithANodeThatHangs() throws Exception {
        LaunchedTests run = leavesNothing(TimingOut.class);
        assertThat(run.failure("hangs(TestCluster, Faults, Workload)")).isInstanceOf(TimeoutException.class);
        assertThatFilesAreKept();
    }

    @Test
    void afterAFailureThatLeavesItsThreadInterrupted() throws Exception {
        LaunchedTests run = leavesNothing(Interrupted.class);
        assertThat(run.failure("fails(TestCluster, Faults, Workload)")).hasMessage("on purpose");
        assertThatFilesAreKept();
    }

    @Test
    void afterAnExceptionBeforeAllTests() throws Exception {
        LaunchedTests run = leavesNothing(FailingBeforeAll.class);
        assertThat(run.failure("NothingLeftBehindIT$FailingBeforeAll")).hasMessage("on purpose");
        assertThatFilesAreKept();
    }

    private static LaunchedTests leavesNothing(Class<?> tests) throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        LaunchedTests run = LaunchedTests.run(Map.of(), tests);
        assertThat(Thread.interrupted()).as("interrupted").isFalse();

        assertThat(seen.pids()).isNotEmpty().allSatisfy(pid -> assertThat(ProcessHandle.of(pid))
                .isEmpty());
        for (int port : seen.ports()) {
            assertThat(isFree(port)).as("port %d is free", port).isTrue();
        }
        assertThat(threadsBesides(before)).isEmpty();
        return run;
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

    /** Admin clients are not waited for when they are closed; they end by themselves. */
    private static Set<String> threadsBesides(Set<Thread> before) throws InterruptedException {
        Set<String> names = Set.of();
        for (int looks = 0; looks < 300; looks++) {
            names = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .filter(name -> name.matches("(kafka|quorate|SASL|heartbeat).*"))
                    .collect(Collectors.toSet());
            if (names.isEmpty()) {
                break;
            }
            Time.system().sleep(Duration.ofMillis(100));
        }
        return names;
    }

    private static void assertThatFilesAreKept() throws Exception {
        assertThat(seen.directory().resolve("node-1/node.log")).isNotEmptyFile();
        KafkaTestIT.delete(seen.directory());
    }

    @KafkaTest(nodes = 1, links = true)
    static class Passing {
        @Test
        void passes(TestCluster cluster, Faults faults, Workload workload) {
            seen = Seen.of(cluster);
            faults.pause(Target.node(1));
        }
    }

    @KafkaTest(nodes = 1, links = true)
    static class TimingOut {
        @Test
        @Timeout(2)
        void hangs(TestCluster cluster, Faults faults, Workload workload) throws Exception {
            seen = Seen.of(cluster);
            faults.pause(Target.node(1));
            new CountDownLatch(1).await();
        }
    }

    @KafkaTest(nodes = 1, links = true)
    static class Interrupted {
        @Test
        void fails(TestCluster cluster, Faults faults, Workload workload) {
            seen = Seen.of(cluster);
            faults.crashLoop(Target.node(1), Duration.ofSeconds(1));
            Thread.currentThread().interrupt();
            throw new AssertionError("on purpose");
        }
    }

    @KafkaTest(nodes = 1, links = true)
    static class FailingBeforeAll {
        @BeforeAll
        static void fails(TestCluster cluster, Workload workload) {
            seen = Seen.of(cluster);
            Faults.on(cluster).pause(Target.node(1));
            throw new AssertionError("on purpose");
        }

        @Test
        void isNeverRun() {
            throw new AssertionError("run");
        }
    }
}
