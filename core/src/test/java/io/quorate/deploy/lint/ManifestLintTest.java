// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestLintTest {
    static Stream<LintCase> cases() {
        return LintCases.all().stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "kubernetes.yaml"})
    void aGoodFileHasNoFinding(String name) {
        LintReport report = lint(name, LintCase.file(name));

        assertThat(report.findings()).isEmpty();
        assertThat(report.nodes()).hasSize(3);
        assertThat(report.hasErrors()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatBreaksARuleIsFoundByThatRuleAlone(LintCase lint) {
        LintReport report = lint.trigger();

        assertThat(report.findings()).as(report.describe()).isNotEmpty();
        assertThat(report.findings())
                .as(report.describe())
                .extracting(LintFinding::rule)
                .containsOnly(lint.rule());
        assertThat(report.findings()).allSatisfy(finding -> {
            assertThat(finding.place().file()).isEqualTo(lint.base());
            assertThat(finding.place().line()).isPositive();
            assertThat(finding.fix()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itsNearTwinIsNot(LintCase lint) {
        LintReport report = lint.twin();

        assertThat(report.findings()).as(report.describe()).isEmpty();
        assertThat(lint.good())
                .as("a twin that is the good file proves nothing")
                .isNotEqualTo(lint.place());
    }

    @Test
    void everyRuleHasACase() {
        Set<LintRule> covered = Stream.concat(
                        LintCases.all().stream().map(LintCase::rule), Stream.of(LintRule.K08, LintRule.K21))
                .collect(Collectors.toSet());

        assertThat(EnumSet.allOf(LintRule.class)).isEqualTo(covered);
    }

    @Test
    void twoControllersAreAnErrorAndThreeAreNone() {
        String combined = "KAFKA_PROCESS_ROLES: broker,controller";
        String two = LintCase.file("compose.yaml")
                .replace("      KAFKA_NODE_ID: 3", "      KAFKA_PROCESS_ROLES: broker\n      KAFKA_NODE_ID: 3")
                .replace(",3@kafka-3:9093", "");
        String four = LintCase.file("compose.yaml").replace(combined, "KAFKA_PROCESS_ROLES: controller,broker");

        assertThat(lint("compose.yaml", two).findings())
                .extracting(LintFinding::rule, LintFinding::severity)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(LintRule.K08, LintFinding.Severity.ERROR));
        assertThat(lint("compose.yaml", four).findings()).isEmpty();
    }

    @Test
    void aServiceNamedKafkaDropsTheConfigurationUnlessServiceLinksAreOff() {
        String service =
                "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: kafka\nspec:\n  selector:\n    app: kafka\n";
        String twin = LintCase.file("kubernetes.yaml") + service;
        String trigger = twin.replace("      enableServiceLinks: false\n", "");
        String headless = LintCase.file("kubernetes.yaml").replace("      enableServiceLinks: false\n", "");

        assertThat(lint("kubernetes.yaml", trigger).findings())
                .extracting(LintFinding::rule)
                .containsExactly(LintRule.K21);
        assertThat(lint("kubernetes.yaml", twin).findings()).isEmpty();
        assertThat(lint("kubernetes.yaml", headless).findings()).isEmpty();
    }

    @Test
    void unknownIsNeitherRightNorWrong() {
        String file = LintCase.file("compose.yaml")
                .replace("KAFKA_MIN_INSYNC_REPLICAS: 2", "KAFKA_MIN_INSYNC_REPLICAS: ${MIN}");

        LintReport report = lint("compose.yaml", file);

        assertThat(report.findings()).isEmpty();
        assertThat(report.unknown()).containsExactly("variable MIN of Compose");
    }

    @Test
    void brokenYamlIsToldWithItsLine() {
        LintReport report = lint("broken.yaml", "services:\n  kafka:\n   - a\n  b: [1,\n");

        assertThat(report.hasErrors()).isTrue();
        assertThat(report.unreadable()).hasSize(1);
        assertThat(report.unreadable().get(0).describe())
                .startsWith("broken.yaml:")
                .contains("no YAML");
    }

    @Test
    void aliasesThatUnfoldToBillionsAreRefused() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            laughs.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(String.join(", ", java.util.Collections.nCopies(10, alias)))
                    .append("]\n");
        }

        assertThat(lint("laughs.yaml", laughs.toString()).unreadable()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: &a [*a]", "? [a]\n: b", "", "- 1", "%YAML 9.9\n---\na", "services: 3", "kind: StatefulSet"})
    void oddDocumentsDoNoHarm(String text) {
        LintReport report = lint("odd.yaml", text);

        assertThat(report.nodes()).isEmpty();
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void deepNestingAndHugeFilesAreRefused() {
        assertThat(lint("deep.yaml", "[".repeat(100_000)).unreadable()).hasSize(1);
        assertThat(lint("huge.yaml", "a: " + "x".repeat(4_000_001)).unreadable())
                .hasSize(1);
        assertThat(lint("huge.properties", "x".repeat(4_000_001)).unreadable()).hasSize(1);
        assertThat(lint("notes.txt", "hello").unreadable()).hasSize(1);
    }

    @Test
    void aFileOfPropertiesIsOneNode() {
        LintReport report = lint("server.properties", """
                process.roles=broker
                node.id=4
                log.dirs=/tmp/kafka-logs
                auto.create.topics.enable=false
                default.replication.factor=3
                min.insync.replicas=3
                num.partition=3
                """);

        assertThat(report.nodes()).hasSize(1);
        assertThat(report.findings())
                .extracting(LintFinding::rule)
                .containsExactly(LintRule.K17, LintRule.K11, LintRule.K29);
        assertThat(report.findings().get(0).place().line()).isEqualTo(3);
    }

    @Test
    void variablesOfAPlainFileAreReadAsTheImageDoes() {
        LintReport report = lint("kafka.env", """
                KAFKA_PROCESS_ROLES=broker
                KAFKA_NODE_ID=1
                KAFKA_LOG_DIRS=/data/a
                KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE=true
                KAFKA_AUTO_CREATE_TOPICS_ENABLE=false
                KAFKA_DEFAULT_REPLICATION_FACTOR=3
                KAFKA_MIN_INSYNC_REPLICAS=2
                """);

        assertThat(report.findings()).extracting(LintFinding::rule).containsExactly(LintRule.K16);
    }

    @Test
    void theReportIsJsonToo() {
        String json = lint(
                        "compose.yaml",
                        LintCase.file("compose.yaml").replace("MIN_INSYNC_REPLICAS: 2", "MIN_INSYNC_REPLICAS: 3"))
                .toJson();

        assertThat(json).contains("\"rule\": \"K11\"", "\"severity\": \"ERROR\"", "\"line\": 14");
        assertThat(YamlReader.read(json)).hasSize(1);
    }

    private static LintReport lint(String name, String text) {
        return ManifestLint.lint(List.of(new ManifestFile(name, text)));
    }
}
