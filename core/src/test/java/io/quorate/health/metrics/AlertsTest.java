// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quorate.deploy.GrafanaDashboard;
import io.quorate.deploy.PrometheusRules;
import io.quorate.health.group.GroupStatus;
import io.quorate.health.monitor.HealthEvent;
import io.quorate.health.monitor.HealthSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped alerts and dashboard against what is really scraped, with Prometheus' own tool as the judge of the alerts. */
class AlertsTest {
    private static final Pattern SERIES = Pattern.compile("(kafka_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(?:!=|=~|=)");
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.([a-z_]+)");

    @TempDir
    Path directory;

    @BeforeEach
    void writeRules() throws IOException {
        Files.writeString(
                directory.resolve("quorate-alerts.yml"),
                PrometheusRules.forAnyCluster().content());
    }

    @Test
    void everyMetricAndLabelOfTheAlertsIsInARealScrape() {
        Map<String, Set<String>> labels = labels(everything());
        String rules = PrometheusRules.forAnyCluster().content().replace("\\\"", "\"");
        for (String rule : rules.split("- alert:", -1)) {
            List<String> used = assertSeriesExist(rule, labels);
            Matcher label = LABEL.matcher(rule);
            while (label.find()) {
                assertThat(used).as(rule).anySatisfy(metric -> assertThat(labels.get(metric))
                        .contains(label.group(1)));
            }
        }
    }

    @Test
    void everyMetricAndLabelOfTheDashboardIsInARealScrape() {
        Map<String, Set<String>> labels = labels(everything());

        List<String> used =
                assertSeriesExist(GrafanaDashboard.forAnyCluster().content().replace("\\\"", "\""), labels);

        assertThat(used).hasSizeGreaterThan(20);
    }

    @Test
    void promtoolTakesTheRules() throws Exception {
        assumePromtool();

        Promtool.Ended ended = Promtool.run(directory, "check", "rules", "quorate-alerts.yml");

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("SUCCESS");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void exactlyTheAlertsOfAFaultFireWithinAnHour(String name, String scrape, List<String> alerts) throws Exception {
        assertFiring(new Promtool.Trouble(name, scrape, Duration.ofHours(1), false), alerts);
    }

    @Test
    void aReassignmentThatLastsForHoursIsTold() throws Exception {
        String moving = scraped(Faults.none().moving("orders", 0).snapshot());

        assertFiring(new Promtool.Trouble("five hours of moves", moving, Duration.ofHours(5), false), List.of());
        assertFiring(
                new Promtool.Trouble("seven hours of moves", moving, Duration.ofHours(7), false),
                List.of("KafkaReassignmentLasts"));
    }

    @Test
    void anIsrThatKeepsShrinkingIsTold() throws Exception {
        Scrapes scrapes = new Scrapes();
        scrapes.see(Faults.none().snapshot());
        scrapes.tell(new HealthEvent.IsrShrank(
                Faults.NOW, new TopicPartition("orders", 0), List.of(1, 2, 3), List.of(1, 2)));

        String once = scrapes.scrape();
        assertFiring(new Promtool.Trouble("an ISR shrank", once, Duration.ofHours(1), false), List.of());
        assertFiring(
                new Promtool.Trouble("an ISR keeps shrinking", once, Duration.ofHours(1), true),
                List.of("KafkaIsrUnstable"));
    }

    @Test
    void seriesThatALimitKeepsOutAreTold() throws Exception {
        Scrapes scrapes = new Scrapes();
        scrapes.limited(settings -> settings.maxGroups(1));
        scrapes.see(Faults.none()
                .groups(Faults.group("billing", GroupStatus.OK, 1), Faults.group("nightly", GroupStatus.OK, 1))
                .snapshot());

        assertFiring(
                new Promtool.Trouble("a group too many", scrapes.scrape(), Duration.ofHours(2), false),
                List.of("KafkaMetricsLeftOut"));
    }

    private void assertFiring(Promtool.Trouble trouble, List<String> alerts) throws Exception {
        assumePromtool();
        Files.writeString(
                directory.resolve("test.yml"),
                Promtool.unitTest(scraped(Faults.none().snapshot()), trouble, alerts));

        Promtool.Ended ended = Promtool.run(directory, "test", "rules", "test.yml");

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("SUCCESS");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("nothing is wrong", Faults.none()),
                fault(
                        "a broker is dead",
                        Faults.none().dead(3),
                        "KafkaBrokerOffline",
                        "KafkaBrokersMissing",
                        "KafkaHealthCritical",
                        "KafkaPartitionsAtMinIsr",
                        "KafkaPartitionsUnderReplicated",
                        "KafkaQuorumVoterLagging"),
                Arguments.of(
                        "a broker of a real cluster was killed",
                        recorded("broker-killed.prom"),
                        List.of(
                                "KafkaBrokerOffline",
                                "KafkaBrokersMissing",
                                "KafkaHealthCritical",
                                "KafkaPartitionsAtMinIsr",
                                "KafkaPartitionsUnderReplicated",
                                "KafkaQuorumVoterLagging")),
                fault(
                        "the quorum is lost",
                        Faults.none().dead(2, 3).quorumUnreadable(),
                        "KafkaBrokerOffline",
                        "KafkaHealthCritical",
                        "KafkaPartitionsUnderMinIsr",
                        "KafkaPartitionsUnderReplicated",
                        "KafkaQuorumUnavailable"),
                Arguments.of(
                        "nobody answers",
                        scraped(HealthSnapshot.builder(Faults.unreachable(), Faults.NOW)
                                .collectedIn(Duration.ofSeconds(5))
                                .build()),
                        List.of("KafkaHealthCritical", "KafkaQuorumUnavailable")),
                Arguments.of("the monitor hangs", old(), List.of("KafkaHealthBlind", "KafkaHealthUnknown")),
                Arguments.of("nobody is scraped", "", List.of("KafkaHealthNotReported")),
                fault("a disk fails", Faults.none().diskFailed(), "KafkaHealthCritical", "KafkaLogDirFailed"),
                fault("a disk fills", Faults.none().disk(0.1), "KafkaLogDirFilling"),
                fault(
                        "a disk is nearly full",
                        Faults.none().disk(0.03),
                        "KafkaHealthCritical",
                        "KafkaLogDirFilling",
                        "KafkaLogDirFull"),
                fault(
                        "a group stalls and another one stopped",
                        Faults.none()
                                .groups(
                                        Faults.group("billing", GroupStatus.STALLED, 90),
                                        Faults.group("nightly", GroupStatus.STOPPED, 7)),
                        "KafkaGroupStalled",
                        "KafkaGroupStopped"),
                fault(
                        "a group is rewound and another one lags",
                        Faults.none()
                                .groups(
                                        Faults.group("billing", GroupStatus.REWOUND, 90),
                                        Faults.group("nightly", GroupStatus.LAGGING, 7)),
                        "KafkaGroupRewound"),
                fault("partitions are moved for an hour", Faults.none().moving("orders", 0)),
                fault("a throttle was left behind", Faults.none().throttleLeft("orders"), "KafkaThrottleLeftBehind"));
    }

