// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.InterBrokerProtocol;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.NodeSoftware;
import io.quorate.cluster.Observed;
import io.quorate.cluster.QuorumReplica;
import io.quorate.group.ConsumerGroups;
import io.quorate.internal.AdminReader;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.KafkaVersionProbe;
import io.quorate.time.Time;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.lifecycle.ConfigProblem;
import io.quorate.upgrade.plan.HostFacts;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.plan.UpgradeSurvey;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseTable;
import io.quorate.upgrade.version.VersionDetection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;

/**
 * Reads everything that an upgrade is planned on: the cluster, what each node runs, what its machine says, groups, open
 * transactions, traffic. It changes nothing.
 *
 * <p>Thread-safe. The caller owns {@code Admin}.
 */
public final class UpgradeSurveyor {
    private static final String DEPRECATED = "kafka.network:type=RequestMetrics,name=DeprecatedRequestsPerSec";

    /** {@code transaction.max.timeout.ms}: who takes longer is not going to end by himself. */
    private static final Duration HANGING = Duration.ofMinutes(15);

    private static final int SHOWN = 10;

    private final Admin admin;
    private final Optional<BrokerLifecycle> lifecycle;
    private final Duration callTimeout;
    private final Time time;

    private UpgradeSurveyor(Admin admin, Optional<BrokerLifecycle> lifecycle, Duration callTimeout, Time time) {
        this.admin = Objects.requireNonNull(admin, "admin");
        this.lifecycle = lifecycle;
        this.callTimeout = callTimeout;
        this.time = time;
    }

    /**
     * Returns a surveyor that asks the cluster and the machines of its nodes.
     *
     * @param admin a client of the cluster; stays the caller's
     * @param lifecycle hands on the nodes; it is only asked
     * @return the surveyor
     */
    public static UpgradeSurveyor using(Admin admin, BrokerLifecycle lifecycle) {
        return new UpgradeSurveyor(admin, Optional.of(lifecycle), Duration.ofSeconds(10), Time.system());
    }

    /**
     * Returns a surveyor that asks the cluster only, for a plan that nobody is going to carry out.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the surveyor
     */
    public static UpgradeSurveyor using(Admin admin) {
        return new UpgradeSurveyor(admin, Optional.empty(), Duration.ofSeconds(10), Time.system());
    }

