// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.NodeState;
import io.quorate.testkit.cluster.Role;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterException;
import io.quorate.testkit.cluster.TestNode;
import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Whether a cluster is whole: its nodes run, its brokers are registered and not fenced, each partition has a leader and all
 * of its replicas in the ISR, and each voter and observer of the metadata quorum has caught up within the last seconds. Seen
 * from outside by the admin client alone. Needs Kafka 2.1. Before KRaft there is no quorum to look at: there, a broker that hung
 * for longer than its session at ZooKeeper answers as if nothing had happened until it hears of it, for some moments.
 *
 * <p>Thread-safe.
 */
public final class Recovery {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration CAUGHT_UP = Duration.ofSeconds(3);

    private final TestCluster cluster;
    private final Time time;

    private Recovery(TestCluster cluster, Time time) {
        this.cluster = cluster;
        this.time = time;
    }

    /**
     * Returns what looks at a cluster.
     *
     * @param cluster a running cluster
     * @return its recovery
     */
    public static Recovery of(TestCluster cluster) {
        return new Recovery(cluster, Time.system());
    }

    /**
     * Waits until the cluster is whole.
     *
     * @param atMost how long
     * @return how long it took
     * @throws FaultException if it is not whole in time; the message says all that is missing
     */
    public Duration await(Duration atMost) {
        long start = time.nanos();
        while (true) {
            List<String> missing = missing();
            Duration passed = Duration.ofNanos(time.nanos() - start);
            if (missing.isEmpty()) {
                return passed;
            }
            if (passed.compareTo(atMost) > 0) {
                throw new FaultException(
                        "The cluster did not recover within " + atMost.toSeconds() + " s:\n - "
                                + String.join("\n - ", missing) + whereLogsAre(),
                        null);
            }
            try {
                time.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FaultException("Interrupted while a cluster was to recover", e);
            }
        }
    }

    private String whereLogsAre() {
        return cluster.isOwn() ? "\nThe logs of its nodes are in " + cluster.directory() : "";
    }

    /**
     * Returns what the cluster lacks now.
     *
     * @return one line for each thing that is missing; nothing if the cluster is whole
     */
    public List<String> missing() {
        return missingBesides(Set.of());
    }

    /** What does not follow from some nodes being disturbed. */
    List<String> missingBesides(Set<Integer> disturbed) {
        List<String> missing = new ArrayList<>();
        try {
            for (TestNode node : cluster.nodes()) {
                if (node.state() != NodeState.RUNNING && !disturbed.contains(node.nodeId())) {
                    missing.add("node " + node.nodeId() + " does not run");
                }
            }
            if (missing.isEmpty()) {
                Admin admin = cluster.admin();
                brokers(admin, disturbed, missing);
                partitions(admin, disturbed, missing);
                quorum(admin, disturbed, missing);
            }
        } catch (FaultException | TestClusterException e) {
            missing.add("no answer: " + e.getMessage());
        }
        return missing;
    }

    private void brokers(Admin admin, Set<Integer> disturbed, List<String> missing) {
        Set<Integer> seen = Roles.get("nodes", ANSWER, admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .collect(Collectors.toSet());
        cluster.nodes().stream()
                .filter(node -> node.roles().contains(Role.BROKER)
                        && !seen.contains(node.nodeId())
                        && !disturbed.contains(node.nodeId()))
                .forEach(node -> missing.add("broker " + node.nodeId() + " is not registered, or fenced"));
    }

    private static void partitions(Admin admin, Set<Integer> disturbed, List<String> missing) {
        Roles.topics(admin, ANSWER).forEach((topic, description) -> description.partitions().stream()
                .filter(partition -> partition.leader() == null
                        || partition.leader().isEmpty()
                        || !Stream.concat(ids(partition.isr()).stream(), disturbed.stream())
                                .collect(Collectors.toSet())
                                .containsAll(ids(partition.replicas())))
                .forEach(partition -> missing.add(topic + "-" + partition.partition() + " has leader "
                        + partition.leader() + " and ISR " + ids(partition.isr()) + " of replicas "
                        + ids(partition.replicas()))));
    }

    private static List<Integer> ids(List<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }

    private void quorum(Admin admin, Set<Integer> disturbed, List<String> missing) {
        QuorumInfo quorum;
        try {
            quorum = Roles.get("quorum", ANSWER, admin.describeMetadataQuorum().quorumInfo());
        } catch (FaultException e) {
            if (e.getCause() instanceof UnsupportedVersionException) {
                return; // ZooKeeper has the metadata
            }
            throw e;
        }
        // By the clock of the leader, which may not be ours.
        long now = quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .mapToLong(voter -> voter.lastCaughtUpTimestamp().orElse(0))
                .max()
                .orElse(0);
        lags(quorum.voters().stream().filter(voter -> voter.replicaId() != quorum.leaderId()), disturbed, now)
                .forEach(lag -> missing.add("voter " + lag));
        Set<Integer> nodeIds = cluster.nodes().stream().map(TestNode::nodeId).collect(Collectors.toSet());
        lags(latest(quorum.observers()).filter(observer -> nodeIds.contains(observer.replicaId())), disturbed, now)
                .forEach(lag -> missing.add("observer " + lag));
    }

    /** A node whose disks were wiped is listed with its former directory id, too, for some minutes. */
    private static Stream<ReplicaState> latest(List<ReplicaState> observers) {
        return observers.stream()
                .collect(Collectors.toMap(
                        ReplicaState::replicaId,
                        observer -> observer,
                        BinaryOperator.maxBy(Comparator.comparingLong(
                                observer -> observer.lastFetchTimestamp().orElse(-1)))))
                .values()
                .stream();
    }

    private static Stream<String> lags(Stream<ReplicaState> replicas, Set<Integer> disturbed, long now) {
        return replicas.filter(replica -> !disturbed.contains(replica.replicaId()))
                .filter(replica -> replica.logEndOffset() < 0
                        || now - replica.lastCaughtUpTimestamp().orElse(now) > CAUGHT_UP.toMillis())
                .map(replica -> replica.replicaId() + " lags: end offset " + replica.logEndOffset() + ", caught up "
                        + (now - replica.lastCaughtUpTimestamp().orElse(now)) + " ms ago");
    }
}
