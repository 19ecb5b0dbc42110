// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRulesTest {
    private static final String HEAP = "  KAFKA_HEAP_OPTS: -Xmx512m";
    private static final String APACHE = "image: apache/kafka:4.3.1";
    private static final String BITNAMI = "image: bitnami/kafka:3.9.0";

    @ParameterizedTest
    @ValueSource(strings = {"image: confluentinc/cp-kafka:8.0.0", APACHE})
    void bitnamisVariablesMeanNothingToOthers(String image) {
        assertThat(EditedFile.compose()
                        .with(APACHE, image)
                        .with(HEAP, "  KAFKA_CFG_NUM_PARTITIONS: 3")
                        .saidBy(LintRule.K25))
                .hasSize(1)
                .allMatch(text -> text.startsWith("KAFKA_CFG_NUM_PARTITIONS means something to Bitnami's image only"));
    }

    @Test
    void bitnamisImageIgnoresPlainVariables() {
        assertThat(EditedFile.compose().with(APACHE, BITNAMI).saidBy(LintRule.K25))
                .isNotEmpty()
                .allMatch(text -> text.endsWith(" is ignored by Bitnami's image"))
                .noneMatch(text -> text.startsWith("KAFKA_HEAP_OPTS"));
        assertThat(EditedFile.compose()
                        .with(APACHE, BITNAMI)
                        .with("KAFKA_", "KAFKA_CFG_")
                        .saidBy(LintRule.K25))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"KAFKA_SSL_KEYSTORE_PASSWORD_FILE", "KAFKA_SSL_PASSWORD_LOCATION"})
    void theNameOfAFileIsNoSecret(String name) {
        assertThat(EditedFile.compose()
                        .with(HEAP, "  " + name + ": /run/secrets/x")
                        .saidBy(LintRule.K27))
                .isEmpty();
    }

    @Test
    void aPasswordInAConfigMapIsAsOpenAsOneInThePod() {
        String place =
                "              valueFrom:\n                secretKeyRef:\n                  name: kafka-secrets\n                  key: password\n";
        String map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: plain\ndata:\n  password: hunter2\n";

        assertThat(EditedFile.kubernetes()
                        .with(place, "              value: hunter2\n")
                        .rules())
                .containsExactly(LintRule.K27);
        assertThat(EditedFile.kubernetes()
                        .with(place, "              valueFrom: {configMapKeyRef: {name: plain, key: password}}\n")
                        .and(map)
                        .rules())
                .containsExactly(LintRule.K27);
        assertThat(EditedFile.kubernetes()
                        .with(place, "              valueFrom: {configMapKeyRef: {name: elsewhere, key: password}}\n")
                        .and(map)
                        .rules())
                .isEmpty();
    }
}
