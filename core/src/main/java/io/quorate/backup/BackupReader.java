// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what {@link BackupWriter} writes, and says where a document differs from that. */
final class BackupReader {
    private static final JsonFactory JSON = new JsonFactory();

    private BackupReader() {}

    static ClusterBackup read(Path file) {
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = JSON.createParser(in)) {
            return backup(JsonTree.parse(json));
        } catch (IOException | IllegalArgumentException e) {
            throw BackupException.notRead(file, e);
        }
    }

    private static ClusterBackup backup(JsonTree document) {
        int version = document.get("schemaVersion").integer();
        if (version != BackupWriter.SCHEMA_VERSION) {
            throw new IllegalArgumentException("schemaVersion is " + version + ", and this Quorate knows "
                    + BackupWriter.SCHEMA_VERSION + " only");
        }
        ClusterBackup.Builder backup = ClusterBackup.builder(
                        document.get("clusterId").text(),
                        document.get("observedAt").parse(Instant::parse, "a time"))
                .features(section(
                        document.get("features"), levels -> new ClusterFeatures(levels.fields(JsonTree::integer))))
                .racks(section(document.get("brokers"), ContentReader::racks))
                .topics(fields(document.get("topics"), ContentReader::topic));
        for (ConfigScope scope : ConfigScope.values()) {
            backup.configs(scope, fields(document.get(scope.section()), ContentReader::configs));
        }
        return backup.groups(fields(document.get("groups"), ContentReader::group))
                .access(new AccessBackup(
                        elements(document.get("acls"), ContentReader::acl),
                        elements(document.get("quotas"), ContentReader::quota),
                        fields(document.get("scramUsers"), user -> user.fields(JsonTree::integer))))
                .build();
    }

    private static <T> Observed<Map<String, T>> fields(JsonTree section, Function<JsonTree, T> translate) {
        return section(section, content -> content.fields(translate));
    }

    private static <T> Observed<List<T>> elements(JsonTree section, Function<JsonTree, T> translate) {
        return section(section, content -> content.list(translate));
    }

    static <T> Observed<T> section(JsonTree section, Function<JsonTree, T> translate) {
        SectionStatus status =
                section.get("status").parse(SectionStatus::valueOf, "OK, PARTIAL, NOT_AVAILABLE or DENIED");
        List<Gap> gaps = section.get("gaps")
                .list(gap -> new Gap(
                        gap.get("subject").text(),
                        gap.get("kind").parse(Gap.Kind::valueOf, "a kind of gap"),
                        gap.get("cause").text()));
        if (status.hasContent() != section.get("content").isThere()) {
            throw new IllegalArgumentException(section.path() + " says " + status + " and has "
                    + (status.hasContent() ? "no content" : "content"));
        }
        if ((status == SectionStatus.OK) != gaps.isEmpty()) {
            throw new IllegalArgumentException(
                    section.path() + " says " + status + " and has " + gaps.size() + " gaps");
        }
        Observed<T> read = status.hasContent()
                ? Observed.of(translate.apply(section.get("content")), gaps)
                : Observed.unavailable(gaps.get(0));
        if (SectionStatus.of(read) != status) {
            throw new IllegalArgumentException(section.path() + " says " + status + " because of "
                    + gaps.get(0).describe());
        }
        return read;
    }
}
