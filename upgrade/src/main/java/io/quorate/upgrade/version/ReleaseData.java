// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import io.quorate.upgrade.internal.DataFile;
import io.quorate.upgrade.version.FeatureLevel.Handling;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The data in the jar. */
final class ReleaseData {
    private ReleaseData() {}

    static ReleaseTable read() {
        ReleaseTable.Builder table = ReleaseTable.builder();
        for (Map<String, String> row : DataFile.rows(ReleaseData.class, "metadata-versions.csv")) {
            table.metadataVersion(new MetadataVersion(
                    number(row, "level"), text(row, "name"), Boolean.parseBoolean(text(row, "changesMetadata"))));
        }
        for (Map<String, String> row : DataFile.rows(ReleaseData.class, "releases.csv")) {
            table.release(new ReleaseFacts(
                    ReleaseLine.of(text(row, "line")),
                    Optional.of(text(row, "newestProtocol")).filter(protocol -> !protocol.isEmpty()),
                    optional(row, "minMetadataVersion"),
                    optional(row, "maxMetadataVersion"),
                    number(row, "java"),
                    levels(text(row, "features"))));
        }
        for (Map<String, String> row : DataFile.rows(ReleaseData.class, "features.csv")) {
            table.feature(new FeatureLevel(
                    text(row, "feature"),
                    number(row, "level"),
                    number(row, "defaultFrom"),
                    number(row, "needs"),
                    handling(row),
                    text(row, "note")));
        }
        for (Map<String, String> row : DataFile.rows(ReleaseData.class, "known-issues.csv")) {
            table.issue(new KnownIssue(
                    KafkaVersion.of(text(row, "from")),
                    KafkaVersion.of(text(row, "to")),
                    Optional.of(text(row, "era"))
                            .filter(era -> !era.equals("ANY"))
                            .map(Era::valueOf),
                    KnownIssue.Severity.valueOf(text(row, "severity")),
                    text(row, "id"),
                    KafkaVersion.of(text(row, "instead")),
                    text(row, "what")));
        }
        return table.build();
    }

    private static Handling handling(Map<String, String> row) {
        if (!Boolean.parseBoolean(text(row, "onRequest"))) {
            return Handling.USUAL;
        }
        return Boolean.parseBoolean(text(row, "reversible")) ? Handling.ON_REQUEST : Handling.ON_REQUEST_IRREVERSIBLE;
    }

    private static Map<String, Integer> levels(String cell) {
        Map<String, Integer> levels = new HashMap<>();
        for (String part : cell.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                levels.put(part.substring(0, equals), Integer.parseInt(part.substring(equals + 1)));
            }
        }
        return levels;
    }

    private static OptionalInt optional(Map<String, String> row, String column) {
        String cell = text(row, column);
        return cell.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(cell));
    }

    private static int number(Map<String, String> row, String column) {
        return Integer.parseInt(text(row, column));
    }

    static String text(Map<String, String> row, String column) {
        String cell = row.get(column);
        if (cell == null) {
            throw new IllegalStateException("No column " + column + " in " + row);
        }
        return cell;
    }
}
