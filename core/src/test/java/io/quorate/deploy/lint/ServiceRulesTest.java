// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceRulesTest {
    private static final String SERVICE_NAME = "  serviceName: kafka-nodes\n";

    private static EditedFile exposed(EditedFile file, int port) {
        return file.and(
                "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: open\nspec:\n  type: NodePort\n  selector:\n    app: kafka\n  ports:\n    - port: "
                        + port + "\n");
    }

    private static EditedFile encrypted() {
        return EditedFile.kubernetes()
                .with("value: CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT", "value: CLIENT:SSL,CONTROLLER:SSL");
    }

    private static String withoutServices() {
        String all = EditedFile.kubernetes().text();
        return all.substring(all.indexOf("apiVersion: policy/v1"));
    }

    @Test
    void aSetWithoutServiceNameHasNoNamesInDns() {
        EditedFile none = EditedFile.kubernetes().without(SERVICE_NAME);

        assertThat(none.rules()).containsExactly(LintRule.K20);
        assertThat(none.saidBy(LintRule.K20))
                .containsExactly("kafka has no serviceName: its pods have no names in DNS");
    }

    @Test
    void aServiceThatIsNotThereIsNamed() {
        assertThat(EditedFile.kubernetes()
                        .with(SERVICE_NAME, "  serviceName: others\n")
                        .saidBy(LintRule.K20))
                .singleElement()
                .asString()
                .startsWith("service others of kafka is not there");
    }

    @Test
    void servicesMayBeInFilesThatWereNotGiven() {
        assertThat(new EditedFile("kubernetes.yaml", withoutServices()).rules()).isEmpty();
    }

    @Test
    void onlySeveralPodsNeedABudget() {
        String budget = EditedFile.kubernetes().text();
        budget = budget.substring(
                budget.indexOf("---\napiVersion: policy/v1"), budget.indexOf("---\napiVersion: apps/v1"));

        assertThat(EditedFile.kubernetes()
                        .without(budget)
                        .with("  replicas: 3\n", "  replicas: 1\n")
                        .saidBy(LintRule.K22))
                .isEmpty();
        assertThat(EditedFile.threeSets("app: kafka", "app: kafka", List.of("a", "b", "c"))
                        .without(budget)
                        .saidBy(LintRule.K22))
                .hasSize(3);
    }

    @Test
    void whatIsEncryptedMayBeReached() {
        assertThat(exposed(encrypted(), 9092).rules()).isEmpty();
    }

    @Test
    void controllersMayNotBeReachedEvenIfEncrypted() {
        assertThat(exposed(encrypted(), 9093).saidBy(LintRule.K27))
                .singleElement()
                .asString()
                .endsWith("opens listener CONTROLLER to the outside, where controllers take orders");
        assertThat(exposed(EditedFile.kubernetes(), 9092).saidBy(LintRule.K27))
                .singleElement()
                .asString()
                .endsWith("opens listener CLIENT to the outside, unencrypted");
    }
}
