// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each broker may do for a request: keep, receive, take another's place. See {@link PlacementTask}. */
final class BrokerRoles {
    private final int[] rackOf;
    private final boolean[] keeps;
    private final boolean[] receives;
    private final double[] capacity;
    private final int[] substitute;
    private int rackCount = 1;

    private BrokerRoles(int brokers) {
        this.rackOf = new int[brokers];
        this.keeps = new boolean[brokers];
        this.receives = new boolean[brokers];
        this.capacity = new double[brokers];
        this.substitute = new int[brokers];
        Arrays.fill(substitute, -1);
    }

    static BrokerRoles of(ReplicaMap cluster, ReassignmentRequest request) {
        List<PlacementBroker> brokers = cluster.brokers();
        BrokerRoles roles = new BrokerRoles(brokers.size());
        Set<Integer> leaving = leaving(request.goal());
        boolean onlyNew = request.movement() == MovementPolicy.NEW_BROKERS_ONLY;
        Set<Integer> arriving = onlyNew ? arriving(cluster, request.goal()) : Set.of();
        boolean offlineStays = onlyNew || request.goal() instanceof ReassignmentGoal.ChangeReplicationFactor;
        for (int i = 0; i < brokers.size(); i++) {
            PlacementBroker broker = brokers.get(i);
            boolean offline = broker.status() == PlacementBroker.Status.OFFLINE;
            roles.keeps[i] = !leaving.contains(broker.id()) && (!offline || offlineStays);
            roles.receives[i] = roles.keeps[i]
                    && broker.status() == PlacementBroker.Status.AVAILABLE
                    && !request.excluded().contains(broker.id())
                    && (!onlyNew || arriving.contains(broker.id()));
            roles.capacity[i] = request.capacities().getOrDefault(broker.id(), broker.capacity());
        }
        if (request.goal() instanceof ReassignmentGoal.ReplaceBroker replace) {
            roles.substitute[cluster.brokerIndex(replace.broker())] = cluster.brokerIndex(replace.replacement());
        }
        if (request.racks() != RackRule.IGNORE) {
            roles.number(brokers);
        }
        return roles;
    }

    /** The brokers that the goal takes everything off. */
    static Set<Integer> leaving(ReassignmentGoal goal) {
        if (goal instanceof ReassignmentGoal.Decommission decommission) {
            return decommission.brokers();
        }
        return goal instanceof ReassignmentGoal.ReplaceBroker replace ? Set.of(replace.broker()) : Set.of();
    }

    /** The brokers that the goal brings in; those that hold nothing yet where it names none. */
    static Set<Integer> arriving(ReplicaMap cluster, ReassignmentGoal goal) {
        if (goal instanceof ReassignmentGoal.AddBrokers add) {
            return add.brokers();
        }
        if (goal instanceof ReassignmentGoal.ReplaceBroker replace) {
            return Set.of(replace.replacement());
        }
        return cluster.loads().stream()
                .filter(load -> load.replicas() == 0)
                .map(BrokerLoad::broker)
                .collect(Collectors.toSet());
    }

    /** Racks are numbered in the order of their names, and brokers without a rack are one together. */
    private void number(List<PlacementBroker> brokers) {
        TreeMap<String, Integer> names = new TreeMap<>();
        brokers.forEach(broker -> names.put(nameOf(broker), 0));
        int next = 0;
        for (var name : names.entrySet()) {
            name.setValue(next++);
        }
        for (int i = 0; i < rackOf.length; i++) {
            rackOf[i] = names.getOrDefault(nameOf(brokers.get(i)), 0);
        }
        rackCount = Math.max(1, next);
    }

    private static String nameOf(PlacementBroker broker) {
        return Objects.requireNonNullElse(broker.rack(), "");
    }

    int[] rackOf() {
        return rackOf;
    }

    int rackCount() {
        return rackCount;
    }

    boolean[] keeps() {
        return keeps;
    }

    boolean[] receives() {
        return receives;
    }

    double[] capacity() {
        return capacity;
    }

    int[] substitute() {
        return substitute;
    }
}
