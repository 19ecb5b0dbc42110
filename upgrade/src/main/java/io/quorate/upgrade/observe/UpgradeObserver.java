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
import io.quorate.internal.AdminReader;
import io.quorate.internal.Durations;
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
        AdminReader reader = new AdminReader(admin, callTimeout);
        ClusterState state =
                ClusterObserver.builder(admin).callTimeout(callTimeout).build().observe();
        Map<Integer, NodeSoftware> software = software(state);
        Era era = era(state, software);
        Map<Integer, DetectedVersion> versions = versions(state, software);
        Map<Integer, InterBrokerProtocol> protocols = new TreeMap<>();
        software.forEach((node, seen) -> seen.protocol().value().ifPresent(found -> protocols.put(node, found)));
        UpgradeSurvey.Builder survey = UpgradeSurvey.builder(state, era)
                .versions(versions)
                .protocols(protocols)
                .hosts(hosts(versions.keySet()))
                .hangingTransactions(new TransactionReader(reader).read())
                .traffic(new TrafficReader(reader).read(partitions(state), state.observedAt()));
        var groups =
                ConsumerGroups.builder(admin).callTimeout(callTimeout).build().observe();
        survey.groups(groups.value()
                .map(found -> Observed.of(Set.copyOf(found.keySet()), groups.gaps()))
                .orElseGet(() -> Observed.unavailable(groups.gaps().get(0))));
        if (era == Era.ZOOKEEPER) {
            zookeeperController(reader).ifPresent(survey::zookeeperController);
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

    private Map<Integer, DetectedVersion> versions(ClusterState state, Map<Integer, NodeSoftware> software) {
        VersionDetection detection = VersionDetection.using(table);
        Map<Integer, DetectedVersion> versions = new TreeMap<>();
        for (Broker broker : state.brokers().orElse(List.of())) {
            versions.put(
                    broker.nodeId(), DetectedVersion.unknown(broker.nodeId(), "it is down, and no lifecycle tells"));
        }
        software.forEach((node, seen) -> versions.put(node, detection.detect(seen)));
        versions.replaceAll((node, seen) -> installed(node)
                .map(told -> both(seen, told, software.containsKey(node)))
                .orElse(seen));
        return versions;
    }

    /** The lifecycle knows the patch number, which no protocol tells. */
    private Optional<KafkaVersion> installed(int node) {
        return lifecycle == null ? Optional.empty() : lifecycle.status(node).version();
    }

    /** What a node says of itself and what is installed must agree, or nobody knows what it runs. */
    private static DetectedVersion both(DetectedVersion seen, KafkaVersion told, boolean isUp) {
        boolean agree = seen.line().map(line -> line.equals(told.line())).orElse(true);
        return agree
                ? DetectedVersion.ofExact(
                        seen.nodeId(), told, "its lifecycle reports it" + (isUp ? "; " + seen.evidence() : ""))
                : DetectedVersion.unknown(
                        seen.nodeId(),
                        "it says " + seen.describe() + " (" + seen.evidence() + "), and its lifecycle " + told);
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

    /** It is only kept for the end: where it is not told, it goes when its turn comes. */
    private static Optional<Integer> zookeeperController(AdminReader reader) {
        return reader.ask(
                        "controller",
                        reader.admin()
                                .describeCluster(reader.bounded(new DescribeClusterOptions()))
                                .controller(),
                        Node::id)
                .get()
                .value();
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
            this.callTimeout = Durations.positive("callTimeout", value);
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
