// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.PolicyViolationException;

/** Asks a cluster whether its nodes take part yet. */
final class ClusterProbe {
    private static final Duration ONE_ANSWER = Duration.ofSeconds(2);

    private final Admin admin;

    ClusterProbe(Admin admin) {
        this.admin = admin;
    }

    static boolean listens(Endpoint endpoint) {
        try (Socket socket = new Socket(endpoint.host(), endpoint.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether all these are registered and none is fenced. */
    boolean areBrokers(Collection<Integer> nodeIds) {
        return get(admin.describeCluster().nodes())
                .map(nodes ->
                        nodes.stream().map(Node::id).collect(Collectors.toSet()).containsAll(nodeIds))
                .orElse(false);
    }

    /** The id that the cluster has, if it answers. */
    Optional<String> clusterId() {
        return get(admin.describeCluster().clusterId());
    }

    /** Whether all these follow the metadata log, as voters or as observers, and have done so after a moment. */
    boolean followQuorum(Collection<Integer> nodeIds, Instant since) {
        if (nodeIds.isEmpty()) {
            return true; // also because brokers with ZooKeeper have no quorum to ask for
        }
        Optional<QuorumInfo> quorum = get(admin.describeMetadataQuorum().quorumInfo());
        return quorum.isPresent() && nodeIds.stream().allMatch(nodeId -> follows(quorum.get(), nodeId, since));
    }

    private static boolean follows(QuorumInfo quorum, int nodeId, Instant since) {
        return Stream.concat(quorum.voters().stream(), quorum.observers().stream())
                .filter(replica -> replica.replicaId() == nodeId)
                .anyMatch(replica -> nodeId == quorum.leaderId()
                        || (replica.logEndOffset() >= 0
                                // Releases before 3.4 do not tell the time.
                                && replica.lastFetchTimestamp().orElse(Long.MAX_VALUE) >= since.toEpochMilli()));
    }

    /**
     * Whether the controller could place a topic on all brokers that are known. With ZooKeeper it may learn of a broker, from
     * itself, a moment after others do.
     */
    boolean canPlaceOnAll() {
        return get(admin.describeCluster().nodes())
                .map(nodes -> canPlace(nodes.size()))
                .orElse(false);
    }

    private boolean canPlace(int replicas) {
        NewTopic topic = new NewTopic("quorate-probe", 1, (short) replicas);
        try {
            admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                    .all()
                    .get(ONE_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return e.getCause()
                    instanceof PolicyViolationException; // asked for by the test, after the brokers were counted
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while asking a test cluster", e);
        }
    }

    private <T> Optional<T> get(KafkaFuture<T> future) {
        try {
            return Optional.of(future.get(ONE_ANSWER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty(); // not yet; the caller bounds how often it asks
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while asking a test cluster", e);
        }
    }
}
