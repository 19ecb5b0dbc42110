// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.distribution.KafkaRelease;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContainerImageTest {
    private static final KafkaRelease RELEASE = KafkaRelease.of("4.3.1");

    private @Nullable String before;

    @BeforeEach
    void setNothing() {
        before = System.clearProperty(ContainerImage.PROPERTY);
    }

    @AfterEach
    void setWhatWas() {
        System.clearProperty(ContainerImage.PROPERTY);
        if (before != null) {
            System.setProperty(ContainerImage.PROPERTY, before);
        }
    }

    @Test
    void nothingSetMeansTheOfficialImageOfTheRelease() {
        assertThat(ContainerImage.of(null, RELEASE)).hasToString("apache/kafka:4.3.1");
    }

    @Test
    void theBuilderWinsOverThePropertyAndAnImageKeepsItsOwnTag() {
        System.setProperty(ContainerImage.PROPERTY, "mirror:5000/apache/kafka");
        assertThat(ContainerImage.of(null, RELEASE)).hasToString("mirror:5000/apache/kafka:4.3.1");
        assertThat(ContainerImage.of("local/kafka:mine", RELEASE)).hasToString("local/kafka:mine");
        assertThat(ContainerImage.of("local/kafka@sha256:ab", RELEASE)).hasToString("local/kafka@sha256:ab");
    }

    @Test
    void theOfficialImageBeginsWithKafka37AndOthersAreNotOurs() {
        KafkaRelease old = KafkaRelease.of("3.6.2");
        assertThat(ContainerImage.of(null, old).problem(old))
                .hasValueSatisfying(problem -> assertThat(problem).contains("3.6.2", "3.7.0", "image(...)"));
        assertThat(ContainerImage.of(null, RELEASE).problem(RELEASE)).isEmpty();
        assertThat(ContainerImage.of("local/kafka", old).problem(old)).isEmpty();
    }
}
