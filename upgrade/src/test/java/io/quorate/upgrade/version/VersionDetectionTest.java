// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import io.quorate.cluster.InterBrokerProtocol;
import io.quorate.cluster.NodeSoftware;
import io.quorate.cluster.Observed;
import io.quorate.cluster.VersionRange;
import io.quorate.upgrade.internal.DataFile;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VersionDetectionTest {
    private static final VersionDetection DETECTION = VersionDetection.using(ReleaseTable.builtIn());

    private static <T> Observed<T> nothing() {
        return Observed.unavailable(new Gap("it", Gap.Kind.NOT_ASKED, "nobody did"));
    }

    private static NodeSoftware supporting(int min, int max) {
        return new NodeSoftware(
                1, Observed.present(Map.of("metadata.version", new VersionRange(min, max))), nothing(), nothing());
    }

    private static NodeSoftware speaking(String value, Optional<String> newest) {
        return new NodeSoftware(
                1,
                Observed.present(Map.of()),
                Observed.present(new InterBrokerProtocol(value, ConfigValue.Source.STATIC_BROKER, newest)),
                nothing());
    }

    /** What 24 real brokers answered, each on the protocol of its release. */
    static Stream<Arguments> realBrokers() {
        Map<String, Map<Integer, VersionRange>> answers = new TreeMap<>();
        for (Map<String, String> row : DataFile.rows(VersionDetectionTest.class, "api-versions-observed.csv")) {
            boolean featuresTell = ReleaseData.text(row, "mode").equals("kraft")
                    && ReleaseData.text(row, "release").startsWith("3.4");
            if (ReleaseData.text(row, "listener").equals("broker") && !featuresTell) {
                answers.computeIfAbsent(
                                ReleaseData.text(row, "release") + " " + ReleaseData.text(row, "mode"),
                                key -> new TreeMap<>())
                        .put(
                                Integer.parseInt(ReleaseData.text(row, "apiKey")),
                                new VersionRange(
                                        Integer.parseInt(ReleaseData.text(row, "minVersion")),
                                        Integer.parseInt(ReleaseData.text(row, "maxVersion"))));
            }
        }
        return answers.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("realBrokers")
    void tellsARealBrokerByItsRequests(String broker, Map<Integer, VersionRange> apis) {
        DetectedVersion found =
                DETECTION.detect(new NodeSoftware(1, Observed.present(Map.of()), nothing(), Observed.present(apis)));

        KafkaVersion release = KafkaVersion.of(broker.substring(0, broker.indexOf(' ')));
        assertThat(found.line()).contains(release.line());
        assertThat(found.exact()).isEqualTo(broker.startsWith("4.0.0") ? Optional.of(release) : Optional.empty());
    }

    @Test
    void knowsEnoughBrokersToMeanIt() {
        assertThat(realBrokers()).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 7, 3.3",
        "1, 8, 3.4",
        "1, 11, 3.5",
        "1, 14, 3.6",
        "1, 19, 3.7",
        "1, 20, 3.8",
        "1, 21, 3.9",
        "7, 25, 4.0",
        "7, 27, 4.1",
        "7, 29, 4.2",
        "7, 30, 4.3",
        "7, 33, 4.4"
    })
    void tellsAKraftNodeByItsHighestMetadataVersion(int min, int max, String line) {
        assertThat(DETECTION.detect(supporting(min, max)).describe()).isEqualTo(line + ".x");
        assertThat(VersionDetection.era(supporting(min, max))).contains(Era.KRAFT);
    }

    @Test
    void guessesNothingFromLevelsThatNoReleaseHas() {
        assertThat(DETECTION.detect(supporting(7, 99)).describe()).isEqualTo("unknown");
        assertThat(DETECTION.detect(supporting(7, 99)).evidence()).contains("7..99");
        // 3.9 with unstable features on reaches 23, which is of no release.
        assertThat(DETECTION.detect(supporting(1, 23)).line()).isEmpty();
        // The top of 4.3 and the bottom of 3.x do not go together.
        assertThat(DETECTION.detect(supporting(1, 30)).line()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2.1-IV2, 2.1", "2.8-IV1, 2.8", "3.0-IV1, 3.0", "3.4-IV0, 3.4", "3.5-IV2, 3.5", "3.9-IV0, 3.9"})
    void tellsAZookeeperBrokerByTheNewestProtocolItKnowsAlthoughItIsPinned(String newest, String line) {
        NodeSoftware pinned = speaking("2.1", Optional.of(newest));

        assertThat(DETECTION.detect(pinned).line()).contains(ReleaseLine.of(line));
        assertThat(VersionDetection.era(pinned)).contains(Era.ZOOKEEPER);
    }

    @Test
    void leavesAStrangerUnknownAndSaysWhy() {
        assertThat(DETECTION.detect(speaking("2.1", Optional.of("9.9-IV0"))).evidence())
                .contains("9.9-IV0");
        assertThat(DETECTION.detect(speaking("2.1", Optional.empty())).line()).isEmpty();
        DetectedVersion stranger = DETECTION.detect(new NodeSoftware(
                1, Observed.present(Map.of()), nothing(), Observed.present(Map.of(18, new VersionRange(0, 2)))));
        assertThat(stranger.evidence()).contains("match no release");
        DetectedVersion silent = DETECTION.detect(new NodeSoftware(1, nothing(), nothing(), nothing()));
        assertThat(silent.describe()).isEqualTo("unknown");
        assertThat(silent.evidence()).contains("nobody did");
        assertThat(VersionDetection.era(new NodeSoftware(1, nothing(), nothing(), nothing())))
                .isEmpty();
    }

    @Test
    void believesNeitherOfTwoThatDisagree() {
        NodeSoftware torn = new NodeSoftware(
                1,
                Observed.present(Map.of("metadata.version", new VersionRange(1, 21))),
                Observed.present(
                        new InterBrokerProtocol("3.8-IV0", ConfigValue.Source.DEFAULT, Optional.of("3.8-IV0"))),
                nothing());

        assertThat(DETECTION.detect(torn).line()).isEmpty();
        assertThat(DETECTION.detect(torn).evidence()).contains("disagrees");
    }
}
