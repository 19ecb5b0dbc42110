// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** What a container is told that Testcontainers, which removes the containers that it stops, has no call for. */
final class DockerEngine {
    private static final String HERE = "localhost";

    private final DockerClient client;

    private DockerEngine(DockerClient client) {
        this.client = client;
    }

    static DockerEngine connected() {
        return new DockerEngine(DockerClientFactory.instance().client());
    }

    static Optional<String> missing() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of(
                        "Testcontainers finds no Docker engine: start one, or set DOCKER_HOST; seen were DOCKER_HOST="
                                + System.getenv("DOCKER_HOST") + " and what Testcontainers logged");
    }

    /** Where the ports of containers are reached from here; never a name that stands for two addresses. */
    static String host() {
        String host = DockerClientFactory.instance().dockerHostIpAddress();
        return host.equals(HERE) ? "127.0.0.1" : host;
    }

    /** Which of the engine's addresses may be used: none but the loopback, unless we come from elsewhere. */
    static String boundHost() {
        return DockerClientFactory.instance().dockerHostIpAddress().equals(HERE) ? "127.0.0.1" : "0.0.0.0";
    }

    ContainerState state(String containerId) {
        return client.inspectContainerCmd(containerId).exec().getState();
    }

    void start(String containerId) {
        client.startContainerCmd(containerId).exec();
    }

    void signal(String containerId, String signal) {
        client.killContainerCmd(containerId).withSignal(signal).exec();
    }

    void pause(String containerId) {
        if (!Boolean.TRUE.equals(state(containerId).getPaused())) {
            client.pauseContainerCmd(containerId).exec();
        }
    }

    void resume(String containerId) {
        if (Boolean.TRUE.equals(state(containerId).getPaused())) {
            client.unpauseContainerCmd(containerId).exec();
        }
    }
}
