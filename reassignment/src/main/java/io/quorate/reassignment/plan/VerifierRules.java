// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that each changed partition has to keep, and each broker that gains replicas. */
final class VerifierRules {
    private final ReplicaMap before;
    private final ReplicaMap after;
    private final ReassignmentRequest request;
    private final ReassignmentGoal goal;
    private final VerifierNotes findings;
    private final VerifierBrokers brokers;
    private final boolean hasPlan;

    /** Whether the goal leaves replicas where they are, or wherever the caller wants them. */
    private final boolean onlyOrders;

    private final Map<Integer, Long> incoming = new HashMap<>();
    private final Map<Integer, Integer> gained = new HashMap<>();

    VerifierRules(ReassignmentPlan plan, VerifierNotes findings) {
        this.before = plan.before();
        this.after = plan.after();
        this.request = plan.request();
        this.goal = request.goal();
        this.onlyOrders = goal instanceof ReassignmentGoal.BalanceLeaders
                || goal instanceof ReassignmentGoal.EvacuateLeadership
                || goal instanceof ReassignmentGoal.ExplicitTarget;
        this.findings = findings;
        this.hasPlan = plan.problems().isEmpty();
        this.brokers = new VerifierBrokers(before, request);
    }

    void check() {
        for (ReplicaMap.Topic topic : before.topics()) {
            Map<Integer, Integer> held = new HashMap<>();
            Set<Integer> gainers = new HashSet<>();
            for (int number = 0; number < topic.partitionCount(); number++) {
                int partition = topic.firstPartition() + number;
                List<Integer> from = before.replicas(partition);
                List<Integer> to = after.replicas(partition);
                partition(topic, number, from, to);
                to.forEach(node -> held.merge(node, 1, Integer::sum));
                for (int node : to) {
                    if (!from.contains(node)) {
                        gainers.add(node);
                        gained.merge(node, 1, Integer::sum);
                        incoming.merge(node, Math.max(0, before.size(partition)), Long::sum);
                    }
                }
            }
            topicCap(topic, held, gainers);
        }
        limits();
    }

    private void partition(ReplicaMap.Topic topic, int number, List<Integer> from, List<Integer> to) {
        String name = topic.name() + "-" + number;
        boolean fixed = !request.inScope(topic.name()) || request.isPinned(topic.name(), number);
        if (from.equals(to)) {
            if (!fixed && hasPlan) {
                settled(name, to, goal instanceof ReassignmentGoal.ChangeReplicationFactor);
            }
            return;
        }
        if (fixed && !(goal instanceof ReassignmentGoal.ExplicitTarget)) {
            findings.add(name + " is out of scope or pinned, and changes from " + from + " to " + to + ".");
        }
        if (new HashSet<>(to).size() < to.size() || to.isEmpty()) {
            findings.add(name + " shall have " + to + ": each broker at most once, and at least one.");
        }
        List<Integer> adding = without(to, from);
        adding.stream()
                .filter(node -> !brokers.receives(node))
                .forEach(node -> findings.add(name + " shall get a replica on broker " + node
                        + ", which may not receive: " + from + " -> " + to));
        settled(name, to, false);
        factor(topic, name, from, to);
        policy(name, from, to);
    }

    /** What holds of a partition in scope, changed or not; racks do not concern one that the goal does not name. */
    private void settled(String name, List<Integer> to, boolean notNamed) {
        if (to.stream().anyMatch(brokers::leaves)) {
            findings.add(name + " still has a replica on a broker that goes: " + to);
        }
        if (goal instanceof ReassignmentGoal.EvacuateLeadership evacuate
                && evacuate.brokers().contains(to.get(0))
                && to.stream()
                        .anyMatch(node ->
                                brokers.isAvailable(node) && !evacuate.brokers().contains(node))) {
            findings.add(name + " is still led by broker " + to.get(0) + ": " + to);
        }
        if (request.racks() == RackRule.STRICT && !onlyOrders && !notNamed && brokers.crowd(to) > 0) {
            findings.add(name + " is not spread over racks: " + to + " is " + brokers.racks(to));
        }
    }

    private void factor(ReplicaMap.Topic topic, String name, List<Integer> from, List<Integer> to) {
        if (goal instanceof ReassignmentGoal.ExplicitTarget) {
            return;
        }
        int wanted = from.size();
        if (goal instanceof ReassignmentGoal.ChangeReplicationFactor change && change.factorOf(topic.name()) > 0) {
            wanted = change.factorOf(topic.name());
            if (to.size() < topic.minInSyncReplicas()) {
                findings.add(name + " shall have " + to.size() + " replicas, below its min.insync.replicas of "
                        + topic.minInSyncReplicas() + ".");
            }
            if (wanted != from.size()
                    && brokers.isAvailable(from.get(0))
                    && !to.get(0).equals(from.get(0))) {
                findings.add(name + " loses its live preferred leader: " + from + " -> " + to);
            }
        }
        if (to.size() != wanted) {
            findings.add(name + " shall have " + wanted + " replicas, and gets " + to);
        }
    }

    private void policy(String name, List<Integer> from, List<Integer> to) {
        List<Integer> adding = without(to, from);
        List<Integer> removing = without(from, to);
        if ((goal instanceof ReassignmentGoal.BalanceLeaders || goal instanceof ReassignmentGoal.EvacuateLeadership)
                && !(adding.isEmpty() && removing.isEmpty())) {
            findings.add(name + " shall only be reordered: " + from + " -> " + to);
        }
        if (goal instanceof ReassignmentGoal.ExplicitTarget
                || request.movement() != MovementPolicy.FORCED_ONLY
                || request.limits().replicasPerTopicAndBroker().isPresent()) {
            return;
        }
        List<Integer> kept = new ArrayList<>(from);
        kept.removeIf(brokers::mustGo);
        long allowed = Math.max(0, kept.size() - to.size());
        long freely = removing.stream().filter(node -> !brokers.mustGo(node)).count();
        if (freely > Math.max(allowed, brokers.crowd(kept, to.size()))) {
            findings.add(name + " loses replicas that need not move: " + from + " -> " + to);
        }
    }

    private void topicCap(ReplicaMap.Topic topic, Map<Integer, Integer> held, Set<Integer> gainers) {
        int most = request.limits().replicasPerTopicAndBroker().orElse(Integer.MAX_VALUE);
        for (int node : gainers) {
            if (held.getOrDefault(node, 0) > most) {
                findings.add("Broker " + node + " gets replicas of " + topic.name() + " up to " + held.get(node)
                        + "; the request allows " + most + ".");
            }
        }
    }

    private void limits() {
        int most = request.limits().replicasPerBroker().orElse(Integer.MAX_VALUE);
        for (BrokerLoad load : after.loads()) {
            if (gained.containsKey(load.broker()) && load.replicas() > most) {
                findings.add("Broker " + load.broker() + " gets replicas up to " + load.replicas()
                        + "; the request allows " + most + ".");
            }
        }
        incoming.forEach((node, bytes) -> {
            long room = brokers.room(node);
            if (bytes > room) {
                findings.add("Broker " + node + " shall receive " + bytes + " bytes, and has room for " + room + ".");
            }
        });
    }

    private static List<Integer> without(List<Integer> some, List<Integer> others) {
        List<Integer> left = new ArrayList<>(some);
        left.removeAll(others);
        return left;
    }
}
