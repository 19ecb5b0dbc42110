// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.QuorumReplica;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What is shown of the controllers and of the nodes that follow them. */
final class QuorumSamples {
    static final String CAUGHT_UP = "caught_up";
    static final String LAGGING = "lagging";
    static final String NOT_KNOWN = "unknown";

    private static final double MILLIS = 1000.0;

    private final MetadataQuorum quorum;
    private final Set<Integer> behind;
    private final Samples samples;

    private QuorumSamples(MetadataQuorum quorum, Set<Integer> behind, Samples samples) {
        this.quorum = quorum;
        this.behind = behind;
        this.samples = samples;
    }

    /**
     * Puts what is known.
     *
     * @param behind the voters that the verdict counts as behind
     */
    static void put(ClusterState state, Set<Integer> behind, Samples samples) {
        state.quorum().value().ifPresent(quorum -> {
            samples.put(Family.QUORUM_AVAILABLE, hasLeader(quorum) ? 1 : 0);
            new QuorumSamples(quorum, behind, samples).put(state.observedAt());
        });
    }

    private static boolean hasLeader(MetadataQuorum quorum) {
        return quorum.leadership().leaderId() >= 0;
    }

    private void put(Instant observedAt) {
        samples.put(
                Family.QUORUM_LEADER, hasLeader(quorum) ? quorum.leadership().leaderId() : Samples.UNKNOWN);
        for (String state : new String[] {CAUGHT_UP, LAGGING, NOT_KNOWN}) {
            samples.put(
                    Family.QUORUM_VOTERS,
                    (int) quorum.voters().stream()
                            .filter(voter -> stateOf(voter).equals(state))
                            .count(),
                    state);
        }
        // The leader stamps fetches with its own clock, which need not be ours.
        Instant now = quorum.replica(quorum.leadership().leaderId())
                .flatMap(leader -> leader.progress().lastFetchedAt())
                .orElse(observedAt);
        quorum.voters().forEach(voter -> replica(voter, "voter", now));
        quorum.observers().forEach(observer -> replica(observer, "observer", now));
    }

    private String stateOf(QuorumReplica voter) {
        if (hasLeader(quorum) && !behind.contains(voter.nodeId())) {
            return CAUGHT_UP;
        }
        return hasLeader(quorum) && quorum.behindLeader(voter).isPresent() ? LAGGING : NOT_KNOWN;
    }

    private void replica(QuorumReplica replica, String role, Instant now) {
        String nodeId = String.valueOf(replica.nodeId());
        quorum.replica(quorum.leadership().leaderId())
                .ifPresent(leader -> samples.put(
                        Family.QUORUM_LAG,
                        (double) Math.max(
                                0,
                                leader.progress().logEndOffset()
                                        - Math.max(0, replica.progress().logEndOffset())),
                        nodeId,
                        role));
        replica.progress()
                .lastFetchedAt()
                .ifPresent(fetched -> samples.put(
                        Family.QUORUM_FETCH_AGE,
                        Math.max(0, Duration.between(fetched, now).toMillis() / MILLIS),
                        nodeId,
                        role));
    }
}
