// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.ClusterState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is next in a roll, decided on fresh metadata before every stop. The plan's waves are the proposal: the roles keep
 * their order, a wave that is not safe now shrinks to a part that is, nodes that are down already go first, and the active
 * controller goes last, whoever that is by now.
 *
 * @param wave the nodes to stop now, or empty if there are none left or none may be stopped
 * @param verdict why none may be stopped; safe if there is a wave, or nothing left to do
 */
public record NextWave(Optional<Wave> wave, GateVerdict verdict) {
    private static final GateVerdict SAFE = new GateVerdict(List.of());

    /**
     * Chooses.
     *
     * @param gate the condition that the nodes must pass
     * @param roll the pass over the nodes
     * @param state the cluster as it was just seen
     * @param done the nodes that have had their turn in this roll and are back
     * @return the nodes, or why not
     */
    public static NextWave choose(RestartGate gate, Roll roll, ClusterState state, Set<Integer> done) {
        Optional<Wave> proposed = roll.waves().stream()
                .filter(wave -> !done.containsAll(wave.nodeIds()))
                .findFirst();
        if (proposed.isEmpty()) {
            return new NextWave(Optional.empty(), SAFE);
        }
        List<NodeStep> ofRole = inOrder(roll, state, proposed.get().role(), done);
        Wave.Kind kind = proposed.get().kind();
        if (kind == Wave.Kind.REGULAR && proposed.get().role() == NodeRole.BROKER && areAllUp(ofRole, state)) {
            List<NodeStep> together = proposed.get().steps().stream()
                    .filter(step -> !done.contains(step.nodeId()))
                    .toList();
            List<NodeStep> safe = largestSafe(gate, state, List.of(), together);
            if (!safe.isEmpty()) {
                return new NextWave(Optional.of(new Wave(NodeRole.BROKER, kind, safe)), SAFE);
            }
        }
        return oneOf(gate, state, kind, ofRole);
    }

    /** The first node that may go alone. A controller never overtakes another one. */
    private static NextWave oneOf(RestartGate gate, ClusterState state, Wave.Kind kind, List<NodeStep> ofRole) {
        GateVerdict first = SAFE;
        for (NodeStep step : ofRole) {
            GateVerdict verdict = gate.check(state, Set.of(step.nodeId()), Set.of());
            if (verdict.isSafe()) {
                return new NextWave(Optional.of(new Wave(step.role(), kind, List.of(step))), SAFE);
            }
            first = first.isSafe() ? verdict : first;
            if (step.role().isController()) {
                break;
            }
        }
        return new NextWave(Optional.empty(), first);
    }

    /** What is safe is closed under subsets, so a set that is not safe is tried in halves. */
    private static List<NodeStep> largestSafe(
            RestartGate gate, ClusterState state, List<NodeStep> chosen, List<NodeStep> more) {
        if (more.isEmpty()) {
            return chosen;
        }
        List<NodeStep> all = new ArrayList<>(chosen);
        all.addAll(more);
        if (gate.check(state, ids(all), Set.of()).isSafe()) {
            return all;
        }
        if (more.size() == 1) {
            return chosen;
        }
        int half = more.size() / 2;
        List<NodeStep> first = largestSafe(gate, state, chosen, more.subList(0, half));
        return largestSafe(gate, state, first, more.subList(half, more.size()));
    }

    private static List<NodeStep> inOrder(Roll roll, ClusterState state, NodeRole role, Set<Integer> done) {
        int active = state.quorum()
                .value()
                .map(quorum -> quorum.leadership().leaderId())
                .orElse(-1);
        return roll.steps().stream()
                .filter(step -> step.role() == role && !done.contains(step.nodeId()))
                .sorted(Comparator.comparing((NodeStep step) -> step.role().isController() && step.nodeId() == active)
                        .thenComparing(step -> RollOrder.isUp(step, state)))
                .toList();
    }

    private static boolean areAllUp(List<NodeStep> steps, ClusterState state) {
        return steps.stream().allMatch(step -> RollOrder.isUp(step, state));
    }

    private static Set<Integer> ids(List<NodeStep> steps) {
        Set<Integer> ids = new TreeSet<>();
        steps.forEach(step -> ids.add(step.nodeId()));
        return ids;
    }
}
