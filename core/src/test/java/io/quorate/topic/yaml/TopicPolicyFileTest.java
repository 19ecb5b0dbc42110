// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.topic.PartitionRange;
import io.quorate.topic.TopicPolicies;
import io.quorate.topic.TopicPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPolicyFileTest {
    @Test
    void aFileHasTheSameModelAsTheCode(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("topics.yaml"), """
                clusterId: here
                rules:
                  minReplicationFactor: 3
                  minInSyncReplicas: 2
                  uncleanLeaderElection: false
                  racksSpanned: true
                  namePattern: "[a-z.]+"
                  partitions: 1..100
                topics:
                  - name: orders
                    partitions: 12..24
                    replicationFactor: 3
                    minInSyncReplicas: 2
                    retention: 7d
                    retentionBytes: 1000
                    cleanupPolicy: delete
                    compression: lz4
                    keyed: true
                    exact: true
                    pinDefaults: true
                    id: AAAAAAAAAAAAAAAAAAAAAg
                    owner: team-orders
                    configs:
                      segment.bytes: 104857600
                  - matching: "tmp\\\\..*"
                    retention: forever
                    keyed: false
                """);

        TopicPolicies policies = TopicPolicyFile.read(file);

        TopicPolicy orders = policies.policies().get(0);
        assertThat(policies.clusterId()).contains("here");
        assertThat(policies.rules().minReplicationFactor()).hasValue(3);
        assertThat(policies.rules().minInSyncReplicas()).hasValue(2);
        assertThat(policies.rules().forbidsUncleanLeaderElection()).isTrue();
        assertThat(policies.rules().wantsRacksSpanned()).isTrue();
        assertThat(policies.rules().partitions()).contains(new PartitionRange(1, 100));
        assertThat(orders.partitions()).contains(new PartitionRange(12, 24));
        assertThat(orders.replicationFactor()).hasValue(3);
        assertThat(orders.configs())
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("retention.ms", "604800000")
                .containsEntry("retention.bytes", "1000")
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("compression.type", "lz4")
                .containsEntry("segment.bytes", "104857600");
        assertThat(orders.isKeyed() && orders.isExact() && orders.pinsDefaults())
                .isTrue();
        assertThat(orders.id()).isPresent();
        assertThat(orders.owner()).isEqualTo("team-orders");
        assertThat(policies.policies().get(1).appliesTo("tmp.x")).isTrue();
        assertThat(policies.policies().get(1).configs()).containsEntry("retention.ms", "-1");
    }

    @Test
    void theRulesOfHighAvailabilityHaveAName() {
        assertThat(TopicPolicyFile.parse("rules: highly-available", "f").rules().minReplicationFactor())
                .hasValue(3);
    }

    @Test
    void everyProblemIsToldWithItsLine() {
        assertThatThrownBy(() -> TopicPolicyFile.parse("""
                        topics:
                          - name: orders
                            partitons: 3
                            partitions: many
                            replicationFactor: three
                            keyed: maybe
                            retention: a week
                            configs:
                              segment.ms: soon
                          - partitions: 3
                          - name: "bad name"
                          - name: a
                            name: b
                        rules: strict
                        """, "topics.yaml"))
                .isInstanceOfSatisfying(TopicPolicyFileException.class, e -> assertThat(e.problems())
                        .satisfiesExactly(
                                p -> assertThat(p).startsWith("topics.yaml:3: a topic has no 'partitons'; it has ["),
                                p -> assertThat(p).startsWith("topics.yaml:4: partitions must be a number like 12"),
                                p -> assertThat(p)
                                        .startsWith("topics.yaml:5: replicationFactor must be a whole number"),
                                p -> assertThat(p)
                                        .startsWith("topics.yaml:6: keyed must be true or false, not 'maybe'"),
                                p -> assertThat(p).startsWith("topics.yaml:7: retention must be a time like 7d"),
                                p -> assertThat(p)
                                        .contains("topics.yaml:9: ")
                                        .contains("segment.ms must be a whole number"),
                                p -> assertThat(p)
                                        .contains("topics.yaml:10: a topic needs either 'name' or 'matching'"),
                                p -> assertThat(p).contains("topics.yaml:11: ").contains("bad name"),
                                p -> assertThat(p).startsWith("topics.yaml:13: a topic has 'name' twice"),
                                p -> assertThat(p).startsWith("topics.yaml:14: rules must be a mapping")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "topics: [",
                "- a",
                "topics: {}",
                "topics: {name: a}",
                "rules: {minReplicationFactor: 2, minInSyncReplicas: 2}",
                "rules: {namePattern: '['}",
                "topics: [{name: [a]}]",
                "topics: [{name: a, id: x}]",
                "topics: [{name: a}, {name: a}]",
                "? [a, b]\n: c",
                "topics: &a [*a]",
                "---\na: 1\n---\nb: 2"
            })
    void whatCannotBeUsedIsAClearError(String text) {
        if (text.equals("topics: {}")) {
            assertThatThrownBy(() -> TopicPolicyFile.parse(text, "f")).hasMessageContaining("must be a list");
        }
        assertThatThrownBy(() -> TopicPolicyFile.parse(text, "f"))
                .isInstanceOf(TopicPolicyFileException.class)
                .hasMessageStartingWith("Did not read policies from f:\nf:");
    }

    @Test
    void aliasesThatGrowWithoutEndAreAnErrorNotACrash() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int level = 1; level < 40; level++) {
            bomb.append("a%d: &a%d [%s]\n"
                    .formatted(level, level, String.join(",", Collections.nCopies(10, "*a" + (level - 1)))));
        }
        assertThatThrownBy(() -> TopicPolicyFile.parse(bomb.toString(), "f"))
                .isInstanceOf(TopicPolicyFileException.class);
    }

    @Test
    void aFileThatIsNotThereIsAClearError(@TempDir Path dir) {
        assertThatThrownBy(() -> TopicPolicyFile.read(dir.resolve("none.yaml")))
                .isInstanceOf(TopicPolicyFileException.class)
                .hasMessageContaining("NoSuchFileException");
    }

    @ParameterizedTest
    @CsvSource({"200ms,200", "15s,15000", "30m,1800000", "12h,43200000", "7d,604800000", "PT36H,129600000"})
    void timesAreReadAsPeopleWriteThem(String text, long millis) {
        assertThat(Durations.parse(text).toMillis()).isEqualTo(millis);
    }
}
