// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;

/** Assertions about the metadata quorum, which wait until they hold. */
public final class QuorumAssert extends AwaitingAssert<QuorumAssert> {
    QuorumAssert(Admin actual, Awaited awaited) {
        super(actual, awaited, QuorumAssert.class);
    }

    /**
     * Verifies which nodes are voters.
     *
     * @param nodeIds exactly these nodes, in any order
     * @return this
     */
    public QuorumAssert hasVoters(int... nodeIds) {
        NavigableSet<Integer> expected = Seen.sorted(nodeIds);
        return awaitQuorum(
                "to have the voters " + expected, seen -> ids(seen.voters()).equals(expected));
    }

    /**
     * Verifies that these nodes follow the metadata log without being voters, as brokers do.
     *
     * @param nodeIds the nodes; others may be observers too
     * @return this
     */
    public QuorumAssert hasObservers(int... nodeIds) {
        NavigableSet<Integer> expected = Seen.sorted(nodeIds);
        return awaitQuorum("to have the observers " + expected, seen -> ids(seen.observers())
                .containsAll(expected));
    }

    /**
     * Verifies that a node leads the quorum: that it is the active controller.
     *
     * @param nodeId the node
     * @return this
     */
    public QuorumAssert isLedBy(int nodeId) {
        return isLedByAnyOf(nodeId);
    }

    /**
     * Verifies that one of these nodes leads the quorum.
     *
     * @param nodeIds the nodes
     * @return this
     */
    public QuorumAssert isLedByAnyOf(int... nodeIds) {
        NavigableSet<Integer> expected = Seen.sorted(nodeIds);
        return awaitQuorum("to be led by one of " + expected, seen -> expected.contains(seen.leaderId()));
    }

    /**
     * Verifies that no voter is behind the leader's metadata log by more than some records. The log grows all the time, by two
     * records in a second, so 0 is seldom seen.
     *
     * @param records the most records that a voter may be behind
     * @return this
     */
    public QuorumAssert hasVotersBehindAtMost(long records) {
        return awaitQuorum(
                "to have no voter behind the leader by more than %d records".formatted(records),
                seen -> seen.voters().stream().allMatch(voter -> end(seen) - voter.logEndOffset() <= records));
    }

    private QuorumAssert awaitQuorum(String expected, Predicate<QuorumInfo> fits) {
        return await(
                "the metadata quorum " + expected,
                () -> Awaited.get(actual.describeMetadataQuorum().quorumInfo()),
                fits,
                QuorumAssert::text);
    }

    private static long end(QuorumInfo quorum) {
        return quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .mapToLong(ReplicaState::logEndOffset)
                .findFirst()
                .orElse(quorum.highWatermark());
    }

    private static NavigableSet<Integer> ids(List<ReplicaState> replicas) {
        return replicas.stream().map(ReplicaState::replicaId).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(QuorumInfo seen) {
        String voters = seen.voters().stream()
                .map(voter -> "%d at %d".formatted(voter.replicaId(), voter.logEndOffset()))
                .collect(Collectors.joining(", "));
        return "leader %d, epoch %d, high watermark %d, voters %s, observers %s"
                .formatted(seen.leaderId(), seen.leaderEpoch(), seen.highWatermark(), voters, ids(seen.observers()));
    }
}
