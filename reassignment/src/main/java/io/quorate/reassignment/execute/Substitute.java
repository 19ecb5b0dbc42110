// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.reassignment.plan.MovementPolicy;
import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts brokers in the place of those that died while replicas were copied to them: only where the plan's request allows it,
 * in the same rack where there is one, else in the rack with the fewest replicas, and there on the one that got least.
 */
final class Substitute {
    private final Set<Integer> allowed = new HashSet<>();
    private final Map<Integer, Integer> given = new HashMap<>();

    private Substitute() {}

    /** Nobody takes anybody's place. */
    static Substitute nobody() {
        return new Substitute();
    }

    static Substitute of(ReassignmentPlan plan) {
        Substitute substitute = new Substitute();
        ReassignmentRequest request = plan.request();
        for (PlacementBroker broker : plan.before().brokers()) {
            boolean receives = broker.status() == PlacementBroker.Status.AVAILABLE
                    && !request.excluded().contains(broker.id())
                    && !leaving(request.goal()).contains(broker.id());
            if (receives && (newcomers(request).isEmpty() || newcomers(request).contains(broker.id()))) {
                substitute.allowed.add(broker.id());
            }
        }
        plan.after().loads().forEach(load -> substitute.given.put(load.broker(), load.replicas()));
        return substitute;
    }

    private static Set<Integer> leaving(ReassignmentGoal goal) {
        if (goal instanceof ReassignmentGoal.Decommission drain) {
            return drain.brokers();
        }
        return goal instanceof ReassignmentGoal.ReplaceBroker replace ? Set.of(replace.broker()) : Set.of();
    }

    private static Set<Integer> newcomers(ReassignmentRequest request) {
        return request.goal() instanceof ReassignmentGoal.AddBrokers add
                        && request.movement() == MovementPolicy.NEW_BROKERS_ONLY
                ? add.brokers()
                : Set.of();
    }

    /** Returns the target without the dead brokers, or nothing if there is nobody to take their place. */
    Optional<List<Integer>> replace(Course course, Set<Integer> dead, ClusterState state) {
        List<Integer> target = new ArrayList<>(course.to());
        // Nor does a replica stay where the plan takes it away.
        Set<Integer> unwanted = new HashSet<>(dead);
        unwanted.addAll(Course.without(course.from(), course.to()));
        for (int i = 0; i < target.size(); i++) {
            if (dead.contains(target.get(i))) {
                Optional<Integer> other = other(target, target.get(i), unwanted, state);
                if (other.isEmpty()) {
                    return Optional.empty();
                }
                target.set(i, other.get());
            }
        }
        return Optional.of(List.copyOf(target));
    }

    void redirected(List<Integer> from, List<Integer> to) {
        from.forEach(node -> given.merge(node, -1, Integer::sum));
        to.forEach(node -> given.merge(node, 1, Integer::sum));
    }

    private Optional<Integer> other(List<Integer> target, int dead, Set<Integer> lost, ClusterState state) {
        String rack = state.broker(dead).map(Broker::rack).orElse(null);
        return state.onlineBrokers().stream()
                .filter(allowed::contains)
                .filter(node -> !target.contains(node) && !lost.contains(node))
                .min(Comparator.comparing((Integer node) -> rack == null || !Objects.equals(rack, rackOf(state, node)))
                        .thenComparing(node -> inRack(state, target, dead, rackOf(state, node)))
                        .thenComparing(node -> given.getOrDefault(node, 0))
                        .thenComparing(node -> node));
    }

    private static @Nullable String rackOf(ClusterState state, int node) {
        return state.broker(node).map(Broker::rack).orElse(null);
    }

    private static long inRack(ClusterState state, List<Integer> target, int except, @Nullable String rack) {
        return target.stream()
                .filter(node -> node != except && Objects.equals(rackOf(state, node), rack))
                .count();
    }
}
