// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JUnit and its users see of tests that fail, run in parallel, or run on several releases. */
@Timeout(150)
class KafkaTestIT {
    @Test
    void theFilesOfANodeAreKeptWhenATestFailedAndTheFailureSaysWhere() throws Exception {
        LaunchedTests run = LaunchedTests.run(Map.of(), Failing.class);

        Throwable failure = run.failure("fails(TestCluster)");
        assertThat(failure).isExactlyInstanceOf(AssertionError.class).hasMessage("on purpose");
        assertThat(failure.getSuppressed()).singleElement().satisfies(note -> assertThat(note.getMessage())
                .contains("kept in " + Failing.directory)
                .contains("node 1, Kafka 4.3.1, RUNNING, log " + Failing.directory.resolve("node-1/node.log")));
        assertThat(Failing.directory.resolve("node-1/node.log")).isNotEmptyFile();
        assertThat(run.passed()).containsExactly("passes(TestCluster)");
        delete(Failing.directory);
    }

    @Test
    void aNodeThatDoesNotStartIsShownWithItsPropertiesAndItsLastLines() throws Exception {
        LaunchedTests run = LaunchedTests.run(Map.of(), NeverStarting.class);

        Throwable failure = run.failure("needsACluster(TestCluster)");
        assertThat(failure).isInstanceOf(TestClusterException.class);
        assertThat(failure)
                .hasMessageContaining("Node 1 (Kafka 4.3.1")
                .hasMessageContaining("num.network.threads=none")
                .hasMessageContaining("Invalid value none for configuration num.network.threads");
        String message = String.valueOf(failure.getMessage());
        String log = message.substring(message.indexOf("log: ") + 5, message.indexOf(", which ends with"));
        delete(Path.of(log).resolve("../..").normalize());
    }

    @Test
    void whatCannotBeReadOrInjectedIsToldWithWhatToDo() {
        LaunchedTests run = LaunchedTests.run(Map.of(), Misused.class);

        assertThat(run.failure("hasAPropertyWithoutAValue(TestCluster)"))
                .hasStackTraceContaining("\"min.insync.replicas\" is not key=value");
        assertThat(run.failure("wantsAProducerOfUnknownTypes(Producer)"))
                .hasStackTraceContaining("TestCluster.clientConfig()");
        assertThat(run.failure("wantsMoreReplicasThanThereAreBrokers(String)"))
                .hasStackTraceContaining("on a cluster with 1 brokers");
    }

    @Test
    void classesInParallelHaveAClusterEach() {
        LaunchedTests run = LaunchedTests.run(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "2"),
                Parallel.One.class,
                Parallel.Other.class);

        assertThat(run.passed()).containsExactlyInAnyOrder("one(TestCluster)", "other(TestCluster)");
        assertThat(Parallel.CLUSTERS).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aTestRunsOnceOnEachReleaseAndTestsOfAClassShareTheClusters() {
        LaunchedTests run = LaunchedTests.run(Map.of(), OnVersions.class);

        assertThat(run.passed()).containsExactlyInAnyOrder("Kafka 3.9.2", "Kafka 4.3.1");
        assertThat(OnVersions.RELEASES)
                .containsExactlyInAnyOrder("first 3.9.2", "first 4.3.1", "second 3.9.2", "second 4.3.1");
        assertThat(OnVersions.CLUSTERS).hasSize(4);
        assertThat(OnVersions.CLUSTERS.stream().distinct()).hasSize(2);
    }

    @Test
    void aClassRunsAsAWholeOnEachRelease() {
        LaunchedTests run = LaunchedTests.run(Map.of(), ClassOnVersions.class);

        assertThat(run.passed()).hasSize(3);
        assertThat(ClassOnVersions.RUNS)
                .containsExactly(
                        "first 3.9.2", "one 3.9.2", "nested 3.9.2", "first 4.3.1", "one 4.3.1", "nested 4.3.1");
        assertThat(ClassOnVersions.CLUSTERS.stream().distinct()).hasSize(2);
        assertThat(ClassOnVersions.LEFT).as("processes of the release before").hasValue(0);
    }

    @Test
    void whatFitsNoReleaseIsRefused() {
        LaunchedTests run = LaunchedTests.run(Map.of(), NamedTwice.class);

        assertThat(run.passed()).isEmpty();
        assertThat(run.failure("onOther(TestCluster)"))
                .hasMessageContaining("was not run on [4.3.1]")
                .hasMessageContaining("Leave one out");
        assertThat(LaunchedTests.run(Map.of(), OnceForAll.class).failure("KafkaTestIT$OnceForAll"))
                .hasMessageContaining("Use @BeforeEach");
    }

