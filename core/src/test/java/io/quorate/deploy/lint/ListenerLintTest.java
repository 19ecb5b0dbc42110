// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListenerLintTest {
    private static final String ADVERTISED =
            "            - name: KAFKA_ADVERTISED_LISTENERS\n              value: CLIENT://$(POD_NAME).kafka-nodes:9092\n";
    private static final String LISTENERS = "value: CLIENT://:9092,CONTROLLER://:9093";
    private static final String POD = "CLIENT://$(POD_NAME).kafka-nodes:9092";
    private static final String MAP =
            "  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP:" + " CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,HOST:PLAINTEXT\n";

    private static EditedFile withService(String name) {
        return EditedFile.kubernetes()
                .and("---\napiVersion: v1\nkind: Service\nmetadata:\n  name: " + name
                        + "\nspec:\n  selector:\n    app: kafka\n");
    }

    @Test
    void whoBindsAllAddressesMustSayWhichOneToUse() {
        EditedFile silent = EditedFile.kubernetes().without(ADVERTISED);

        assertThat(silent.with(LISTENERS, "value: CLIENT://0.0.0.0:9092,CONTROLLER://:9093")
                        .rules())
                .containsOnly(LintRule.K09);
        assertThat(silent.with(LISTENERS, "value: CLIENT://$(POD_NAME).kafka-nodes:9092,CONTROLLER://:9093")
                        .rules())
                .isEmpty();
    }

    @Test
    void aServiceForAllPodsIsNoAddressOfOne() {
        String said = " is advertised as service events, which leads to any pod";

        assertThat(withService("events").with(POD, "CLIENT://events:9092").saidBy(LintRule.K09))
                .filteredOn(text -> text.contains(said))
                .hasSize(3);
        assertThat(withService("others").with(POD, "CLIENT://events:9092").saidBy(LintRule.K09))
                .noneMatch(text -> text.contains(said));
        assertThat(withService("events")
                        .with(POD, "CLIENT://events:9092")
                        .with("  replicas: 3\n", "  replicas: 1\n")
                        .saidBy(LintRule.K09))
                .isEmpty();
    }

    @Test
    void theHeadlessServiceIsNotTakenForOneThatBalances() {
        assertThat(EditedFile.kubernetes()
                        .with(POD, "CLIENT://kafka-nodes:9092")
                        .saidBy(LintRule.K09))
                .hasSize(2)
                .allMatch(text -> text.contains("both advertise"));
    }

    @Test
    void theNameOfAPodIsNotTakenForAServiceOfThatName() {
        assertThat(withService("kafka-0").rules()).isEmpty();
    }

    @Test
    void withoutAMapOnlyProtocolsAndControllerListenersHaveAMeaning() {
        String[] common = {
            "process.roles=broker,controller",
            "node.id=1",
            "log.dirs=/data/a",
            "controller.listener.names=QUORUM",
            "advertised.listeners=PLAINTEXT://one:9092"
        };
        EditedFile node = EditedFile.properties(common);

        assertThat(node.and("listeners=PLAINTEXT://:9092,QUORUM://:9093\n").saidBy(LintRule.K10))
                .isEmpty();
        assertThat(node.and("listeners=PLAINTEXT://:9092,CLIENT://:9094,QUORUM://:9093\n")
                        .saidBy(LintRule.K10))
                .singleElement()
                .asString()
                .startsWith("listener CLIENT of ");
        assertThat(node.and("listeners=SSL://:9092,QUORUM://:9093\n").saidBy(LintRule.K10))
                .singleElement()
                .asString()
                .startsWith("listener QUORUM of ");
        common[3] = "controller.listener.names=QUORUM,SASL_SSL";
        assertThat(EditedFile.properties(common)
                        .and("listeners=PLAINTEXT://:9092,QUORUM://:9093\n")
                        .saidBy(LintRule.K10))
                .singleElement()
                .asString()
                .startsWith("listener QUORUM of ");
        assertThat(EditedFile.compose().without(MAP).saidBy(LintRule.K10))
                .hasSize(6)
                .noneMatch(text -> text.startsWith("listener CONTROLLER"));
    }
}
