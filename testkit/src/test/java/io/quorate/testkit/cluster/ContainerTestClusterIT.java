// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** The contract, by containers; skipped where there is no Docker engine. docs/testkit.md says how to run it by hand. */
class ContainerTestClusterIT extends TestClusterContract {
    ContainerTestClusterIT() {
        super(BackEnd.CONTAINERS);
    }

    /** Containers, their network, and their volumes. */
    @Override
    List<String> traces(TestCluster of) {
        List<String> ids = of.nodes().stream()
                .map(node -> ((ContainerNode) node).containerId().orElseThrow())
                .toList();
        List<Container> containers =
                docker().listContainersCmd().withShowAll(true).withIdFilter(ids).exec();
        Stream<String> networks = containers.stream()
                .flatMap(container -> container.getNetworkSettings().getNetworks().values().stream())
                .map(ContainerNetwork::getNetworkID)
                .distinct();
        List<String> traces = new ArrayList<>(ids);
        networks.forEach(traces::add);
        assertThat(traces).hasSize(of.nodes().size() + 1);
        return traces;
    }

    @Override
    boolean isThere(String id) {
        return docker().listContainersCmd().withShowAll(true).exec().stream()
                        .anyMatch(container -> container.getId().equals(id))
                || docker().listNetworksCmd().exec().stream()
                        .anyMatch(network -> network.getId().equals(id));
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    @Test
    void whatContainersCannotDoIsRefusedAndNamesWhatCan() {
        Faults faults = Faults.on(cluster());
        Target two = Target.node(2);
        assertRefused(() -> faults.fillDisk(two));
        assertRefused(() -> faults.failLogDir(two));
        assertRefused(() -> faults.shiftClock(two, Duration.ofHours(1)));
        assertRefused(() -> faults.links(two).cut());
        assertRefused(() -> cluster().install(2, KafkaDistribution.of("4.2.0")));
        assertRefused(() -> cluster().bootstrapControllers());
        assertThatThrownBy(() -> cluster().principal("alice"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BackEnd.PROCESSES");
        assertThatThrownBy(() -> cluster().addNode(NodeSpec.controller(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("static quorum");
        assertThat(faults.open()).isEmpty();
        assertThat(cluster().nodes()).allMatch(node -> node.state() == NodeState.RUNNING);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("BackEnd.PROCESSES");
    }
}
