// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.distribution.KafkaRelease;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of properties is what brokers define themselves. */
class BrokerKeysIT {
    @ParameterizedTest
    @ValueSource(strings = {"3.9.2", "4.0.1", KafkaDistribution.CURRENT})
    void whatBrokersDefineIsKnown(String version) throws Exception {
        KafkaDistribution kafka = KafkaDistribution.of(version);
        KafkaRelease release = kafka.release();
        URL[] jars = new URL[kafka.jars().size()];
        List<Path> paths = kafka.jars();
        for (int i = 0; i < jars.length; i++) {
            jars[i] = paths.get(i).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Method definition = loader.loadClass("kafka.server.KafkaConfig").getMethod("configDef");
            Object defined = definition.invoke(null);
            Map<?, ?> keys =
                    (Map<?, ?>) defined.getClass().getMethod("configKeys").invoke(defined);

            assertThat(keys).hasSizeGreaterThan(250);
            assertThat(keys.keySet())
                    .allMatch(key -> BrokerKeys.isKnown(String.valueOf(key), release.major(), release.minor()));
        }
    }
}
