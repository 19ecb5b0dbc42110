// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a backup as JSON. Line ends and order are the same on every machine. */
final class BackupWriter {
    static final int SCHEMA_VERSION = 2;

    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private BackupWriter() {}

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
                document(backup, json);
                json.writeRaw('\n');
            }
            // The name must not point at a file of which a crash has left nothing.
            channel.force(true);
        }
    }

    private static void document(ClusterBackup backup, JsonGenerator json) throws IOException {
        SectionWriter sections = new SectionWriter(json);
        ContentWriter content = new ContentWriter(json, sections);
        json.writeStartObject();
        json.writeNumberField("schemaVersion", SCHEMA_VERSION);
        json.writeStringField("clusterId", backup.clusterId());
        json.writeStringField("observedAt", backup.observedAt().toString());
        sections.list("notContained", ClusterBackup.NOT_CONTAINED, json::writeString);
        sections.fields(
                "features",
                Sections.map(backup.features(), levels -> Sections.sorted(levels.finalized())),
                json::writeNumber);
        sections.fields("brokers", backup.racks(), content::broker);
        sections.fields("topics", backup.topics(), content::topic);
        for (ConfigScope scope : ConfigScope.values()) {
            sections.fields(scope.section(), backup.configs(scope), content::configs);
        }
        sections.fields("groups", backup.groups(), content::group);
        sections.elements("acls", backup.access().acls(), content::acl);
        sections.elements("quotas", backup.access().quotas(), content::quota);
        sections.fields("scramUsers", backup.access().scramUsers(), content::iterations);
        json.writeEndObject();
    }
}
