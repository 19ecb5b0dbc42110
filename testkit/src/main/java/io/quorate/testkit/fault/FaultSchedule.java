// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Random faults within limits. The same seed, nodes and limits give the same steps, on any machine and JDK.
 *
 * <pre>{@code
 * FaultSchedule schedule = FaultSchedule.seeded(seed).over(Duration.ofMinutes(5)).steps(cluster);
 * FaultRun run = schedule.runOn(cluster);
 * }</pre>
 *
 * <p>Immutable.
 */
public final class FaultSchedule {
    private final long seed;
    private final List<FaultStep> steps;
    private final int disturbedAtMost;

    FaultSchedule(FaultScheduleBuilder limits, Set<Integer> nodeIds) {
        this.seed = limits.seed();
        this.disturbedAtMost = limits.disturbedAtMost();
        this.steps = draw(limits, List.copyOf(nodeIds));
    }

    /**
     * Begins to describe a schedule.
     *
     * @param seed any number; the one that a failed run has printed repeats it
     * @return a builder
     */
    public static FaultScheduleBuilder seeded(long seed) {
        return new FaultScheduleBuilder(seed);
    }

    /** Draws a step for each moment at which one more node may be disturbed, until the time is over. */
    private static List<FaultStep> draw(FaultScheduleBuilder limits, List<Integer> nodeIds) {
        Random random = new Random(limits.seed());
        List<FaultKind> kinds = List.copyOf(new TreeSet<>(limits.kinds()));
        List<FaultStep> steps = new ArrayList<>();
        Map<Integer, Duration> quietFrom = new HashMap<>();
        Duration now = between(random, Duration.ZERO, limits.pause());
        while (true) {
            Duration begin = now;
            List<Integer> disturbed = nodeIds.stream()
                    .filter(nodeId ->
                            quietFrom.getOrDefault(nodeId, Duration.ZERO).compareTo(begin) > 0)
                    .toList();
            List<Integer> free = nodeIds.stream()
                    .filter(nodeId -> !disturbed.contains(nodeId))
                    .toList();
            if (disturbed.size() < limits.disturbedAtMost() && !free.isEmpty()) {
                int nodeId = free.get(random.nextInt(free.size()));
                FaultKind kind = kinds.get(random.nextInt(kinds.size()));
                FaultStep step =
                        new FaultStep(begin, between(random, limits.shortest(), limits.longest()), kind, nodeId);
                if (step.end().compareTo(limits.length()) > 0) {
                    return List.copyOf(steps);
                }
                steps.add(step);
                quietFrom.put(nodeId, step.end().plus(limits.pause()));
                now = begin.plus(
                        between(random, Duration.ofMillis(1), limits.pause().plusMillis(1)));
            } else {
                now = disturbed.stream()
                        .map(nodeId -> quietFrom.getOrDefault(nodeId, Duration.ZERO))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
            }
        }
    }

    private static Duration between(Random random, Duration shortest, Duration longest) {
        long span = longest.minus(shortest).toMillis();
        return shortest.plusMillis((long) (random.nextDouble() * (span + 1)));
    }

    /**
     * Returns the seed.
     *
     * @return what repeats these steps
     */
    public long seed() {
        return seed;
    }

    /**
     * Returns what is to be done.
     *
     * @return the steps, in the order of their begin
     */
    public List<FaultStep> steps() {
        return steps;
    }

    int disturbedAtMost() {
        return disturbedAtMost;
    }

    /**
     * Runs the schedule on a cluster, in this thread, and prints the seed first. No step begins before the cluster has
     * recovered from as many as the limits ask for, so a run can take longer than planned, but never disturbs more nodes.
     * At its end all faults are undone, whatever happened, and the cluster is whole.
     *
     * @param cluster a cluster with the nodes that the schedule was made for
     * @return what was done, and when
     * @throws FaultException if a fault cannot be begun or undone, or the cluster does not recover in time; the message holds
     *     the seed
     */
    public FaultRun runOn(TestCluster cluster) {
        Set<Integer> nodeIds =
                cluster.nodes().stream().map(TestNode::nodeId).collect(Collectors.toCollection(TreeSet::new));
        List<Integer> unknown = steps.stream()
                .map(FaultStep::nodeId)
                .filter(nodeId -> !nodeIds.contains(nodeId))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw new FaultException(
                    "The schedule with seed " + seed + " was not run: it disturbs nodes " + unknown
                            + ", and the cluster has " + nodeIds,
                    null);
        }
        if (needsLinks(steps.stream().map(FaultStep::kind).toList())) {
            cluster.links(); // says what to do if there are none
        }
        return ScheduleRunner.run(this, cluster);
    }

    static boolean needsLinks(Collection<FaultKind> kinds) {
        return !kinds.isEmpty() && EnumSet.copyOf(kinds).stream().anyMatch(FaultKind::needsLinks);
    }

    /**
     * Returns the seed, the limits and all steps.
     *
     * @return text for people
     */
    public String describe() {
        return "Fault schedule with seed " + seed + ", at most " + disturbedAtMost + " nodes disturbed at once, "
                + steps.size() + " steps\n"
                + steps.stream().map(step -> "  " + step.describe()).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return "FaultSchedule[seed=" + seed + ", steps=" + steps.size() + "]";
    }
}
