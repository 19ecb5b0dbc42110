// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What to move, why, and how close it is to the least that must move; or why there is no valid plan.
 *
 * <p>Immutable. Big plans are kept in arrays: the lists make their elements when they are asked for.
 */
public final class ReassignmentPlan {
    private final String clusterId;
    private final ReassignmentRequest request;
    private final ReplicaMap before;
    private final ReplicaMap after;
    private final List<PartitionMove> moves;
    private final Explanation explanation;

    /**
     * What a planner says about its plan.
     *
     * @param bound what is moved, and the least that could be
     * @param reasons why each of {@link #moves()} is made, in the same order
     * @param logDirMoves replicas that go to a certain log dir; empty if the brokers choose
     * @param warnings what a reader should know
     * @param problems why there is no valid plan; then nothing is moved
     * @param whyEmpty why nothing is to be done; empty if something is, or there are problems
     */
    record Explanation(
            MovementBound bound,
            List<MoveReason> reasons,
            List<LogDirMove> logDirMoves,
            List<PlanWarning> warnings,
            List<PlanProblem> problems,
            Optional<String> whyEmpty) {}

    ReassignmentPlan(
            String clusterId,
            ReassignmentRequest request,
            ReplicaMap before,
            ReplicaMap after,
            Explanation explanation) {
        this.clusterId = Objects.requireNonNull(clusterId, "clusterId");
        this.request = request;
        this.before = before;
        this.after = after;
        this.moves = before.movesTo(after, before.changed(after));
        this.explanation = explanation;
    }

    /**
     * Returns the cluster that the plan is for.
     *
     * @return its id; empty if the plan was made from files that do not say
     */
    public String clusterId() {
        return clusterId;
    }

    /**
     * Returns what was asked for.
     *
     * @return the request
     */
    public ReassignmentRequest request() {
        return request;
    }

    /**
     * Returns the cluster that the plan was made from. What its partitions have here, order included, is what a rollback
     * restores.
     *
     * @return the replicas before
     */
    public ReplicaMap before() {
        return before;
    }

    /**
     * Returns the cluster as it is when the plan has been carried out.
     *
     * @return the replicas after; the same as before if there are problems
     */
    public ReplicaMap after() {
        return after;
    }

    /**
     * Returns the partitions that change, in the order of topics and partitions.
     *
     * @return a view that makes each move when it is asked for; empty if nothing is to be done, or there are problems
     */
    public List<PartitionMove> moves() {
        return moves;
    }

    /**
     * Returns why each partition changes.
     *
     * @return in the order of {@link #moves()}
     */
    public List<MoveReason> reasons() {
        return explanation.reasons();
    }

    /**
     * Returns the replicas that shall be in a certain log dir.
     *
     * @return empty if the brokers choose
     */
    public List<LogDirMove> logDirMoves() {
        return explanation.logDirMoves();
    }

    /**
     * Returns what is moved, and the least that could be.
     *
     * @return the bound, with its proof
     */
    public MovementBound bound() {
        return explanation.bound();
    }

    /**
     * Returns what a reader should know before it is carried out.
     *
     * @return the warnings
     */
    public List<PlanWarning> warnings() {
        return explanation.warnings();
    }

    /**
     * Returns why there is no valid plan.
     *
     * @return empty if the plan is valid
     */
    public List<PlanProblem> problems() {
        return explanation.problems();
    }

    /**
     * Tells whether nothing is to be done.
     *
     * @return {@code true} if there are no moves
     */
    public boolean isEmpty() {
        return moves.isEmpty() && explanation.logDirMoves().isEmpty();
    }

    /**
     * Returns why nothing is to be done.
     *
     * @return one sentence; empty if something is to be done, or there are problems
     */
    public Optional<String> whyEmpty() {
        return explanation.whyEmpty();
    }

    /**
     * Checks the plan by other code than made it: every rule of the request, every figure, and whether the cluster still is
     * what the plan was made from.
     *
     * @param state the cluster as it is now; {@link #before()} to check the plan alone
     * @return what was found
     */
    public PlanVerification verify(ReplicaMap state) {
        return PlanVerifier.verify(this, state);
    }

    @Override
    public String toString() {
        return "ReassignmentPlan of " + moves.size() + " partitions, " + bound().moves() + " replicas to copy";
    }
}
