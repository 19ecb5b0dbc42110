// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.group.CommittedOffset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Reads what {@link BackupWriter} writes, and says where a document differs from that. */
final class BackupReader {
    private static final JsonFactory JSON = new JsonFactory();

    private BackupReader() {}

    static ClusterBackup read(Path file) {
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = JSON.createParser(in)) {
            return backup(JsonNode.parse(json));
        } catch (IOException | IllegalArgumentException e) {
            throw BackupException.notRead(file, e);
        }
    }

    private static ClusterBackup backup(JsonNode document) {
        int version = document.get("schemaVersion").integer();
        if (version != BackupWriter.SCHEMA_VERSION) {
            throw new IllegalArgumentException("schemaVersion is " + version + ", and this Quorate knows "
                    + BackupWriter.SCHEMA_VERSION + " only");
        }
        return new ClusterBackup(
                document.get("clusterId").text(),
                document.get("observedAt").parse(Instant::parse, "a time"),
                section(document.get("features"), levels -> new ClusterFeatures(levels.fields(JsonNode::integer))),
                section(document.get("topics"), topics -> topics.fields(BackupReader::topic)),
                section(
                        document.get("topicConfigs"),
                        configs -> configs.fields(config -> config.fields(JsonNode::text))),
                section(document.get("groups"), groups -> groups.fields(BackupReader::group)));
    }

    private static TopicBackup topic(JsonNode topic) {
        Map<String, List<Integer>> byIndex = topic.get("partitions")
                .fields(replicas ->
                        replicas.elements().stream().map(JsonNode::integer).toList());
        List<List<Integer>> inOrder = new ArrayList<>();
        for (int index = 0; index < byIndex.size(); index++) {
            List<Integer> replicas = byIndex.get(String.valueOf(index));
            if (replicas == null) {
                throw new IllegalArgumentException(topic.path() + ".partitions has no partition " + index);
            }
            inOrder.add(replicas);
        }
        return new TopicBackup(topic.get("id").parse(Uuid::fromString, "a topic id"), inOrder);
    }

    private static GroupBackup group(JsonNode group) {
        return new GroupBackup(
                group.get("type").parse(GroupType::parse, "a group type"),
                group.get("state").parse(GroupState::parse, "a group state"),
                section(group.get("offsets"), BackupReader::offsets));
    }

    private static Map<TopicPartition, CommittedOffset> offsets(JsonNode offsets) {
        Map<TopicPartition, CommittedOffset> commits = new HashMap<>();
        for (JsonNode commit : offsets.elements()) {
            JsonNode epoch = commit.get("leaderEpoch");
            commits.put(
                    new TopicPartition(
                            commit.get("topic").text(), commit.get("partition").integer()),
                    new CommittedOffset(
                            commit.get("offset").number(),
                            epoch.isThere() ? Optional.of(epoch.integer()) : Optional.empty(),
                            commit.get("metadata").text()));
        }
        return commits;
    }

    private static <T> Observed<T> section(JsonNode section, Function<JsonNode, T> translate) {
        SectionStatus status = section.get("status").parse(SectionStatus::valueOf, "OK, PARTIAL or UNAVAILABLE");
        List<Gap> gaps = section.get("gaps").elements().stream()
                .map(gap -> new Gap(
                        gap.get("subject").text(),
                        gap.get("kind").parse(Gap.Kind::valueOf, "a kind of gap"),
                        gap.get("cause").text()))
                .toList();
        if ((status == SectionStatus.OK) != gaps.isEmpty()) {
            throw new IllegalArgumentException(
                    section.path() + " says " + status + " and has " + gaps.size() + " gaps");
        }
        return status == SectionStatus.UNAVAILABLE
                ? Observed.unavailable(gaps.get(0))
                : Observed.of(translate.apply(section.get("content")), gaps);
    }
}
