// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.security.internal.ClusterSecurity;
import io.quorate.testkit.time.Time;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Waits until nodes that were started take part in their cluster, and fails as soon as one of them ends. */
final class Membership {
    /** A broker's network threads take a new certificate one after the other, and connections go to them in turn. */
    private static final int NETWORK_THREADS = 8;

    private final Time time;
    private final Duration atMost;
    private final Map<String, Object> security;

    Membership(Time time, Duration atMost, Map<String, Object> security) {
        this.security = Map.copyOf(security);
        this.time = time;
        this.atMost = atMost;
    }

    /** What a client is told that comes as the super user, if there is one. */
    Map<String, Object> clientConfig(String bootstrapServers) {
        return clientConfig(bootstrapServers, security);
    }

    static Map<String, Object> clientConfig(String bootstrapServers, Map<String, Object> identity) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers", bootstrapServers,
                "reconnect.backoff.ms", "20",
                "reconnect.backoff.max.ms", "200",
                "retry.backoff.ms", "20"));
        config.putAll(identity);
        return config;
    }

    /** Waits until each of these lets somebody in that was made a moment ago. */
    void awaitLetIn(Collection<? extends Member> running, Map<String, Object> identity) {
        for (Member node : running) {
            node.clientEndpoint()
                    .ifPresent(endpoint -> await(List.of(node), () -> {
                        Map<String, Object> config = clientConfig(endpoint.address(), identity);
                        config.put("metadata.recovery.strategy", "none");
                        try (Admin own = Admin.create(config)) {
                            return new ClusterProbe(own).clusterId().isPresent();
                        }
                    }));
        }
    }

    /** Waits until each of these shows the latest certificate, whichever of its threads is asked. */
    void awaitShown(Collection<ProcessNode> running, ClusterSecurity made) {
        for (ProcessNode node : running) {
            node.ports()
                    .boundClient()
                    .map(endpoint -> new InetSocketAddress(endpoint.host(), endpoint.port()))
                    .ifPresent(address -> await(List.of(node), () -> IntStream.range(0, NETWORK_THREADS)
                            .allMatch(look -> made.isShownAt(address))));
        }
    }

    /**
     * Opens a client through the first of these that listens. A client that finds nobody to bootstrap from spins and logs;
     * and as brokers come back at the addresses they had, there is nothing to bootstrap again.
     */
    Admin connect(Collection<? extends Member> starting) {
        await(starting, () -> listening(starting).isPresent());
        Endpoint endpoint = listening(starting)
                .orElseThrow(
                        () -> new TestClusterException("A broker listened and does no more.\n" + describe(starting)));
        Map<String, Object> config = clientConfig(endpoint.address());
        config.put("metadata.recovery.strategy", "none");
        // It is opened when there is one broker; it must have heard of the others before that one dies.
        config.put("metadata.max.age.ms", "1000");
        return Admin.create(config);
    }

    private static Optional<Endpoint> listening(Collection<? extends Member> starting) {
        return starting.stream()
                .map(Member::ports)
                .filter(ports ->
                        ports.boundClient().filter(ClusterProbe::listens).isPresent())
                .flatMap(ports -> ports.client().stream())
                .findFirst();
    }

    /** The id of a cluster that chose it by itself. */
    String clusterId(Collection<? extends Member> started, Admin admin) {
        ClusterProbe probe = new ClusterProbe(admin);
        AtomicReference<@Nullable String> found = new AtomicReference<>();
        await(started, () -> {
            probe.clusterId().ifPresent(found::set);
            return found.get() != null;
        });
        return Objects.requireNonNull(found.get());
    }

    /** Waits, with ZooKeeper, until the controller counts on all brokers that others know. */
    void awaitController(Collection<? extends Member> starting, Admin admin) {
        ClusterProbe probe = new ClusterProbe(admin);
        await(starting, probe::canPlaceOnAll);
    }

    /** Waits until brokers are registered and not fenced, and controllers follow the metadata log. */
    void await(Collection<? extends Member> starting, Admin admin, Instant since) {
        ClusterProbe probe = new ClusterProbe(admin);
        List<Integer> brokers = ids(starting, NodeSpec::isBroker);
        List<Integer> controllers = ids(starting, NodeSpec::isController);
        await(starting, () -> probe.areBrokers(brokers) && probe.followQuorum(controllers, since));
    }

    /** The same for nodes of a cluster that has just been formed, which nobody knows yet. */
    void awaitFirst(Collection<? extends Member> starting, Instant since) {
        FirstClient.prepare();
        // Who asks a broker while others start takes processor time from them, and learns nothing of use.
        await(starting, () -> starting.stream()
                .flatMap(node -> node.ports().boundClient().stream())
                .allMatch(ClusterProbe::listens));
        Admin first = connect(starting);
        try {
            await(starting, first, since);
        } finally {
            first.close(Duration.ZERO);
        }
    }

    /**
     * The same for nodes of a cluster that runs. Each broker is asked itself first: others may still know it from its former
     * life, while it serves nobody before it has read of its new registration.
     */
    void awaitAgain(Collection<? extends Member> starting, Admin admin, Instant since) {
        for (Member node : starting) {
            if (node.spec().isBroker()) {
                try (Admin own = connect(List.of(node))) {
                    ClusterProbe probe = new ClusterProbe(own);
                    await(starting, () -> probe.areBrokers(List.of(node.nodeId())));
                }
            }
        }
        await(starting, admin, since);
    }

    private void await(Collection<? extends Member> starting, BooleanSupplier condition) {
        boolean up = Await.until(time, atMost, () -> {
            starting.stream().filter(node -> !node.isRunning()).findFirst().ifPresent(node -> {
                throw new TestClusterException("A node ended while it was to start.\n" + node.describe());
            });
            return condition.getAsBoolean();
        });
        if (!up) {
            throw new TestClusterException("The nodes " + ids(starting, any -> true) + " did not take part within "
                    + atMost.toSeconds() + " s.\n" + describe(starting));
        }
    }

    private static String describe(Collection<? extends Member> nodes) {
        return nodes.stream().map(Member::describe).collect(Collectors.joining("\n"));
    }

    private static List<Integer> ids(Collection<? extends Member> nodes, Predicate<NodeSpec> which) {
        return nodes.stream()
                .map(Member::spec)
                .filter(which)
                .map(NodeSpec::nodeId)
                .toList();
    }
}
