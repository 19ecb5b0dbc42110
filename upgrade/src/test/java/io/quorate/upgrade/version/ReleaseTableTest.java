// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.upgrade.internal.DataFile;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTableTest {
    private static final ReleaseTable TABLE = ReleaseTable.builtIn();

    private static String cell(Map<String, String> row, String column) {
        return ReleaseData.text(row, column);
    }

    @Test
    void agreesWithTheReleasedJarsOnMetadataVersions() {
        for (Map<String, String> row : DataFile.rows(ReleaseTableTest.class, "jars-metadata-versions.csv")) {
            int level = Integer.parseInt(cell(row, "featureLevel"));
            ReleaseFacts facts =
                    TABLE.release(KafkaVersion.of(cell(row, "release")).line()).orElseThrow();
            if (cell(row, "isMinimum").equals("true")) {
                assertThat(facts.minMetadataVersion()).as(row.toString()).hasValue(level);
            }
            if (cell(row, "isLatestProduction").equals("true")) {
                assertThat(facts.maxMetadataVersion()).as(row.toString()).hasValue(level);
            }
            if (cell(row, "isProduction").equals("false")) {
                // Before it is ready for production, a later release may still give a level another meaning.
                continue;
            }
            TABLE.metadataVersion(level).ifPresent(known -> assertThat(known)
                    .as(row.toString())
                    .isEqualTo(new MetadataVersion(
                            level,
                            cell(row, "metadataVersion"),
                            Boolean.parseBoolean(cell(row, "didMetadataChange")))));
        }
    }

    @Test
    void agreesWithTheReleasedJarsOnFeatures() {
        for (Map<String, String> row : DataFile.rows(ReleaseTableTest.class, "jars-feature-levels.csv")) {
            ReleaseFacts facts =
                    TABLE.release(KafkaVersion.of(cell(row, "release")).line()).orElseThrow();
            assertThat(facts.maxLevel(cell(row, "feature")))
                    .as(row.toString())
                    .isEqualTo(Integer.parseInt(cell(row, "latestProduction")));
        }
    }

    @Test
    void agreesWithTheReleasedJarsOnDefaults() {
        for (Map<String, String> row : DataFile.rows(ReleaseTableTest.class, "jars-feature-default-levels.csv")) {
            if (!cell(row, "release").equals("4.4.0")) {
                continue;
            }
            int at = TABLE.levelOf(cell(row, "metadataVersion")).orElse(Integer.MAX_VALUE);
            if (at == Integer.MAX_VALUE) {
                continue;
            }
            int byTable = TABLE.features().stream()
                    .filter(level -> level.feature().equals(cell(row, "feature")) && level.defaultFrom() <= at)
                    .mapToInt(FeatureLevel::level)
                    .max()
                    .orElse(0);
            assertThat(byTable).as(row.toString()).isEqualTo(Integer.parseInt(cell(row, "defaultLevel")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10, 8, true",
        "12, 11, true",
        "16, 15, true",
        "21, 19, true",
        "22, 17, true",
        "29, 25, true",
        "29, 23, true",
        "31, 30, true",
        "8, 7, false",
        "11, 10, false",
        "23, 22, false",
        "30, 29, false",
        "33, 31, false",
        "25, 21, false",
        "99, 98, false",
        "20, 20, true"
    })
    void lowersMetadataVersionsOnlyWithinAWindow(int from, int to, boolean can) {
        assertThat(TABLE.canLowerMetadataVersion(from, to)).isEqualTo(can);
    }

    @Test
    void knowsWhichReleasesAreBadAndWhere() {
        assertThat(TABLE.issues(KafkaVersion.of("3.5.1"), Era.ZOOKEEPER))
                .extracting(KnownIssue::id)
                .containsExactly("KAFKA-15353");
        assertThat(TABLE.issues(KafkaVersion.of("3.5.2"), Era.ZOOKEEPER)).isEmpty();
        assertThat(TABLE.issues(KafkaVersion.of("3.7.0"), Era.ZOOKEEPER)).isEmpty();
        assertThat(TABLE.issues(KafkaVersion.of("3.7.0"), Era.KRAFT))
                .singleElement()
                .satisfies(issue -> assertThat(issue.describe()).contains("take 3.7.1 or newer"));
        assertThat(TABLE.issues(KafkaVersion.of("4.3.1"), Era.KRAFT)).isEmpty();
    }

    @Test
    void learnsWhatCameOutLater() {
        KafkaVersion later = KafkaVersion.of("4.5.0");
        ReleaseTable extended = TABLE.toBuilder()
                .release(new ReleaseFacts(
                        later.line(), Optional.empty(), OptionalInt.of(7), OptionalInt.of(35), 17, Map.of()))
                .metadataVersion(new MetadataVersion(34, "4.5-IV0", false))
                .metadataVersion(new MetadataVersion(35, "4.5-IV1", false))
                .feature(new FeatureLevel("new.version", 1, 35, 35, FeatureLevel.Handling.USUAL, "new"))
                .issue(new KnownIssue(
                        later, later, Optional.empty(), KnownIssue.Severity.BAD, "X-1", later, "it does not start"))
                .build();

        assertThat(extended.lineOfMaxMetadataVersion(35)).contains(later.line());
        assertThat(extended.canLowerMetadataVersion(35, 33)).isTrue();
        assertThat(extended.issues(later, Era.KRAFT)).hasSize(1);
        assertThat(extended.releases()).hasSize(TABLE.releases().size() + 1);
        assertThat(extended.features()).hasSize(TABLE.features().size() + 1);
        assertThat(TABLE.release(later.line())).isEmpty();
    }

    @Test
    void readsAndOrdersMinorReleases() {
        assertThat(ReleaseLine.of("3.10")).isGreaterThan(ReleaseLine.of("3.9"));
        assertThat(ReleaseLine.of("4.0")).hasToString("4.0");
        assertThatIllegalArgumentException().isThrownBy(() -> ReleaseLine.of("4"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReleaseLine(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectedVersion(
                        1, Optional.of(ReleaseLine.of("4.0")), Optional.of(KafkaVersion.of("4.1.0")), ""));
    }
}
