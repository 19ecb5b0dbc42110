// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Clusters;
import io.quorate.health.LogDirFinding.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kind of finding is in the table of docs/health.md, under the id that it has, and nothing else is. */
class FindingsDocumentedTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

    /** One of each kind. */
    private static final List<HealthFinding> ALL = List.of(
            new SightFinding.Unreachable(Clusters.gap("cluster")),
            new SightFinding.NotObserved(List.of(), HealthStatus.UNKNOWN),
            new SightFinding.NotVisible(List.of(), HealthSeverity.INFO),
            new QuorumFinding.Unreadable(Clusters.gap("quorum")),
            new QuorumFinding.WithoutLeader(1, List.of()),
            new QuorumFinding.Degraded(List.of(3), 3, 0),
            new QuorumFinding.WithoutSpare(1),
            new BrokerFinding.BrokersMissing(List.of(), 1),
            new BrokerFinding.BrokersSilent(List.of(), Duration.ZERO),
            new BrokerFinding.StaleRegistrations(List.of(), Duration.ofHours(1)),
            new PartitionFinding.Offline(List.of(), List.of()),
            new PartitionFinding.UnderMinIsr(List.of()),
            new PartitionFinding.AtMinIsr(List.of()),
            new PartitionFinding.UnderReplicated(
                    List.of(),
                    List.of(new BehindBroker(3, 1, Duration.ZERO, 0, Set.of(BehindBroker.Cause.UNEXPLAINED)))),
            new PlacementFinding.RackUnsafe(List.of(), 2),
            new PlacementFinding.SingleReplica(List.of(), 0),
            new PlacementFinding.MinIsrWithoutSpare(List.of()),
            new PlacementFinding.LeadersImbalanced(1, 2),
            new LogDirFinding.Failed(List.of(new Place(1, "/data")), "broken"),
            new LogDirFinding.Filling(List.of(), HealthSeverity.WARNING),
            new LogDirFinding.Cordoned(List.of()),
            new SettingFinding.ThrottlesLeftBehind(List.of(), List.of()),
            new SettingFinding.StaticQuorum(),
            new SettingFinding.UpgradeUnfinished(1, 2));

    @Test
    void theSamplesAreOneOfEachKind() {
        assertThat(ALL.stream().map(HealthFinding::getClass).collect(Collectors.toSet()))
                .hasSameSizeAs(ALL)
                .isEqualTo(kinds(HealthFinding.class).collect(Collectors.toSet()));
    }

    @Test
    void everyKindIsInTheTableUnderItsOwnId() throws IOException {
        Set<String> documented = ROW.matcher(Files.readString(Path.of("../docs/health.md")))
                .results()
                .map(MatchResult::group)
                .map(row -> row.substring(3, row.lastIndexOf('`')))
                .collect(Collectors.toSet());

        assertThat(ALL.stream().map(HealthFinding::id).toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void everyKindSaysWhatItIsAndWhatItMeansInSentences() {
        assertThat(ALL)
                .flatMap(finding -> List.of(finding.what(), finding.writers(), finding.readers()))
                .allMatch(FindingsDocumentedTest::isSentence);
        assertThat(ALL).allSatisfy(finding -> assertThat(finding.describe())
                .startsWith(finding.severity() + " " + finding.id() + ": ")
                .contains("writers: ")
                .contains("readers: ")
                .contains("remedy: ")
                .doesNotContain("null"));
    }

    private static boolean isSentence(String text) {
        boolean begins = Character.isUpperCase(text.charAt(0)) || Character.isDigit(text.charAt(0));
        return begins && text.endsWith(".");
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FindingsDocumentedTest::kinds)
                : Stream.of(type);
    }
}
