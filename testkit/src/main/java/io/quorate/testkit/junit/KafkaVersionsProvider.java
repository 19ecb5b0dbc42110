// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** One run of a test or of a class for each release of its {@link KafkaVersions}. */
final class KafkaVersionsProvider
        implements TestTemplateInvocationContextProvider, ClassTemplateInvocationContextProvider {
    /** Whether what JUnit runs now does so once for each release: by itself, or because a class around it does. */
    static boolean isIn(ExtensionContext context) {
        return isNamedBy(context) || isIn(context.getParent());
    }

    private static boolean isIn(Optional<ExtensionContext> context) {
        return context.filter(KafkaVersionsProvider::isIn).isPresent();
    }

    static boolean isNamedBy(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), KafkaVersions.class);
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return isNamedBy(context);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return runs(context).map(run -> run);
    }

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return isNamedBy(context);
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        return runs(context).map(run -> run);
    }

    private static Stream<Run> runs(ExtensionContext context) {
        Object element = context.getElement().orElseThrow();
        String[] versions = AnnotationSupport.findAnnotation(context.getElement(), KafkaVersions.class)
                .map(KafkaVersions::value)
                .orElseThrow();
        if (versions.length == 0) {
            throw new ExtensionConfigurationException(
                    "%s would never run: its @KafkaVersions names no release. Give at least one, such as \"4.3.1\"."
                            .formatted(element));
        }
        if (isIn(context.getParent())) {
            throw new ExtensionConfigurationException(
                    "%s was not run on %s: the class around it has @KafkaVersions too, so it would run on each of these for each of those. Leave one out."
                            .formatted(element, Arrays.toString(versions)));
        }
        return Arrays.stream(versions).map(Run::new);
    }

    private record Run(String version) implements TestTemplateInvocationContext, ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "Kafka " + version;
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            // Both interfaces have it, and neither does anything.
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new KafkaTestExtension(version));
        }
    }
}
