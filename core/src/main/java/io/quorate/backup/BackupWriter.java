// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.group.CommittedOffset;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Writes a backup as JSON. Line ends and order are the same on every machine. */
final class BackupWriter {
    static final int SCHEMA_VERSION = 1;

    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private final JsonGenerator json;

    private BackupWriter(JsonGenerator json) {
        this.json = json;
    }

    static void write(ClusterBackup backup, Path file) {
        Path target = file.toAbsolutePath();
        try {
            Path temporary = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".tmp");
            try {
                writeDocument(backup, temporary);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw BackupException.notWritten(file, e);
        }
    }

    private static void writeDocument(ClusterBackup backup, Path temporary) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            JsonFactory factory = JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build();
            try (JsonGenerator json = factory.createGenerator(Channels.newOutputStream(channel), JsonEncoding.UTF8)) {
                json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(LINES));
                new BackupWriter(json).document(backup);
                json.writeRaw('\n');
            }
            // The name must not point at a file of which a crash has left nothing.
            channel.force(true);
        }
    }

    private void document(ClusterBackup backup) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schemaVersion", SCHEMA_VERSION);
        json.writeStringField("clusterId", backup.clusterId());
        json.writeStringField("observedAt", backup.observedAt().toString());
        section("features", backup.features(), features -> {
            json.writeStartObject();
            each(Sections.sorted(features.finalized()), json::writeNumber);
            json.writeEndObject();
        });
        section("topics", backup.topics(), topics -> {
            json.writeStartObject();
            each(topics, this::topic);
            json.writeEndObject();
        });
        section("topicConfigs", backup.topicConfigs(), configs -> {
            json.writeStartObject();
            each(configs, this::configs);
            json.writeEndObject();
        });
        section("groups", backup.groups(), groups -> {
            json.writeStartObject();
            each(groups, this::group);
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    private void topic(TopicBackup topic) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", topic.id().toString());
        json.writeObjectFieldStart("partitions");
        for (int index = 0; index < topic.replicas().size(); index++) {
            json.writeArrayFieldStart(String.valueOf(index));
            for (int nodeId : topic.replicas().get(index)) {
                json.writeNumber(nodeId);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void configs(Map<String, String> configs) throws IOException {
        json.writeStartObject();
        each(configs, json::writeString);
        json.writeEndObject();
    }

    private void group(GroupBackup group) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", group.type().toString());
        json.writeStringField("state", group.state().toString());
        section("offsets", group.offsets(), this::offsets);
        json.writeEndObject();
    }

    private void offsets(Map<TopicPartition, CommittedOffset> offsets) throws IOException {
        json.writeStartArray();
        for (Map.Entry<TopicPartition, CommittedOffset> entry : offsets.entrySet()) {
            json.writeStartObject();
            json.writeStringField("topic", entry.getKey().topic());
            json.writeNumberField("partition", entry.getKey().partition());
            json.writeNumberField("offset", entry.getValue().offset());
            if (entry.getValue().leaderEpoch().isPresent()) {
                json.writeNumberField(
                        "leaderEpoch", entry.getValue().leaderEpoch().get());
            }
            json.writeStringField("metadata", entry.getValue().metadata());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Says first whether the section is whole; one that was not read has no content at all. */
    private <T> void section(String name, Observed<T> section, Part<T> content) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("status", SectionStatus.of(section).name());
        gaps(section.gaps());
        if (section.value().isPresent()) {
            json.writeFieldName("content");
            content.write(section.value().get());
        }
        json.writeEndObject();
    }

    private void gaps(List<Gap> gaps) throws IOException {
        json.writeArrayFieldStart("gaps");
        for (Gap gap : gaps) {
            json.writeStartObject();
            json.writeStringField("subject", gap.subject());
            json.writeStringField("kind", gap.kind().name());
            json.writeStringField("cause", gap.cause());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private <T> void each(Map<String, T> fields, Part<T> value) throws IOException {
        for (Map.Entry<String, T> field : fields.entrySet()) {
            json.writeFieldName(field.getKey());
            value.write(field.getValue());
        }
    }

    @FunctionalInterface
    private interface Part<T> {
        void write(T content) throws IOException;
    }
}