    static void delete(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @KafkaTest(nodes = 1)
    static class Failing {
        static Path directory = Path.of("none");

        @Test
        void fails(TestCluster cluster) {
            directory = cluster.directory();
            throw new AssertionError("on purpose");
        }

        @Test
        void passes(TestCluster cluster) {
            assertThat(cluster.nodes()).hasSize(1);
        }
    }

    @KafkaTest(nodes = 1, properties = "num.network.threads=none")
    static class NeverStarting {
        @Test
        void needsACluster(TestCluster cluster) {
            throw new AssertionError("started: " + cluster);
        }
    }

    @KafkaTest(nodes = 1)
    static class Misused {
        @Test
        @KafkaTest(properties = "min.insync.replicas")
        void hasAPropertyWithoutAValue(TestCluster cluster) {
            throw new AssertionError("started: " + cluster);
        }

        @Test
        void wantsAProducerOfUnknownTypes(Producer<String, List<String>> producer) {
            throw new AssertionError("made: " + producer);
        }

        @Test
        void wantsMoreReplicasThanThereAreBrokers(@KafkaTopic(replicas = 3) String topic) {
            throw new AssertionError("made: " + topic);
        }
    }

    static final class Parallel {
        static final Queue<String> CLUSTERS = new ConcurrentLinkedQueue<>();
        /** Passed only by two tests that run at the same time. */
        static final CyclicBarrier BARRIER = new CyclicBarrier(2);

        private Parallel() {}

        static void meet(TestCluster cluster) throws Exception {
            CLUSTERS.add(cluster.clusterId());
            BARRIER.await(60, TimeUnit.SECONDS);
            assertThat(cluster.admin().describeCluster().clusterId().get()).isEqualTo(cluster.clusterId());
        }

        @KafkaTest(nodes = 1)
        static class One {
            @Test
            void one(TestCluster cluster) throws Exception {
                meet(cluster);
            }
        }

        @KafkaTest(nodes = 1)
        static class Other {
            @Test
            void other(TestCluster cluster) throws Exception {
                meet(cluster);
            }
        }
    }

    @KafkaTest(nodes = 1)
    static class OnVersions {
        static final Queue<String> RELEASES = new ConcurrentLinkedQueue<>();
        static final Queue<String> CLUSTERS = new ConcurrentLinkedQueue<>();

        @KafkaVersions({"3.9.2", "4.3.1"})
        void first(TestCluster cluster) {
            note("first", cluster);
        }

        @KafkaVersions({"3.9.2", "4.3.1"})
        void second(TestCluster cluster) {
            note("second", cluster);
        }

        private static void note(String test, TestCluster cluster) {
            RELEASES.add(test + " " + cluster.node(1).release());
            CLUSTERS.add(cluster.clusterId());
        }
    }

    @KafkaTest(nodes = 1)
    @KafkaVersions({"3.9.2", "4.3.1"})
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class ClassOnVersions {
        static final Queue<String> RUNS = new ConcurrentLinkedQueue<>();
        static final Queue<String> CLUSTERS = new ConcurrentLinkedQueue<>();
        static final AtomicLong LEFT = new AtomicLong();
        private static final Queue<Long> PIDS = new ConcurrentLinkedQueue<>();

        @Test
        void first(TestCluster cluster) {
            LEFT.addAndGet(
                    PIDS.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).count());
            PIDS.add(cluster.node(1).pid().orElseThrow());
            note("first", cluster);
        }

        @ParameterizedTest
        @ValueSource(strings = "one")
        void second(String value, TestCluster cluster) {
            note(value, cluster);
        }

        @Nested
        class Inner {
            @Test
            void inNested(TestCluster cluster) {
                note("nested", cluster);
            }
        }

        private static void note(String test, TestCluster cluster) {
            RUNS.add(test + " " + cluster.node(1).release());
            CLUSTERS.add(cluster.clusterId());
        }
    }

    @KafkaTest(nodes = 1)
    @KafkaVersions("3.9.2")
    static class OnceForAll {
        @BeforeAll
        static void before(TestCluster cluster) {
            assertThat(cluster).as("started").isNull();
        }

        @Test
        void isNeverRun() {}
    }

    @KafkaVersions("3.9.2")
    static class NamedTwice {
        @KafkaVersions("4.3.1")
        void onOther(TestCluster cluster) {
            throw new AssertionError("started: " + cluster);
        }
    }
}
