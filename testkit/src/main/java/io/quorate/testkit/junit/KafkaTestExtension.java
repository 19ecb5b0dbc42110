// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@link KafkaTest} registers, and {@link KafkaVersionsProvider} once more for each run on a release. The one on the class
 * keeps out of the runs of the other.
 */
final class KafkaTestExtension implements BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaTest.class);

    private final @Nullable String version;

    KafkaTestExtension() {
        this(null);
    }

    KafkaTestExtension(@Nullable String version) {
        this.version = version;
    }

    /** Injects into the constructor what belongs to the test, not to its class. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** Starts the cluster before any parameter is asked for, so that a failing start is told as what it is. */
    @Override
    public void beforeEach(ExtensionContext context) {
        if (isResponsible(context)) {
            ClusterScope.around(context, version).cluster();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return (isResponsible(context) || isBeforeTheFirstRelease(context))
                && Injection.of(parameter).isPresent();
    }

    /** JUnit runs what is for all tests of a class once, not once for each run of the class. */
    private boolean isBeforeTheFirstRelease(ExtensionContext context) {
        return version == null && context.getTestMethod().isEmpty() && KafkaVersionsProvider.isNamedBy(context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (isBeforeTheFirstRelease(context)) {
            throw new ParameterResolutionException(
                    ("%s was not given to %s: with @KafkaVersions on the class it is called once, before the first release"
                                    + " and after the last. Use @BeforeEach and @AfterEach.")
                            .formatted(parameter.getParameter(), parameter.getDeclaringExecutable()));
        }
        SharedCluster cluster = ClusterScope.around(context, version).cluster();
        return Injection.of(parameter).orElseThrow().inject(new InjectionPoint(parameter, context, cluster));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        keepFilesIfFailed(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        keepFilesIfFailed(context);
    }

    private boolean isResponsible(ExtensionContext context) {
        return KafkaVersionsProvider.isIn(context) == (version != null);
    }

    private void keepFilesIfFailed(ExtensionContext context) {
        if (!isResponsible(context) || context.getExecutionException().isEmpty()) {
            return;
        }
        Throwable failure = context.getExecutionException().get();
        ClusterScope.around(context, version).clusterIfStarted().ifPresent(shared -> {
            shared.cluster().keepFiles();
            // Suppressed, because the failure must stay what it is: tools look at its type and its values.
            failure.addSuppressed(new KeptFiles(shared.cluster()));
            LOGGER.atWarn()
                    .addKeyValue("test", context.getDisplayName())
                    .addKeyValue("files", shared.cluster().directory())
                    .log("A test failed: the logs and data of its brokers are kept");
        });
    }
}
