// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ValidateTopicsIT {
    @TempDir
    private Path directory;

    @Test
    void showsTheWholePathOnEmbeddedBrokers() throws Exception {
        Examples.Ended ended = Examples.run("validate-topics");

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out())
                .containsSubsequence(
                        "will not touch orders: the topic does not exist",
                        "DONE: create topic orders with 6 partitions",
                        "DONE: topic orders: set segment.ms 60000 -> 3600000",
                        "DATA_LOSS: retention.ms is 99999999999",
                        "DONE: topic orders: set retention.ms 99999999999 -> 604800000",
                        "topics of cluster");
    }

    @Test
    void validatesAndCreatesTheTopicsOfARunningCluster() throws Exception {
        Path policies = file("topics:\n- {name: orders, partitions: 2, replicationFactor: 1, retention: 7d}\n");
        try (TestCluster cluster = TestCluster.builder().nodes(1).start()) {
            String servers = String.valueOf(cluster.clientConfig().get("bootstrap.servers"));

            Examples.Ended missing = validate(servers, policies, "validate");
            Examples.Ended created = validate(servers, policies, "create-missing");

            assertThat(missing.exitCode()).as(missing.out()).isEqualTo(1);
            assertThat(missing.out()).contains("SAFE: the topic does not exist").contains("-> create it");
            assertThat(created.exitCode()).as(created.out()).isZero();
        }
    }

    @Test
    void twoProcessesThatStartAtOnceBothEndWell() throws Exception {
        Path policies = file(
                "topics:\n- {name: a, partitions: 3, replicationFactor: 1}\n- {name: b, partitions: 3, replicationFactor: 1}\n");
        try (TestCluster cluster = TestCluster.builder().nodes(1).start()) {
            String servers = String.valueOf(cluster.clientConfig().get("bootstrap.servers"));
            ExecutorService applications = Executors.newFixedThreadPool(2);
            try {
                Callable<Examples.Ended> start = () -> validate(servers, policies, "create-missing");
                for (Future<Examples.Ended> application : applications.invokeAll(List.of(start, start))) {
                    Examples.Ended ended = application.get();
                    assertThat(ended.exitCode()).as(ended.out()).isZero();
                }
            } finally {
                applications.shutdownNow();
            }
            assertThat(cluster.admin().listTopics().names().get()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics: []|--mode=all|--mode is validate, create-missing",
                "topics: []|--consent=orders|is not TOPIC=RISK",
                "topics: []|--consent=orders=SAFE|is not TOPIC=RISK",
                "'topics: [{name: a, partitons: 3}]'|--mode=validate|has no 'partitons'",
                "'topics: ['|--mode=validate|no YAML"
            })
    void badArgumentsAndFilesEndWith2AndSayWhatIsWrong(String yaml, String option, String message) throws Exception {
        Examples.Ended ended = Examples.run(
                "validate-topics",
                "--bootstrap-servers",
                "localhost:1",
                "--policies",
                file(yaml).toString(),
                option);

        assertThat(ended.exitCode()).as(ended.out()).isEqualTo(2);
        assertThat(ended.out()).contains(message);
    }

    private static Examples.Ended validate(String servers, Path policies, String mode) throws Exception {
        return Examples.run(
                "validate-topics", "--bootstrap-servers", servers, "--policies", policies.toString(), "--mode", mode);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("topics.yaml"), yaml);
    }
}
