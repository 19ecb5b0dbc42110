// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.TestCluster;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

class TestClusterExtensionIT {
    private final TestClusterExtension extension =
            TestClusterExtension.of(TestCluster.builder().nodes(1));

    @Test
    void aNestedClassSharesTheClusterWhichIsGoneAfterTheOuterClass() {
        extension.beforeAll(context("outer", Optional.empty()));
        TestCluster cluster = extension.cluster();
        extension.beforeAll(context("nested", Optional.empty()));
        assertThat(extension.cluster()).isSameAs(cluster);
        extension.afterEach(context("test", Optional.empty()));
        extension.afterAll(context("nested", Optional.empty()));
        assertThat(extension.cluster()).isSameAs(cluster);

        extension.afterAll(context("outer", Optional.empty()));
        assertThat(cluster.directory()).doesNotExist();
        assertThatThrownBy(extension::cluster).hasMessageContaining("@RegisterExtension");
    }

    @Test
    void theFilesOfTheNodesStayWhenATestFailed(@TempDir Path directory) throws Exception {
        extension.beforeAll(context("class", Optional.empty()));
        TestCluster cluster = extension.cluster();
        extension.afterEach(context("failing", Optional.of(new AssertionError("for this test"))));
        extension.afterEach(context("passing", Optional.empty()));
        extension.afterAll(context("class", Optional.empty()));
        assertThat(cluster.directory().resolve("node-1/node.log")).isNotEmptyFile();
        // Handed to JUnit to delete.
        java.nio.file.Files.move(cluster.directory(), directory.resolve("kept"));
    }

    private static ExtensionContext context(String id, Optional<Throwable> failure) {
        return (ExtensionContext) Proxy.newProxyInstance(
                ExtensionContext.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getUniqueId", "getDisplayName" -> id;
                    case "getExecutionException" -> failure;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
