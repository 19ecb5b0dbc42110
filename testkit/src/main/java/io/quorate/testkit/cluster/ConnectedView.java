// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What the admin client says of the nodes of a cluster at one moment: of brokers that ended, as long as it remembers them. */
record ConnectedView(Map<Integer, Node> brokers, Optional<QuorumInfo> quorum) {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** A follower of the metadata log fetches all the time; the leader alone may have to be asked again. */
    private static final long FETCHED_LATELY = Duration.ofSeconds(3).toMillis();

    static ConnectedView of(Admin admin) {
        Map<Integer, Node> brokers;
        try {
            brokers =
                    get(admin.describeCluster(new DescribeClusterOptions().includeFencedBrokers(true))
                                    .nodes())
                            .stream()
                            .collect(byId());
        } catch (UnsupportedVersionException e) { // before 4.0 nobody tells of fenced brokers
            brokers = get(admin.describeCluster().nodes()).stream().collect(byId());
        }
        try {
            return new ConnectedView(
                    brokers, Optional.of(get(admin.describeMetadataQuorum().quorumInfo())));
        } catch (UnsupportedVersionException e) { // ZooKeeper has the metadata
            return new ConnectedView(brokers, Optional.empty());
        }
    }

    private static java.util.stream.Collector<Node, ?, Map<Integer, Node>> byId() {
        return Collectors.toMap(Node::id, Function.identity(), (first, second) -> first, TreeMap::new);
    }

    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnsupportedVersionException unsupported) {
                throw unsupported;
            }
            throw new TestClusterException("The cluster did not tell of its nodes: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new TestClusterException(
                    "The cluster did not tell of its nodes within " + ANSWER.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while asking a cluster for its nodes", e);
        }
    }

    boolean isVoter(int nodeId) {
        return quorum.stream().flatMap(seen -> seen.voters().stream()).anyMatch(voter -> voter.replicaId() == nodeId);
    }

    /** Registered and not fenced, or a voter that fetches. */
    boolean runs(int nodeId) {
        Node broker = brokers.get(nodeId);
        return (broker != null && !broker.isFenced())
                || quorum.filter(seen -> fetches(seen, nodeId)).isPresent();
    }

    /** By the clock of the leader, which may not be ours. */
    private static boolean fetches(QuorumInfo quorum, int nodeId) {
        long now = quorum.voters().stream()
                .mapToLong(voter -> voter.lastFetchTimestamp().orElse(0))
                .max()
                .orElse(0);
        return quorum.leaderId() == nodeId
                || quorum.voters().stream()
                        .anyMatch(voter -> voter.replicaId() == nodeId
                                && now - voter.lastFetchTimestamp().orElse(0) <= FETCHED_LATELY);
    }

    Optional<Endpoint> controllerEndpoint(int nodeId) {
        return quorum.map(seen -> seen.nodes().get(nodeId))
                .flatMap(node -> node.endpoints().stream().findFirst())
                .map(endpoint -> new Endpoint(endpoint.listener(), endpoint.host(), endpoint.port()));
    }
}
