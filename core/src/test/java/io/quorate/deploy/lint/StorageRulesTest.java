// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageRulesTest {
    private static final String DIRS = "  KAFKA_LOG_DIRS: /var/lib/kafka/data\n";

    @Test
    void theImagesOwnDirectoryIsTemporary() {
        assertThat(EditedFile.compose().without(DIRS).saidBy(LintRule.K17))
                .hasSize(3)
                .allMatch(text -> text.contains("/tmp/kraft-combined-logs since log.dirs is not set"));
        assertThat(EditedFile.properties("process.roles=broker", "node.id=4").saidBy(LintRule.K17))
                .hasSize(1)
                .allMatch(text -> text.contains("/tmp/kafka-logs since log.dirs is not set"));
    }

    @Test
    void aTemporaryDirectoryThatIsSetIsNotSaidToBeUnset() {
        assertThat(EditedFile.compose()
                        .with(DIRS, "  KAFKA_LOG_DIRS: /tmp/kafka\n")
                        .saidBy(LintRule.K17))
                .allMatch(text -> text.contains("/tmp/kafka, which"));
    }

    @Test
    void whereAnUnknownImageKeepsRecordsIsUnknown() {
        assertThat(EditedFile.compose()
                        .without(DIRS)
                        .with("apache/kafka:4.3.1", "example/kafka:4.3.1")
                        .rules())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "  KAFKA_LOG_DIR: /var/lib/kafka/data, 0",
        "  KAFKA_LOG_DIR: /data, 3",
        "  KAFKA_LOG_DIRS: ${DIRS}, 0",
        "  KAFKA_LOG_DIRS: /var/lib/kafka-data, 3"
    })
    void directoriesAreThoseThatTheBrokerUses(String line, int found) {
        assertThat(EditedFile.compose()
                        .with(DIRS.stripTrailing(), "  " + line.strip())
                        .saidBy(LintRule.K17))
                .hasSize(found);
    }

    @Test
    void aMountMayEndWithASlash() {
        assertThat(EditedFile.compose()
                        .with("data-2:/var/lib/kafka", "data-2:/var/lib/kafka/")
                        .rules())
                .isEmpty();
    }

    @Test
    void aDirectoryBesidesTheMountOfAPodIsGoneWithIt() {
        EditedFile beside = EditedFile.kubernetes().with("value: /var/lib/kafka/data", "value: /data");

        assertThat(beside.rules()).containsOnly(LintRule.K17);
        assertThat(beside.withoutClaims().rules()).containsOnly(LintRule.K18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostPath: {path: /disk}", "persistentVolumeClaim: {claimName: one}", "emptyDir: {}"})
    void aVolumeOfThePodIsNoVolumeForEachPod(String source) {
        EditedFile shared = EditedFile.kubernetes()
                .withoutClaims()
                .with(
                        "      containers:\n",
                        "      volumes:\n        - name: data\n          " + source + "\n      containers:\n");

        assertThat(shared.rules()).containsOnly(LintRule.K17);
    }

    @Test
    void aVolumeOfConfigurationHoldsNoRecords() {
        EditedFile config = EditedFile.kubernetes()
                .withoutClaims()
                .with(
                        "      containers:\n",
                        "      volumes:\n        - name: data\n          configMap: {name: x}\n      containers:\n");

        assertThat(config.rules()).containsOnly(LintRule.K18);
    }

    @Test
    void onePodMayHaveADiskOfItsMachine() {
        EditedFile one = EditedFile.kubernetes()
                .withoutClaims()
                .with("  replicas: 3\n", "  replicas: 1\n")
                .with(
                        "      containers:\n",
                        "      volumes:\n        - name: data\n          hostPath: {path: /disk}\n      containers:\n");

        assertThat(one.rules()).isNotEmpty().doesNotContain(LintRule.K17);
    }

    @Test
    void podsMaySharePlacesWhereNoRecordsAre() {
        EditedFile logs = EditedFile.kubernetes()
                .with(
                        "      containers:\n",
                        "      volumes:\n        - name: logs\n          hostPath: {path: /logs}\n      containers:\n")
                .with(
                        "          volumeMounts:\n",
                        "          volumeMounts:\n            - name: logs\n              mountPath: /var/log\n");

        assertThat(logs.rules()).isEmpty();
    }
}
