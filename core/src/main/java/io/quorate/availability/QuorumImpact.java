// SPDX-License-Identifier: Apache-2.0
package io.quorate.availability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.QuorumReplica;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the loss of nodes does to the metadata quorum.
 *
 * @param outcome whether it can still decide
 * @param left the voters that are caught up and stay, by node id
 * @param voters how many voters there are
 * @param majority how many of them must agree
 */
public record QuorumImpact(Outcome outcome, List<Integer> left, int voters, int majority) {
    /**
     * How far behind the leader a node may be and still count. {@code controller.quorum.fetch.timeout.ms} is 2 s by
     * default; a reading through {@code Admin} is itself up to a poll old, so the reference asks for 5 s at least.
     */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** Whether the controllers can still decide. */
    public enum Outcome {
        /** None of the nodes votes. */
        UNTOUCHED,
        /** Enough voters that are caught up stay. */
        KEPT,
        /** Too few voters stay: no leader changes, no topics, no ISR changes until they are back. */
        LOST,
        /** The quorum could not be read, or it has no leader. */
        UNKNOWN
    }

    /**
     * Copies the list.
     *
     * @param outcome whether it can still decide
     * @param left the voters that are caught up and stay
     * @param voters how many voters there are
     * @param majority how many of them must agree
     */
    public QuorumImpact {
        left = List.copyOf(left);
    }

    static QuorumImpact of(ClusterState state, Set<Integer> nodes) {
        MetadataQuorum quorum = state.quorum().value().orElse(null);
        if (quorum == null || quorum.leadership().leaderId() < 0) {
            return new QuorumImpact(Outcome.UNKNOWN, List.of(), 0, 0);
        }
        List<Integer> left = quorum.voters().stream()
                .filter(voter -> !nodes.contains(voter.nodeId()))
                .filter(voter -> quorum.isCaughtUp(voter, TOLERANCE))
                .map(QuorumReplica::nodeId)
                .sorted()
                .toList();
        boolean touched = quorum.voters().stream().anyMatch(voter -> nodes.contains(voter.nodeId()));
        Outcome outcome = left.size() < quorum.majority() ? Outcome.LOST : touched ? Outcome.KEPT : Outcome.UNTOUCHED;
        return new QuorumImpact(outcome, left, quorum.voters().size(), quorum.majority());
    }

    /**
     * Tells whether the quorum is known to go on.
     *
     * @return {@code true} if it is untouched or kept
     */
    public boolean isKept() {
        return outcome == Outcome.UNTOUCHED || outcome == Outcome.KEPT;
    }

    /**
     * Returns the impact as words for people.
     *
     * @return for example {@code quorum kept (2 of 3 voters, 2 needed)}
     */
    public String describe() {
        return outcome == Outcome.UNKNOWN
                ? "quorum unknown (it could not be read, or it has no leader)"
                : "quorum " + outcome.name().toLowerCase(java.util.Locale.ROOT) + " (" + left.size() + " of " + voters
                        + " voters caught up and left, " + majority + " needed)";
    }
}
