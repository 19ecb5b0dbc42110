// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PodRulesTest {
    private static final String ANTI_AFFINITY = """
                  affinity:
                    podAntiAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        - labelSelector:
                            matchLabels:
                              app: kafka
                          topologyKey: kubernetes.io/hostname
            """;
    private static final String LINKS = "      enableServiceLinks: false\n";

    private static EditedFile spread(String whenUnsatisfiable) {
        return EditedFile.kubernetes()
                .with(
                        ANTI_AFFINITY,
                        "      topologySpreadConstraints:\n        - maxSkew: 1\n          topologyKey: kubernetes.io/hostname\n          whenUnsatisfiable: "
                                + whenUnsatisfiable + "\n");
    }

    private static EditedFile serviceNamed(String name) {
        return EditedFile.kubernetes()
                .without(LINKS)
                .and("---\napiVersion: v1\nkind: Service\nmetadata:\n  name: " + name
                        + "\nspec:\n  selector:\n    app: kafka\n");
    }

    @Test
    void servicesWhoseNamesBeginLikeKafkaMakeVariables() {
        assertThat(serviceNamed("kafka-public").rules()).containsExactly(LintRule.K21);
        assertThat(serviceNamed("events").rules()).isEmpty();
        assertThat(serviceNamed("kafkas").rules()).isEmpty();
    }

    @Test
    void serviceLinksAreOffHoweverFalseIsWritten() {
        assertThat(serviceNamed("kafka")
                        .with(
                                "    spec:\n      terminationGrace",
                                "    spec:\n      enableServiceLinks: False\n      terminationGrace")
                        .rules())
                .isEmpty();
    }

    @Test
    void aConstraintThatMustHoldKeepsPodsApart() {
        assertThat(spread("DoNotSchedule").rules()).isEmpty();
    }

    @Test
    void whatOnlyAsksIsNotEnoughForControllers() {
        assertThat(spread("ScheduleAnyway").saidBy(LintRule.K23))
                .singleElement()
                .asString()
                .contains("only if it suits");
        assertThat(EditedFile.kubernetes()
                        .with("          requiredDuringScheduling", "          preferredDuringScheduling")
                        .saidBy(LintRule.K23))
                .singleElement()
                .asString()
                .contains("only if it suits");
    }

    @Test
    void nothingIsSaidToBeNothing() {
        assertThat(EditedFile.kubernetes().without(ANTI_AFFINITY).saidBy(LintRule.K23))
                .singleElement()
                .asString()
                .startsWith("nothing keeps pods of kafka apart");
    }

    @Test
    void onePodAloneNeedsNoDistance() {
        EditedFile one = EditedFile.kubernetes().with("  replicas: 3\n", "  replicas: 1\n");

        assertThat(one.without(ANTI_AFFINITY).saidBy(LintRule.K23)).isEmpty();
        assertThat(EditedFile.threeSets(ANTI_AFFINITY, "", List.of("a", "b", "c"))
                        .saidBy(LintRule.K23))
                .hasSize(3);
    }

    @Test
    void theLineIsThatOfTheValueOrElseOfWhatLacksIt() {
        String grace = "      terminationGracePeriodSeconds: 120\n";
        String resources = """
                          resources:
                            requests:
                              memory: 4Gi
                              cpu: "1"
                            limits:
                              memory: 4Gi
                """;

        assertThat(EditedFile.kubernetes()
                        .with(grace, grace.replace("120", "20"))
                        .lines())
                .containsExactly("terminationGracePeriodSeconds: 20");
        assertThat(EditedFile.kubernetes().without(grace).lines()).containsExactly("enableServiceLinks: false");
        assertThat(EditedFile.kubernetes()
                        .with("            requests:\n              memory: 4Gi\n              cpu: \"1\"\n", "")
                        .lines())
                .containsExactly("limits:");
        assertThat(EditedFile.kubernetes().without(resources).lines()).containsExactly("- name: kafka");
    }
}
