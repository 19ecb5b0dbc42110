// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the containers of a cluster are run: what is the same for any shape of cluster. */
record ContainerSettings(
        ContainerImage image,
        List<String> jvmArguments,
        int logDirs,
        @Nullable Path directory,
        Duration startTimeout) {
    ContainerSettings {
        jvmArguments = List.copyOf(jvmArguments);
    }
}
