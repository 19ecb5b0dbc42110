// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.gap;
import static io.quorate.cluster.Clusters.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.group.CommittedOffset;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupPartition;
import io.quorate.group.PartitionLag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterBackupTest {
    private static final Uuid ID = Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAQ");
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    @TempDir
    Path directory;

    @Test
    void writesOneDocumentThatIsTheSameEachTime() throws IOException {
        Path file = directory.resolve("backup.json");

        ClusterBackup.of(state(), groups()).writeTo(file);

        assertThat(Files.readString(file)).isEqualTo("""
                        {
                          "schemaVersion" : 1,
                          "clusterId" : "cluster",
                          "observedAt" : "2026-11-20T12:00:00Z",
                          "features" : {
                            "status" : "OK",
                            "gaps" : [ ],
                            "content" : {
                              "kraft.version" : 1,
                              "metadata.version" : 30
                            }
                          },
                          "topics" : {
                            "status" : "OK",
                            "gaps" : [ ],
                            "content" : {
                              "orders" : {
                                "id" : "AAAAAAAAAAAAAAAAAAAAAQ",
                                "partitions" : {
                                  "0" : [ 1, 2 ],
                                  "1" : [ 2, 1 ]
                                }
                              }
                            }
                          },
                          "topicConfigs" : {
                            "status" : "PARTIAL",
                            "gaps" : [ {
                              "subject" : "configs of topic payments",
                              "kind" : "UNREACHABLE",
                              "cause" : "TimeoutException: no answer"
                            } ],
                            "content" : {
                              "orders" : {
                                "retention.ms" : "600000"
                              }
                            }
                          },
                          "groups" : {
                            "status" : "OK",
                            "gaps" : [ ],
                            "content" : {
                              "billing" : {
                                "type" : "Consumer",
                                "state" : "Stable",
                                "offsets" : {
                                  "status" : "OK",
                                  "gaps" : [ ],
                                  "content" : [ {
                                    "topic" : "orders",
                                    "partition" : 0,
                                    "offset" : 7,
                                    "leaderEpoch" : 3,
                                    "metadata" : "written by \\"billing\\""
                                  } ]
                                }
                              }
                            }
                          }
                        }
                        """);
    }

    @Test
    void isTheSameAfterItWasWrittenAndRead() {
        Path file = directory.resolve("backup.json");
        ClusterBackup backup = ClusterBackup.of(state(), groups());

        backup.writeTo(file);

        assertThat(ClusterBackup.readFrom(file)).isEqualTo(backup);
        assertThat(backup.isComplete()).isFalse();
    }

    @Test
    void saysWhatItCouldNotSeeInsteadOfLookingEmpty() throws IOException {
        Path file = directory.resolve("backup.json");
        ClusterBackup blind =
                ClusterBackup.of(ClusterState.builder("cluster", NOW).build(), Observed.unavailable(gap("groups")));

        blind.writeTo(file);

        assertThat(blind.isComplete()).isFalse();
        assertThat(Files.readString(file)).contains("UNAVAILABLE").doesNotContain("content");
        assertThat(ClusterBackup.readFrom(file)).isEqualTo(blind);
    }

    @Test
    void isCompleteIfEverySectionIs() {
        ClusterState state = Clusters.healthy(1, 1).toBuilder()
                .features(Observed.present(new ClusterFeatures(Map.of())))
                .build();

        assertThat(ClusterBackup.of(state, Observed.present(Map.of())).isComplete())
                .isTrue();
    }

    @Test
    void replacesAnOlderBackupAndLeavesNothingElseBehind() throws IOException {
        Path file = directory.resolve("backup.json");
        Files.writeString(file, "older");

        ClusterBackup.of(state(), groups()).writeTo(file);

        assertThat(Files.readString(file)).startsWith("{");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keepsWhatWasThereIfItCannotWrite() throws IOException {
        Path occupied = Files.createDirectory(directory.resolve("backup.json"));
        Path inside = Files.writeString(occupied.resolve("other"), "other");
        ClusterBackup backup = ClusterBackup.of(state(), groups());

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> backup.writeTo(occupied))
                .withMessageStartingWith("Did not write the backup " + occupied)
                .satisfies(e -> assertThat(e.file()).isEqualTo(occupied));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> backup.writeTo(directory.resolve("no/such/backup.json")));
        assertThat(inside).exists();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(occupied);
        }
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schemaVersion\" : 1  | \"schemaVersion\" : 2    | schemaVersion is 2, and this Quorate knows 1 only",
                "\"clusterId\" : \"cluster\" | \"clusterId\" : 7  | clusterId is not a text but 7",
                "2026-11-20T12:00:00Z   | yesterday                | observedAt is not a time but yesterday",
                "\"kraft.version\" : 1  | \"kraft.version\" : 4294967296 | features.content.kraft.version is not a whole",
                "\"status\" : \"PARTIAL\" | \"status\" : \"OK\"    | topicConfigs says OK and has 1 gaps",
                "\"status\" : \"PARTIAL\" | \"status\" : \"FINE\"  | topicConfigs.status is not OK, PARTIAL or",
                "\"1\" : [ 2, 1 ]       | \"2\" : [ 2, 1 ]         | topics.content.orders.partitions has no partition 1",
                "\"offset\" : 7         | \"offset\" : \"7\"       | offsets.content.[0].offset is not a whole number",
                "\"partition\" : 0,     | \"topic\" : \"again\",   | the field topic is there twice",
                "\"kind\" : \"UNREACHABLE\" | \"kind\" : \"LOST\"  | topicConfigs.gaps.[0].kind is not a kind of gap",
            })
    void refusesADocumentThatIsNotABackupAndSaysWhere(String right, String wrong, String where) throws IOException {
        Path file = directory.resolve("backup.json");
        ClusterBackup.of(state(), groups()).writeTo(file);
        String written = Files.readString(file);
        assertThat(written).contains(right);
        Files.writeString(file, written.replace(right, wrong));

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> ClusterBackup.readFrom(file))
                .withMessageStartingWith("Did not read the backup " + file)
                .withMessageContaining(where);
    }

    @Test
    void refusesHalfAFileAndMoreThanOne() throws IOException {
        Path file = directory.resolve("backup.json");
        ClusterBackup.of(state(), groups()).writeTo(file);
        String written = Files.readString(file);
        Path half = Files.writeString(directory.resolve("half.json"), written.substring(0, written.length() / 2));
        Path two = Files.writeString(directory.resolve("two.json"), written + written);

        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> ClusterBackup.readFrom(half));
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> ClusterBackup.readFrom(two));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> ClusterBackup.readFrom(directory.resolve("none.json")));
    }

    private static ClusterState state() {
        Topic orders = Topic.builder("orders")
                .id(ID)
                .partition(partition(0, List.of(1, 2), List.of(1, 2)))
                .partition(partition(1, List.of(2, 1), List.of(2)))
                .build();
        Topic internal = Topic.builder("__consumer_offsets")
                .internal()
                .partition(partition(0, List.of(1), List.of(1)))
                .build();
        ConfigSet set = new ConfigSet(Map.of(
                "retention.ms", new ConfigValue("600000", ConfigValue.Source.DYNAMIC_TOPIC),
                "min.insync.replicas", new ConfigValue("1", ConfigValue.Source.DEFAULT)));
        return ClusterState.builder("cluster", NOW)
                .features(Observed.present(new ClusterFeatures(Map.of("metadata.version", 30, "kraft.version", 1))))
                .topics(Clusters.topics(orders, internal))
                .topicConfigs(Observed.of(
                        Map.of("orders", set, "__consumer_offsets", set), List.of(gap("configs of topic payments"))))
                .build();
    }

    private static Observed<Map<String, ConsumerGroup>> groups() {
        GroupPartition committed = new GroupPartition(
                Optional.of(new CommittedOffset(7, Optional.of(3), "written by \"billing\"")), new PartitionLag.Lag(1));
        GroupPartition uncommitted = new GroupPartition(Optional.empty(), new PartitionLag.NoCommit());
        return Observed.present(Map.of(
                "billing",
                new ConsumerGroup(
                        "billing",
                        GroupType.CONSUMER,
                        GroupState.STABLE,
                        OptionalInt.of(2),
                        Observed.present(Map.of(ORDERS_0, committed, new TopicPartition("orders", 1), uncommitted)))));
    }
}
