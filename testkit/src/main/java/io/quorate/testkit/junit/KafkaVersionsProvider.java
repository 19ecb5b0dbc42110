// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** One run of a test for each release of its {@link KafkaVersions}. */
final class KafkaVersionsProvider implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), KafkaVersions.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        String[] versions = AnnotationSupport.findAnnotation(context.getTestMethod(), KafkaVersions.class)
                .map(KafkaVersions::value)
                .orElseThrow();
        if (versions.length == 0) {
            throw new ExtensionConfigurationException(
                    "%s would never run: its @KafkaVersions names no release. Give at least one, such as \"4.3.1\"."
                            .formatted(context.getRequiredTestMethod()));
        }
        return Arrays.stream(versions).map(Run::new);
    }

    private record Run(String version) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "Kafka " + version;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new KafkaTestExtension(version));
        }
    }
}
