// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.observe;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ControllerEndpoint;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.InterBrokerProtocol;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.NodeSoftware;
import io.quorate.cluster.Observed;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import io.quorate.group.ConsumerGroups;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.KafkaVersionProbe;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.plan.HostFacts;
import io.quorate.upgrade.plan.UpgradeSurvey;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseTable;
import io.quorate.upgrade.version.VersionDetection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a cluster for everything that an upgrade is decided on: its state, the release of every node, groups,
 * transactions, traffic, and what the machines say if a lifecycle is given. It changes nothing.
 *
 * <p>Thread-safe. The caller owns {@code Admin} and closes it.
 */
public final class UpgradeObserver {
    private static final String DEPRECATED =
            "kafka.network:type=RequestMetrics,name=DeprecatedRequestsPerSec,request=*";

    private final Admin admin;
    private final @Nullable BrokerLifecycle lifecycle;
    private final Optional<KafkaVersion> target;
    private final ReleaseTable table;
    private final Duration callTimeout;
    private final Map<Integer, Endpoint> controllers;
    private final SocketFactory sockets;

    private UpgradeObserver(Builder builder) {
        this.admin = builder.admin;
        this.lifecycle = builder.lifecycle;
        this.target = builder.target;
        this.table = builder.table;
        this.callTimeout = builder.callTimeout;
        this.controllers = new TreeMap<>(builder.controllers);
        this.sockets = builder.sockets;
    }

    /**
     * Returns a builder.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the builder
     */
    public static Builder builder(Admin admin) {
        return new Builder(admin);
    }

    /**
     * Looks once. Blocks at most some call time-outs, more where nodes do not answer.
     *
     * @return what was seen; what was not is a gap in it
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public UpgradeSurvey observe() {
        ClusterState state =
                ClusterObserver.builder(admin).callTimeout(callTimeout).build().observe();
        Map<Integer, NodeSoftware> software = software(state);
        Era era = era(state, software);
        Map<Integer, DetectedVersion> versions = new TreeMap<>();
        VersionDetection detection = VersionDetection.using(table);
        software.forEach((node, seen) -> versions.put(node, installed(node).orElseGet(() -> detection.detect(seen))));
        Map<Integer, InterBrokerProtocol> protocols = new TreeMap<>();
        software.forEach((node, seen) -> seen.protocol().value().ifPresent(found -> protocols.put(node, found)));
        UpgradeSurvey.Builder survey = UpgradeSurvey.builder(state, era)
                .versions(versions)
                .protocols(protocols)
                .hosts(hosts(versions.keySet()))
                .hangingTransactions(new TransactionReader(admin, callTimeout).read())
                .traffic(new TrafficReader(admin, callTimeout).read(partitions(state), state.observedAt()));
        var groups =
                ConsumerGroups.builder(admin).callTimeout(callTimeout).build().observe();
        survey.groups(groups.value()
                .map(found -> Observed.of(Set.copyOf(found.keySet()), groups.gaps()))
                .orElseGet(() -> Observed.unavailable(groups.gaps().get(0))));
        if (era == Era.ZOOKEEPER) {
            zookeeperController().ifPresent(survey::zookeeperController);
        }
        return survey.build();
    }

    private static Set<TopicPartition> partitions(ClusterState state) {
        Set<TopicPartition> all = new HashSet<>();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            for (int index = 0; index < topic.partitionCount() && !topic.isInternal(); index++) {
                all.add(topic.topicPartition(index));
            }
        }
        return all;
    }

    private Map<Integer, NodeSoftware> software(ClusterState state) {
        KafkaVersionProbe.Builder probe =
                KafkaVersionProbe.builder(admin).callTimeout(callTimeout).sockets(sockets);
        Set<Integer> brokers = new TreeSet<>();
        for (Broker broker : state.brokers().orElse(List.of())) {
            if (broker.isOnline()) {
                brokers.add(broker.nodeId());
                probe.endpoint(broker.nodeId(), broker.endpoint());
            }
        }
        Set<Integer> voters = new TreeSet<>(controllers.keySet());
        state.quorum().value().ifPresent(quorum -> {
            quorum.voters().stream().map(QuorumReplica::nodeId).forEach(voters::add);
            quorum.observers().stream()
                    .map(QuorumReplica::nodeId)
                    .filter(node -> state.broker(node).isEmpty())
                    .forEach(voters::add);
            voters.forEach(node -> endpoint(quorum, node).ifPresent(found -> probe.endpoint(node, found)));
        });
        controllers.forEach((node, endpoint) -> {
            if (!brokers.contains(node)) {
                probe.endpoint(node, endpoint);
            }
        });
        return probe.build().observe(brokers, voters);
    }

    private Optional<Endpoint> endpoint(MetadataQuorum quorum, int node) {
        Optional<Endpoint> reported = quorum.endpoints().getOrDefault(node, List.of()).stream()
                .map(ControllerEndpoint::endpoint)
                .findFirst();
        return lifecycle == null
                ? reported
                : reported.or(() -> lifecycle.controllerEndpoint(node).value());
    }

    private static Era era(ClusterState state, Map<Integer, NodeSoftware> software) {
        boolean kraft = state.quorum().value().isPresent()
                || software.values().stream()
                        .map(VersionDetection::era)
                        .flatMap(Optional::stream)
                        .anyMatch(era -> era == Era.KRAFT);
        boolean zookeeper = software.values().stream()
                .map(VersionDetection::era)
                .flatMap(Optional::stream)
                .anyMatch(era -> era == Era.ZOOKEEPER);
        // Where nobody says anything the stricter rules hold: a quorum that cannot be seen is never safe.
        return zookeeper && !kraft ? Era.ZOOKEEPER : Era.KRAFT;
    }

    /** The lifecycle knows the patch number; no protocol does. */
    private Optional<DetectedVersion> installed(int node) {
        return lifecycle == null
                ? Optional.empty()
                : lifecycle
                        .status(node)
                        .version()
                        .map(version -> DetectedVersion.ofExact(node, version, "its lifecycle reports it"));
    }

