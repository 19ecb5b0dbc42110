// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.junit.KafkaTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@KafkaTest(nodes = 1)
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ClientsIT {
    @Test
    void aFileWithErrorsEndsWithOneAndASoundOneWithZero(@TempDir Path directory) throws Exception {
        Path bad = Files.writeString(
                directory.resolve("bad.properties"), "bootstrap.servers=a:1,b:1\nacks=0\nsasl.jaas.config=geheim\n");
        Path good = Files.writeString(
                directory.resolve("good.properties"), "bootstrap.servers=a:1,b:1\nacks=all\nclient.id=w\n");

        Examples.Ended withErrors = Examples.run("audit-client", bad.toString());
        assertThat(withErrors.exitCode()).as(withErrors.out()).isEqualTo(1);
        assertThat(withErrors.out()).contains("P01", "Use acks=all").doesNotContain("geheim");
        Examples.Ended sound = Examples.run("audit-client", good.toString(), "--goal", "zero-loss");
        assertThat(sound.exitCode()).as(sound.out()).isZero();
        assertThat(sound.out()).contains("survives: the loss of a leader");
    }

    @Test
    void badArgumentsEndWithTwo(@TempDir Path directory) throws Exception {
        Path any = Files.writeString(directory.resolve("any.properties"), "client.id=w\n");

        assertBad("--role", "audit-client", any.toString());
        assertBad("no-such-role", "audit-client", any.toString(), "--role", "no-such-role");
        assertBad("/no/such/file", "audit-client", "/no/such/file");
        assertBad("--bootstrap-servers", "groups", "list");
        assertBad("nowhere", "groups", "reset", "g", "--to", "nowhere");
    }

    @Test
    void theClusterIsAuditedToo(TestCluster cluster, @KafkaTopic String topic, @TempDir Path directory)
            throws Exception {
        Path good = Files.writeString(
                directory.resolve("good.properties"), "bootstrap.servers=a:1,b:1\nacks=all\nclient.id=w\n");

        Examples.Ended ended = Examples.run(
                "audit-client", good.toString(), "--topics", topic, "--bootstrap-servers", cluster.bootstrapServers());

        assertThat(ended.exitCode()).as(ended.out()).isEqualTo(1);
        assertThat(ended.out()).contains("P10 topics " + topic, "Raise the replication factor to 3");
    }

    @Test
    void groupsAreListedDescribedResetAndDeleted(
            TestCluster cluster, @KafkaTopic String topic, Producer<String, String> producer) throws Exception {
        String servers = cluster.bootstrapServers();
        String group = topic + "-group";
        for (int i = 0; i < 3; i++) {
            producer.send(new ProducerRecord<>(topic, "record")).get(60, TimeUnit.SECONDS);
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        cluster.admin()
                .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(3)))
                .all()
                .get(60, TimeUnit.SECONDS);

        assertThat(run("groups", "list", "--bootstrap-servers", servers)).contains(group, "Empty");
        assertThat(run("groups", "describe", group, "--bootstrap-servers", servers))
                .contains("commit 3", "lag in all: 0");
        String[] reset = {"groups", "reset", group, "--to", "earliest", "--bootstrap-servers", servers};
        assertThat(run(reset)).contains("3 -> 0", "reads 3 again", "Nothing was changed");
        String[] done = Arrays.copyOf(reset, reset.length + 1);
        done[reset.length] = "--yes";
        assertThat(run(done)).contains("Done: 1 partitions");
        assertThat(run("groups", "describe", group, "--bootstrap-servers", servers))
                .contains("commit 0", "lag in all: 3");
        assertThat(run("groups", "delete", group, "--yes", "--bootstrap-servers", servers))
                .contains("Deleted 1 groups");
        assertThat(Examples.run("groups", "describe", group, "--bootstrap-servers", servers)
                        .exitCode())
                .isEqualTo(1);
    }

    private static String run(String... arguments) throws Exception {
        Examples.Ended ended = Examples.run(arguments);
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        return ended.out();
    }

    private static void assertBad(String says, String... arguments) throws Exception {
        Examples.Ended ended = Examples.run(arguments);
        assertThat(ended.exitCode()).as(ended.out()).isEqualTo(2);
        assertThat(ended.out()).contains(says);
    }
}
