// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.upgrade.version.UpgradePath.Bridge;
import io.quorate.upgrade.version.UpgradePath.Direct;
import io.quorate.upgrade.version.UpgradePath.Forbidden;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradePathsTest {
    private static Map<Integer, DetectedVersion> nodes(String... releases) {
        Map<Integer, DetectedVersion> nodes = new HashMap<>();
        for (String release : releases) {
            int id = nodes.size() + 1;
            nodes.put(
                    id,
                    release.equals("?")
                            ? DetectedVersion.unknown(id, "nobody said")
                            : DetectedVersion.ofExact(id, KafkaVersion.of(release), "the test says so"));
        }
        return nodes;
    }

    private static UpgradePath kraft(String from, int level, String to) {
        return kraft(from, Map.of("metadata.version", level), to, 1);
    }

    private static UpgradePath kraft(String from, Map<String, Integer> levels, String to, int logDirs) {
        return UpgradePaths.using(ReleaseTable.builtIn())
                .find(
                        new PathQuery(
                                Era.KRAFT, nodes(from, from), Optional.of(levels), Map.of(), OptionalInt.of(logDirs)),
                        KafkaVersion.of(to));
    }

    private static UpgradePath zookeeper(String from, Map<Integer, String> protocols, String to) {
        return UpgradePaths.using(ReleaseTable.builtIn())
                .find(
                        new PathQuery(
                                Era.ZOOKEEPER, nodes(from, from), Optional.empty(), protocols, OptionalInt.empty()),
                        KafkaVersion.of(to));
    }

    @ParameterizedTest
    @CsvSource({"2.1.1, 2.6.3", "2.1.1, 3.9.2", "2.8.2, 3.9.2", "3.9.1, 3.9.2"})
    void zookeeperClustersGoStraightUpToTheLastReleaseWithZookeeper(String from, String to) {
        assertThat(zookeeper(from, Map.of(), to)).isInstanceOf(Direct.class);
    }

    @Test
    void zookeeperClustersNeedABridgeTo4() {
        UpgradePath path = zookeeper("3.9.2", Map.of(), "4.3.1");

        assertThat(path).isInstanceOf(Bridge.class);
        assertThat(path.isOpen()).isFalse();
        assertThat(path.describe()).contains("migrate the metadata to KRaft");
    }

    @Test
    void zookeeperClustersGoBackAsLongAsTheyArePinned() {
        assertThat(zookeeper("3.9.2", Map.of(1, "2.8-IV1", 2, "2.8"), "2.8.2").isOpen())
                .isTrue();
        UpgradePath late = zookeeper("3.9.2", Map.of(1, "2.8-IV1", 2, "3.9-IV0"), "2.8.2");
        assertThat(late).isInstanceOf(Forbidden.class);
        assertThat(late.describe()).contains("node 2: 3.9-IV0").doesNotContain("node 1");
        assertThat(zookeeper("3.9.2", Map.of(1, "2.8-IV1"), "2.8.2").describe()).contains("node 2: not known");
        assertThat(zookeeper("3.9.2", Map.of(1, "what", 2, "x.y"), "2.8.2").isOpen())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "3.3.2, 7, 3.9.2",
        "3.9.2, 21, 4.3.1",
        "3.9.2, 7, 4.3.1",
        "4.2.2, 29, 4.3.1",
        "4.3.0, 30, 4.3.1",
        "3.0.2, 1, 3.9.2"
    })
    void kraftClustersGoStraight(String from, int level, String to) {
        assertThat(kraft(from, level, to)).isInstanceOf(Direct.class);
    }

    @Test
    void patchesAreCalledPatches() {
        assertThat(kraft("4.3.0", 30, "4.3.1").describe()).contains("A patch release");
        assertThat(kraft("4.2.2", 29, "4.3.1").describe()).doesNotContain("patch");
        assertThat(zookeeper("3.9.1", Map.of(), "3.9.2").describe()).contains("A patch release");
    }

    @Test
    void anOldMetadataVersionNeedsABridgeWithASnapshot() {
        UpgradePath path = kraft("3.9.2", 4, "4.3.1");

        assertThat(path).isInstanceOf(Bridge.class);
        assertThat(path.describe())
                .contains("metadata.version 4 is finalized")
                .contains("snapshot that ends after that");
    }

    @Test
    void nobodyGoesBackPastWhatIsFinalized() {
        assertThat(kraft("4.3.1", 30, "4.2.2").describe()).contains("metadata.version=30 (it knows up to 29)");
        assertThat(kraft("4.3.1", Map.of("metadata.version", 21, "share.version", 1), "3.9.2", 1)
                        .describe())
                .contains("share.version=1 (it knows up to 0)");
        assertThat(kraft("4.3.1", 29, "4.2.2")).isInstanceOf(Direct.class);
    }

    @Test
    void severalLogDirsDoNotGoBackTo33() {
        assertThat(kraft("3.9.2", Map.of("metadata.version", 7), "3.3.2", 2).describe())
                .contains("KAFKA-18442");
        assertThat(kraft("3.9.2", Map.of("metadata.version", 7), "3.3.2", 1).isOpen())
                .isTrue();
        assertThat(kraft("3.9.2", Map.of("metadata.version", 7), "3.4.1", 2).isOpen())
                .isTrue();
        assertThat(kraft("3.6.2", Map.of("metadata.version", 7), "3.3.2", 2).isOpen())
                .isTrue();
    }

    @Test
    void whatIsNotKnownIsNotOpen() {
        assertThat(kraft("4.3.1", 30, "9.9.0").describe()).contains("nothing is known of 9.9");
        assertThat(kraft("?", 30, "4.3.1").describe()).contains("the release of no node is known");
        assertThat(kraft("3.9.2", 21, "3.2.3").describe()).contains("does not run KRaft in production");
        assertThat(kraft("3.9.2", Map.of(), "4.3.1", 1).describe()).contains("bring the quorum back first");
        assertThat(zookeeper("2.0.1", Map.of(), "2.8.2").isOpen()).isFalse();
        UpgradePath blind = UpgradePaths.using(ReleaseTable.builtIn())
                .find(
                        new PathQuery(Era.KRAFT, nodes("3.9.2"), Optional.empty(), Map.of(), OptionalInt.empty()),
                        KafkaVersion.of("4.3.1"));
        assertThat(blind.describe()).contains("could not be read");
        assertThat(new UpgradePath.Unchanged().isOpen()).isTrue();
        assertThat(List.of(new UpgradePath.Unchanged().describe())).containsExactly("the binaries stay.");
    }
}