    private Map<Integer, HostFacts> hosts(Set<Integer> nodes) {
        Map<Integer, HostFacts> hosts = new TreeMap<>();
        if (lifecycle != null && target.isPresent()) {
            for (int node : nodes) {
                hosts.put(
                        node,
                        new HostFacts(
                                lifecycle.javaVersion(node),
                                lifecycle.validateConfig(node, target.get()),
                                lifecycle.metric(node, DEPRECATED, "Count")));
            }
        }
        return hosts;
    }

    private Optional<Integer> zookeeperController() {
        try {
            int millis = Math.toIntExact(callTimeout.toMillis());
            Node controller = admin.describeCluster(new DescribeClusterOptions().timeoutMs(millis))
                    .controller()
                    .get(2L * millis, TimeUnit.MILLISECONDS);
            return Optional.ofNullable(controller).map(Node::id);
        } catch (ExecutionException | TimeoutException e) {
            // It is only kept for the end; without knowing it, it goes when its turn comes.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Builds an {@link UpgradeObserver}. Not thread-safe. */
    public static final class Builder {
        private final Admin admin;
        private final Map<Integer, Endpoint> controllers = new TreeMap<>();
        private @Nullable BrokerLifecycle lifecycle;
        private Optional<KafkaVersion> target = Optional.empty();
        private ReleaseTable table = ReleaseTable.builtIn();
        private Duration callTimeout = Duration.ofSeconds(10);
        private SocketFactory sockets = SocketFactory.getDefault();

        private Builder(Admin admin) {
            this.admin = Objects.requireNonNull(admin, "admin");
        }

        /**
         * Sets who knows the machines. If not set, patch releases, Java and deprecated requests stay unknown.
         *
         * @param value the lifecycle of the nodes; only its reading methods are called
         * @return this builder
         */
        public Builder lifecycle(BrokerLifecycle value) {
            this.lifecycle = value;
            return this;
        }

        /**
         * Sets the release that configs are checked for. If not set, the lifecycle is not asked about configs.
         *
         * @param value the release
         * @return this builder
         */
        public Builder target(KafkaVersion value) {
            this.target = Optional.of(value);
            return this;
        }

        /**
         * Sets what is known of releases. If not set, the table in the jar.
         *
         * @param value the table
         * @return this builder
         */
        public Builder table(ReleaseTable value) {
            this.table = Objects.requireNonNull(value, "table");
            return this;
        }

        /**
         * Sets how long each call may take. If not set, 10 s.
         *
         * @param value more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder callTimeout(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("callTimeout must be more than zero, not " + value);
            }
            this.callTimeout = value;
            return this;
        }

        /**
         * Names where a controller listens. If not set for one, what the quorum reports (Kafka 3.9 and newer) or the
         * lifecycle; without any its release stays unknown.
         *
         * @param nodeId the controller
         * @param endpoint its controller listener
         * @return this builder
         */
        public Builder controller(int nodeId, Endpoint endpoint) {
            controllers.put(nodeId, endpoint);
            return this;
        }

        /**
         * Sets what connects to controllers, for example {@code SSLContext.getSocketFactory()}. If not set, plain sockets.
         *
         * @param value makes unconnected sockets
         * @return this builder
         */
        public Builder sockets(SocketFactory value) {
            this.sockets = Objects.requireNonNull(value, "sockets");
            return this;
        }

        /**
         * Returns the observer.
         *
         * @return an observer
         */
        public UpgradeObserver build() {
            return new UpgradeObserver(this);
        }
    }
}
