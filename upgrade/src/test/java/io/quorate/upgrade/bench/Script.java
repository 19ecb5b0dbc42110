// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.bench;

import io.quorate.observe.ClusterCondition;
import io.quorate.observe.ClusterConditions;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.observe.Section;
import io.quorate.testkit.cluster.Endpoint;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import io.quorate.time.Time;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.lifecycle.StopMode;
import io.quorate.upgrade.lifecycle.StopRequest;
import io.quorate.upgrade.version.KafkaVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Upgrades as they are scripted: the nodes in the order of their ids, and one of two ways to wait for the next. */
final class Script {
    private static final Duration ATMOST = Duration.ofMinutes(3);
    private static final Fence FENCE = new Fence("script", 1);

    private final TestCluster cluster;
    private final BrokerLifecycle lifecycle;

    Script(TestCluster cluster, BrokerLifecycle lifecycle) {
        this.cluster = cluster;
        this.lifecycle = lifecycle;
    }

    /** Stops a node, swaps its binaries and starts it. */
    void replace(int nodeId, KafkaVersion version, ConfigChange change) {
        lifecycle
                .status(nodeId)
                .startId()
                .ifPresent(process ->
                        lifecycle.stop(FENCE, nodeId, new StopRequest(process, StopMode.CONTROLLED, ATMOST)));
        lifecycle.install(FENCE, nodeId, version);
        lifecycle.applyConfig(FENCE, nodeId, change);
        lifecycle.start(FENCE, nodeId);
    }

    /** The usual practice: {@code until nc -z host port; do sleep 1; done}. */
    void awaitPorts(int nodeId) {
        TestNode node = cluster.node(nodeId);
        List<Endpoint> endpoints = Stream.of(node.clientEndpoint(), node.controllerEndpoint())
                .flatMap(endpoint -> endpoint.stream())
                .toList();
        Time time = Time.system();
        long deadline = time.nanos() + ATMOST.toNanos();
        while (!endpoints.stream().allMatch(Script::isOpen)) {
            if (time.nanos() > deadline) {
                throw new IllegalStateException("Node " + nodeId + " does not listen");
            }
            try {
                time.sleep(Duration.ofMillis(200));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean isOpen(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The careful one: {@code kafka-topics.sh --describe --under-replicated-partitions} prints nothing. */
    void awaitFullIsr() {
        ClusterCondition full = ClusterConditions.everyIsrFull(topic -> true);
        ClusterWatch.using(ClusterObserver.builder(cluster.admin())
                        .sections(Set.of(Section.TOPICS))
                        .build())
                .await(full, ATMOST);
    }
}