    /**
     * Reads. Blocks at most a few call time-outs for each node that does not answer.
     *
     * @param request what is wanted: its target decides what machines are asked about
     * @return what was seen
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public UpgradeSurvey survey(UpgradeRequest request) {
        ClusterState state =
                ClusterObserver.builder(admin).callTimeout(callTimeout).build().observe();
        Set<Integer> brokers = new TreeSet<>(state.onlineBrokers());
        Set<Integer> controllers = new TreeSet<>(request.controllers());
        state.quorum().value().stream()
                .flatMap(quorum -> quorum.voters().stream())
                .map(QuorumReplica::nodeId)
                .forEach(controllers::add);
        controllers.removeAll(brokers);
        Map<Integer, NodeSoftware> software = probe(state, controllers).observe(brokers, controllers);
        Era era = software.values().stream()
                .map(VersionDetection::era)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(state.quorum().value().isPresent() ? Era.KRAFT : Era.ZOOKEEPER);
        Map<Integer, InterBrokerProtocol> protocols = new TreeMap<>();
        software.forEach(
                (node, found) -> found.protocol().value().ifPresent(protocol -> protocols.put(node, protocol)));
        UpgradeSurvey.Builder survey = UpgradeSurvey.builder(state, era)
                .versions(versions(software))
                .protocols(protocols)
                .hosts(hosts(state, controllers, request.target()))
                .groups(groups())
                .hangingTransactions(hangingTransactions())
                .traffic(new TrafficReader(admin, callTimeout, time).read(state));
        if (era == Era.ZOOKEEPER) {
            AdminReader reader = new AdminReader(admin, callTimeout);
            reader.ask("the controller", admin.describeCluster().controller(), node -> node.id())
                    .get()
                    .value()
                    .ifPresent(survey::zookeeperController);
        }
        return survey.build();
    }

    private KafkaVersionProbe probe(ClusterState state, Set<Integer> controllers) {
        KafkaVersionProbe.Builder probe = KafkaVersionProbe.builder(admin).callTimeout(callTimeout);
        Optional<MetadataQuorum> quorum = state.quorum().value();
        for (int node : controllers) {
            quorum.map(found -> found.endpoints().getOrDefault(node, List.of()))
                    .flatMap(all -> all.stream().findFirst())
                    .ifPresent(found -> probe.endpoint(node, found.endpoint()));
            lifecycle
                    .flatMap(hands -> hands.controllerEndpoint(node).value())
                    .ifPresent(found -> probe.endpoint(node, found));
        }
        return probe.build();
    }

    private Map<Integer, DetectedVersion> versions(Map<Integer, NodeSoftware> software) {
        VersionDetection detection = VersionDetection.using(ReleaseTable.builtIn());
        Map<Integer, DetectedVersion> found = new TreeMap<>();
        software.forEach((node, says) -> {
            DetectedVersion seen = detection.detect(says);
            Optional<KafkaVersion> told =
                    lifecycle.flatMap(hands -> hands.status(node).version());
            found.put(node, told.map(version -> both(seen, version)).orElse(seen));
        });
        return found;
    }

    /** The protocol tells the minor release of what runs, the lifecycle the patch of what is installed. */
    private static DetectedVersion both(DetectedVersion seen, KafkaVersion told) {
        if (seen.line().isPresent() && !seen.line().get().equals(told.line())) {
            return DetectedVersion.unknown(
                    seen.nodeId(),
                    "the node says " + seen.describe() + " (" + seen.evidence() + "), its lifecycle " + told);
        }
        return DetectedVersion.ofExact(seen.nodeId(), told, "its lifecycle, and " + seen.evidence());
    }

    private Map<Integer, HostFacts> hosts(ClusterState state, Set<Integer> controllers, Optional<KafkaVersion> target) {
        Map<Integer, HostFacts> hosts = new TreeMap<>();
        lifecycle.ifPresent(hands -> Stream.concat(
                        controllers.stream(),
                        state.brokers().orElse(List.of()).stream().map(Broker::nodeId))
                .forEach(node -> hosts.put(
                        node,
                        new HostFacts(
                                hands.javaVersion(node),
                                target.map(to -> hands.validateConfig(node, to))
                                        .orElse(Observed.present(List.<ConfigProblem>of())),
                                hands.metric(node, DEPRECATED, "Count")))));
        return hosts;
    }

    private Observed<Set<String>> groups() {
        var found =
                ConsumerGroups.builder(admin).callTimeout(callTimeout).build().observe();
        return found.value().isEmpty()
                ? Observed.unavailable(found.gaps().get(0))
                : Observed.of(Set.copyOf(found.value().get().keySet()), found.gaps());
    }

    private Observed<List<String>> hangingTransactions() {
        AdminReader reader = new AdminReader(admin, callTimeout);
        ListTransactionsOptions options =
                reader.bounded(new ListTransactionsOptions()).filterOnDuration(HANGING.toMillis());
        Observed<List<String>> found = reader.ask(
                        "transactions that have been open for " + HANGING,
                        admin.listTransactions(options).all(),
                        all -> all.stream()
                                .map(TransactionListing::transactionalId)
                                .map(id -> "transaction " + id + " has been open for more than " + HANGING)
                                .sorted()
                                .limit(SHOWN)
                                .toList())
                .get();
        return found.gaps().stream().anyMatch(gap -> gap.kind() == Gap.Kind.UNSUPPORTED)
                ? Observed.unavailable(new Gap(
                        "transactions", Gap.Kind.UNSUPPORTED, "brokers before 3.8 do not tell how long they are open"))
                : found;
    }
}
