// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster for all tests of a class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestClusterExtension KAFKA = TestClusterExtension.of(TestCluster.builder().nodes(3));
 * }</pre>
 *
 * <p>The cluster starts before the first test and is closed after the last, whatever becomes of them. If a test failed, the
 * files of its nodes are kept, and where they are is logged; else they are deleted. Classes that run in parallel have a
 * cluster each.
 */
public final class TestClusterExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Logger LOGGER = LoggerFactory.getLogger(TestClusterExtension.class);

    private final TestClusterBuilder builder;
    private volatile @Nullable TestCluster cluster;
    private volatile @Nullable String owner;

    private TestClusterExtension(TestClusterBuilder builder) {
        this.builder = builder;
    }

    /**
     * Returns an extension for a static field with {@code @RegisterExtension}.
     *
     * @param builder describes the cluster
     * @return the extension
     */
    public static TestClusterExtension of(TestClusterBuilder builder) {
        return new TestClusterExtension(builder);
    }

    /**
     * Returns the cluster.
     *
     * @return the running cluster
     * @throws IllegalStateException before the first test and after the last
     */
    public TestCluster cluster() {
        TestCluster running = cluster;
        if (running == null) {
            throw new IllegalStateException(
                    "No cluster runs: it starts before the first test of a class and is closed after"
                            + " the last. The extension must be in a static field with @RegisterExtension.");
        }
        return running;
    }

    /** {@inheritDoc} A nested class shares the cluster of the class around it. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (cluster == null) {
            owner = context.getUniqueId();
            cluster = builder.start();
        }
    }

    /** {@inheritDoc} */
    @Override
    public void afterEach(ExtensionContext context) {
        keepFilesIfFailed(context);
    }

    /** {@inheritDoc} */
    @Override
    public void afterAll(ExtensionContext context) {
        keepFilesIfFailed(context);
        TestCluster running = cluster;
        if (running != null && context.getUniqueId().equals(owner)) {
            cluster = null;
            running.close();
        }
    }

    private void keepFilesIfFailed(ExtensionContext context) {
        TestCluster running = cluster;
        if (running != null && context.getExecutionException().isPresent()) {
            running.keepFiles();
            LOGGER.atWarn()
                    .addKeyValue("test", context.getDisplayName())
                    .addKeyValue("files", running.directory())
                    .log("A test failed: the logs and data of its brokers are kept");
        }
    }
}
