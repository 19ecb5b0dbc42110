// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.Optional;

/** What the nodes of a {@link TestCluster} are. A test sees no other difference than what one of them cannot do. */
public enum BackEnd {
    /** Child processes of this JVM: any release, every fault, no Docker. */
    PROCESSES,
    /**
     * Containers of the official image, in one network, by Testcontainers, which has to be on the class path
     * ({@code org.testcontainers:testcontainers}, 2.0 or later). Nodes can be stopped, killed, paused and started again; links,
     * disks, clocks, security, old and mixed releases are for {@link #PROCESSES}. Containers that a JVM leaves behind when it is
     * killed are ended by Testcontainers' Ryuk, if that is not disabled.
     */
    CONTAINERS;

    /**
     * Returns why this back end cannot be used here. For {@link #CONTAINERS} the first call looks for a Docker engine, which
     * may take some seconds.
     *
     * @return what is missing, or nothing if it can be used
     */
    public Optional<String> missing() {
        if (this == PROCESSES) {
            return Optional.empty();
        }
        try {
            Class.forName("org.testcontainers.DockerClientFactory", false, BackEnd.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return Optional.of(
                    "Testcontainers is not on the class path: add org.testcontainers:testcontainers (2.0 or later)");
        }
        return DockerEngine.missing();
    }
}
