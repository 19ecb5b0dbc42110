// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@KafkaTest(nodes = 1)
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class BackupIT {
    @Test
    void whatWasSavedIsBroughtBackAfterItWasShown(TestCluster cluster, @TempDir Path directory) throws Exception {
        String servers = cluster.bootstrapServers();
        Path file = directory.resolve("cluster.json");
        cluster.admin()
                .createTopics(
                        List.of(new NewTopic("orders", 3, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get(60, TimeUnit.SECONDS);

        Examples.Ended saved = Examples.run("backup", "--out", file.toString(), "--bootstrap-servers", servers);
        assertThat(saved.exitCode()).as(saved.out()).isZero();
        assertThat(saved.out()).contains("1 topics, 0 groups", "Not in it: ACLs: UNSUPPORTED");
        assertThat(file).content().contains("\"cleanup.policy\" : \"compact\"");

        cluster.admin().deleteTopics(List.of("orders")).all().get(60, TimeUnit.SECONDS);
        Examples.Ended shown = Examples.run("restore", file.toString(), "--bootstrap-servers", servers);
        assertThat(shown.out())
                .contains("create topic orders: 3 partitions, replication factor 1", "Nothing was changed");
        Examples.Ended done = Examples.run("restore", file.toString(), "--bootstrap-servers", servers, "--yes");
        assertThat(done.exitCode()).as(done.out()).isZero();
        assertThat(done.out()).contains("done: create topic orders");
    }

    @Test
    void badArgumentsEndWithTwo(@TempDir Path directory) throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.json"), "{");

        assertBad("Did not read the backup", "restore", broken.toString(), "--bootstrap-servers", "127.0.0.1:1");
        assertBad("--out", "backup", "--bootstrap-servers", "127.0.0.1:1");
        assertBad("--bootstrap-servers", "backup", "--out", "b.json");
        assertBad("--sections", "restore", "b.json", "--sections", "records", "--bootstrap-servers", "127.0.0.1:1");
    }

    private static void assertBad(String says, String... arguments) throws Exception {
        Examples.Ended ended = Examples.run(arguments);
        assertThat(ended.exitCode()).as(ended.out()).isEqualTo(2);
        assertThat(ended.out()).contains(says);
    }
}
