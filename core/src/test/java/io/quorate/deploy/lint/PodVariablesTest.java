// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodVariablesTest {
    private static final String ENV = "          env:\n";
    private static final String MIN_ISR = "            - name: KAFKA_MIN_INSYNC_REPLICAS\n              value: \"2\"\n";

    private static EditedFile minIsr(String variable, String value) {
        return EditedFile.kubernetes()
                .with(
                        MIN_ISR,
                        "            - name: MIN\n              " + variable + "\n" + MIN_ISR.replace("\"2\"", value));
    }

    @Test
    void aVariableThatWasDefinedBeforeIsRead() {
        assertThat(minIsr("value: \"2\"", "$(MIN)").rules()).isEmpty();
        assertThat(minIsr("value: \"1\"", "$(MIN)").rules()).containsOnly(LintRule.K12);
    }

    @Test
    void aVariableWhoseValueIsElsewhereMakesTheWholeUnknown() {
        assertThat(minIsr("valueFrom: {secretKeyRef: {name: x, key: y}}", "$(MIN)")
                        .rules())
                .isEmpty();
    }

    @Test
    void twoDollarsAreNoReference() {
        assertThat(minIsr("value: \"1\"", "$$(MIN)").saidBy(LintRule.K02)).isEmpty();
    }

    @Test
    void whatIsWrongInAllPodsIsToldOnce() {
        assertThat(minIsr("value: \"2\"", "$(MINIMUM)").saidBy(LintRule.K02)).hasSize(1);
        assertThat(minIsr("value: \"2\"", "${MIN}").saidBy(LintRule.K02)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${secrets:a/b:c}", "${env:MIN}", "${file:/a:b}"})
    void providersOfConfigurationAreNoShell(String value) {
        assertThat(minIsr("value: \"2\"", "\"" + value + "\"").saidBy(LintRule.K02))
                .isEmpty();
    }

    @Test
    void variablesFromElsewhereAreToldToBeUnknown() {
        String from =
                "          envFrom:\n            - configMapRef: {name: settings}\n            - secretRef: {name: passwords}\n";
        String map =
                "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: \"true\"\n";
        EditedFile file = EditedFile.kubernetes().with(ENV, from + ENV);

        assertThat(file.report().unknown())
                .containsExactly(
                        "variables from ConfigMap settings, which is not among the files",
                        "variables from a Secret, which is not among the files");
        assertThat(file.and(map).report().unknown())
                .containsExactly("variables from a Secret, which is not among the files");
        assertThat(file.and(map).rules()).containsOnly(LintRule.K16);
    }
}