    private static Arguments fault(String name, Faults faults, String... alerts) {
        return Arguments.of(name, scraped(faults.snapshot()), List.of(alerts));
    }

    private static String scraped(HealthSnapshot snapshot) {
        Scrapes scrapes = new Scrapes();
        scrapes.see(snapshot);
        return scrapes.scrape();
    }

    /** Scraped from the scenario {@code health --fault} of the examples. */
    private static String recorded(String name) {
        try (InputStream in = AlertsTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String old() {
        Scrapes scrapes = new Scrapes();
        scrapes.see(Faults.none().snapshot());
        scrapes.time.advance(Duration.ofMinutes(3));
        return scrapes.scrape();
    }

    /** A scrape in which every meter has a series. */
    private static String everything() {
        return scraped(Faults.none().dead(3).moving("orders", 0).snapshot());
    }

    private static void assumePromtool() {
        Optional<Path> tool = Promtool.found();
        assumeTrue(tool.isPresent(), "promtool (Debian package prometheus) is not installed; .ci/run fetches it");
    }

    private static Map<String, Set<String>> labels(String scrape) {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line :
                scrape.lines().filter(each -> each.startsWith("kafka_")).toList()) {
            Matcher series = SERIES.matcher(line);
            if (series.find()) {
                Set<String> known = labels.computeIfAbsent(series.group(1), any -> new TreeSet<>());
                MATCHER.matcher(series.group(2) == null ? "" : series.group(2))
                        .results()
                        .forEach(found -> known.add(found.group(1)));
            }
        }
        return labels;
    }

    /** Returns the metrics that the text uses. */
    private static List<String> assertSeriesExist(String text, Map<String, Set<String>> labels) {
        List<String> used = new ArrayList<>();
        Matcher series = SERIES.matcher(text);
        while (series.find()) {
            used.add(series.group(1));
            assertThat(labels).as(text).containsKey(series.group(1));
            assertThat(labels.get(series.group(1)))
                    .as(series.group())
                    .containsAll(MATCHER.matcher(series.group(2) == null ? "" : series.group(2))
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toSet()));
        }
        return used;
    }
}
