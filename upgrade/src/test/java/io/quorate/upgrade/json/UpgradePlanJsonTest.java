// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.plan.Parallelism;
import io.quorate.upgrade.plan.PlanSamples;
import io.quorate.upgrade.plan.PreflightCheck;
import io.quorate.upgrade.plan.RestartPolicy;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.Rollback;
import io.quorate.upgrade.plan.RollbackStep;
import io.quorate.upgrade.plan.SafetyLevel;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseLine;
import io.quorate.upgrade.version.UpgradePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UpgradePlanJsonTest {
    static List<UpgradePlan> plans() {
        return List.of(
                PlanSamples.racked(),
                PlanSamples.blocked(),
                PlanSamples.large(),
                with(new UpgradePath.Bridge(
                        new ReleaseLine(3, 3), KafkaVersion.of("4.3.1"), List.of("go to 3.9"), "the level is too low")),
                with(new UpgradePath.Forbidden("ZooKeeper is gone")),
                with(new UpgradePath.Unchanged()));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void readsThePlanThatWasWritten(UpgradePlan plan) throws IOException {
        String text = write(plan);

        UpgradePlan read = read(text);

        assertThat(read).usingRecursiveComparison().isEqualTo(plan);
        assertThat(read.describe()).isEqualTo(plan.describe());
        assertThat(write(read)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "era" : "KRAFT"          | "era" : "PAPER"              | era is not one of [ZOOKEEPER, KRAFT]
            "predicted" :            | "expected" :                 | rounds.predicted is not a whole number
            "line" : "4.2"           | "line" : "four"              | versions.[0].line is not a minor release
            "maxNodes" : 20          | "maxNodes" : 0               | request.parallelism is not a cap
            "format" : 1             | "format" : 2                 | its format is 2 and this release reads 1
            "type" : "direct"        | "type" : "detour"            | path.type is not direct, bridge, forbidden or unchanged
            "clusterId" :            | "format" :                   | the field format is there twice
            """)
    void namesThePlaceOfWhatIsWrong(String right, String wrong, String said) throws IOException {
        String text = write(PlanSamples.racked());
        assertThat(text).contains(right);

        assertThatThrownBy(() -> read(text.replaceFirst(java.util.regex.Pattern.quote(right), wrong)))
                .isInstanceOf(UpgradePlanJsonException.class)
                .hasMessageStartingWith("Did not read the upgrade plan: ")
                .hasMessageContaining(said);
    }

    @Test
    void readsOneWholeDocument() throws IOException {
        String text = write(PlanSamples.racked());

        assertThatThrownBy(() -> read(text + text)).hasMessageContaining("there is more after its end");
        assertThatThrownBy(() -> read(text.substring(0, text.length() / 2)))
                .isInstanceOf(UpgradePlanJsonException.class)
                .hasMessageContaining("it is not JSON");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("the document is not an object");
    }

    /** Whatever the plans of the planner in this test do not have. */
    private static UpgradePlan with(UpgradePath path) {
        UpgradePlan sample = PlanSamples.racked();
        UpgradeRequest request = (path instanceof UpgradePath.Unchanged
                        ? UpgradeRequest.restart()
                        : UpgradeRequest.to(KafkaVersion.of("4.3.1")))
                .source(KafkaVersion.of("3.3.2"))
                .policy(new RestartPolicy(
                        SafetyLevel.FULLY_REPLICATED, 1, RestartPolicy.QuorumRule.MAY_BE_LOST, Set.of("b", "a")))
                .parallelism(Parallelism.acrossRacks(3))
                .change(ConfigChange.of(Map.of("num.io.threads", "16"), Set.of("log.dirs \"quoted\"")))
                .canaryRule(UpgradeRequest.CanaryRule.NONE)
                .alsoFinalize("kraft.version")
                .controller(103)
                .override(PreflightCheck.TRAFFIC, "umlauts: äöü")
                .build();
        Roll back = new Roll(
                Roll.Purpose.BACK,
                Optional.of(KafkaVersion.of("3.3.2")),
                ConfigChange.NONE,
                sample.rolls().get(0).waves());
        return UpgradePlan.builder("id", Era.ZOOKEEPER, request)
                .versions(Map.of(
                        1, DetectedVersion.unknown(1, "it is down"),
                        2, DetectedVersion.ofExact(2, KafkaVersion.of("3.3.2"), "its lifecycle")))
                .path(path)
                .pointOfNoReturn(sample.pointOfNoReturn())
                .preflight(sample.preflight())
                .rounds(sample.rounds())
                .rollback(
                        new Rollback.Refused(List.of("because")),
                        new Rollback.Possible(List.of(
                                new RollbackStep.LowerFeature("metadata.version", 29, 27),
                                new RollbackStep.AwaitSnapshots(),
                                new RollbackStep.RollBack(back))))
                .build();
    }

    private static String write(UpgradePlan plan) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        UpgradePlanJson.write(plan, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static UpgradePlan read(String text) throws IOException {
        return UpgradePlanJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
