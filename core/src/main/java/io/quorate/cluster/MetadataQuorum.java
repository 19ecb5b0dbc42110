// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The controllers of a cluster and how far each has replicated the metadata log. The active controller is the leader of
 * this quorum and nothing else: the controller that {@code Admin.describeCluster()} names is an arbitrary broker.
 *
 * @param leadership who leads
 * @param voters the controllers that vote
 * @param observers the nodes that only follow: brokers, and controllers that are not voters
 * @param endpoints where voters listen, by node id; empty where the brokers do not say (before Kafka 3.9)
 */
public record MetadataQuorum(
        Leadership leadership,
        List<QuorumReplica> voters,
        List<QuorumReplica> observers,
        Map<Integer, List<ControllerEndpoint>> endpoints) {

    /**
     * Who leads the quorum.
     *
     * @param leaderId the node id of the active controller, or -1 if there is none
     * @param epoch the leader's epoch
     * @param highWatermark the end of what a majority has
     */
    public record Leadership(int leaderId, int epoch, long highWatermark) {}

    /**
     * Copies the collections.
     *
     * @param leadership who leads
     * @param voters the controllers that vote
     * @param observers the nodes that only follow
     * @param endpoints where voters listen
     */
    public MetadataQuorum {
        voters = List.copyOf(voters);
        observers = List.copyOf(observers);
        endpoints = Map.copyOf(endpoints);
    }

    /**
     * Returns the smallest number of voters that can decide.
     *
     * @return more than half of the voters
     */
    public int majority() {
        return voters.size() / 2 + 1;
    }

    /**
     * Finds a node in the quorum.
     *
     * @param nodeId its node id
     * @return the voter or observer, or empty if the quorum does not know it
     */
    public Optional<QuorumReplica> replica(int nodeId) {
        return Stream.concat(voters.stream(), observers.stream())
                .filter(replica -> replica.nodeId() == nodeId)
                .findFirst();
    }

    /**
     * Tells whether a node votes.
     *
     * @param nodeId its node id
     * @return {@code true} if it is a voter
     */
    public boolean isVoter(int nodeId) {
        return voters.stream().anyMatch(voter -> voter.nodeId() == nodeId);
    }

    /**
     * Returns by how much a node was behind the leader when it last had everything.
     *
     * @param replica a voter or observer
     * @return the time between the leader's last caught-up time and the replica's, never negative; empty if either is not
     *     known
     */
    public Optional<Duration> behindLeader(QuorumReplica replica) {
        Optional<Instant> leader =
                replica(leadership.leaderId()).flatMap(found -> found.progress().lastCaughtUpAt());
        return leader.flatMap(reference -> replica.progress()
                .lastCaughtUpAt()
                .map(own -> own.isAfter(reference) ? Duration.ZERO : Duration.between(own, reference)));
    }

    /**
     * Tells whether a node has kept up with the leader.
     *
     * @param replica a voter or observer
     * @param tolerance how far behind still counts; {@code controller.quorum.fetch.timeout.ms} is 2 s by default, and a
     *     reading through {@code Admin} wants at least 5 s
     * @return {@code true} if it leads or is known to be at most {@code tolerance} behind
     */
    public boolean isCaughtUp(QuorumReplica replica, Duration tolerance) {
        return replica.nodeId() == leadership.leaderId()
                || behindLeader(replica)
                        .map(behind -> behind.compareTo(tolerance) <= 0)
                        .orElse(false);
    }
}
