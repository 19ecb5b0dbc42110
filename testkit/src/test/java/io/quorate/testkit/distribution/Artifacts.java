// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import java.nio.file.Path;
import java.util.List;

/** Jars that a benchmark compares with, and that are on no class path of ours. */
public final class Artifacts {
    private Artifacts() {}

    public static List<Path> resolve(String... coordinates) {
        return new MavenJars(MavenSettings.ofThisProcess()).resolve(List.of(coordinates));
    }
}
