// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The limits of a {@link FaultSchedule}. */
public final class FaultScheduleBuilder {
    private final long seed;
    private Set<FaultKind> kinds = EnumSet.of(FaultKind.KILL, FaultKind.STOP, FaultKind.PAUSE);
    private int disturbedAtMost = 1;
    private Duration length = Duration.ofMinutes(1);
    private Duration shortest = Duration.ofSeconds(1);
    private Duration longest = Duration.ofSeconds(5);
    private Duration pause = Duration.ofSeconds(2);

    FaultScheduleBuilder(long seed) {
        this.seed = seed;
    }

    /**
     * Sets what can happen. If not set, {@code KILL}, {@code STOP} and {@code PAUSE}, which need no links.
     *
     * @param first one kind
     * @param more other kinds
     * @return this
     */
    public FaultScheduleBuilder kinds(FaultKind first, FaultKind... more) {
        kinds = EnumSet.of(first, more);
        return this;
    }

    /**
     * Sets how many nodes suffer at the same time, counted until the cluster has recovered from it. If not set, 1: three nodes
     * survive that with all that was acknowledged.
     *
     * @param nodes at least 1
     * @return this
     */
    public FaultScheduleBuilder disturbedAtMost(int nodes) {
        if (nodes < 1) {
            throw new IllegalArgumentException("A schedule disturbs at least 1 node, but this is " + nodes);
        }
        disturbedAtMost = nodes;
        return this;
    }

    /**
     * Sets how long the schedule is. If not set, one minute.
     *
     * @param newLength until the last fault is undone
     * @return this
     */
    public FaultScheduleBuilder over(Duration newLength) {
        length = positive("The length of a schedule", newLength);
        return this;
    }

    /**
     * Sets how long a fault lasts. If not set, from 1 to 5 seconds.
     *
     * @param newShortest at least
     * @param newLongest at most
     * @return this
     */
    public FaultScheduleBuilder lasting(Duration newShortest, Duration newLongest) {
        if (newLongest.compareTo(newShortest) < 0) {
            throw new IllegalArgumentException(
                    "A fault lasts at least " + newShortest + " and at most " + newLongest + ", which is less");
        }
        shortest = positive("The time of a fault", newShortest);
        longest = newLongest;
        return this;
    }

    /**
     * Sets how long a node is left in peace between two faults. If not set, 2 seconds.
     *
     * @param newPause at least
     * @return this
     */
    public FaultScheduleBuilder pause(Duration newPause) {
        pause = positive("The pause between faults", newPause);
        return this;
    }

    private static Duration positive(String what, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(what + " is at least a millisecond, but this is " + duration);
        }
        return duration;
    }

    /**
     * Draws the steps for the nodes of a cluster.
     *
     * @param cluster its nodes are those that can be disturbed
     * @return the schedule
     */
    public FaultSchedule steps(TestCluster cluster) {
        return steps(cluster.nodes().stream().map(TestNode::nodeId).collect(Collectors.toSet()));
    }

    /**
     * Draws the steps.
     *
     * @param nodeIds the nodes that can be disturbed, at least one
     * @return the schedule
     */
    public FaultSchedule steps(Set<Integer> nodeIds) {
        if (nodeIds.isEmpty()) {
            throw new IllegalArgumentException("A schedule needs at least one node that it can disturb");
        }
        return new FaultSchedule(this, new TreeSet<>(nodeIds));
    }

    long seed() {
        return seed;
    }

    Set<FaultKind> kinds() {
        return kinds;
    }

    int disturbedAtMost() {
        return disturbedAtMost;
    }

    Duration length() {
        return length;
    }

    Duration shortest() {
        return shortest;
    }

    Duration longest() {
        return longest;
    }

    Duration pause() {
        return pause;
    }
}
