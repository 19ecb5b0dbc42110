// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a request lets each broker do, worked out once more from its words. */
final class VerifierBrokers {
    private static final String NO_RACK = "no rack";

    private final Map<Integer, PlacementBroker> byId = new HashMap<>();
    private final Map<String, Integer> receiversOfRack = new TreeMap<>();
    private final Set<Integer> leaving = new HashSet<>();
    private final Set<Integer> receiving = new HashSet<>();
    private final boolean offlineStays;

    VerifierBrokers(ReplicaMap before, ReassignmentRequest request) {
        ReassignmentGoal goal = request.goal();
        Set<Integer> arriving = new HashSet<>();
        if (goal instanceof ReassignmentGoal.Decommission decommission) {
            leaving.addAll(decommission.brokers());
        } else if (goal instanceof ReassignmentGoal.ReplaceBroker replace) {
            leaving.add(replace.broker());
            arriving.add(replace.replacement());
        } else if (goal instanceof ReassignmentGoal.AddBrokers add) {
            arriving.addAll(add.brokers());
        }
        if (arriving.isEmpty()) {
            before.loads().stream().filter(load -> load.replicas() == 0).forEach(load -> arriving.add(load.broker()));
        }
        boolean onlyNew = request.movement() == MovementPolicy.NEW_BROKERS_ONLY;
        this.offlineStays = onlyNew || goal instanceof ReassignmentGoal.ChangeReplicationFactor;
        for (PlacementBroker broker : before.brokers()) {
            byId.put(broker.id(), broker);
            boolean receives = isAvailable(broker.id())
                    && !leaving.contains(broker.id())
                    && !(request.excluded().contains(broker.id()) && !(goal instanceof ReassignmentGoal.ExplicitTarget))
                    && (!onlyNew || goal instanceof ReassignmentGoal.ExplicitTarget || arriving.contains(broker.id()));
            if (receives) {
                receiving.add(broker.id());
                receiversOfRack.merge(rack(broker.id()), 1, Integer::sum);
            }
        }
    }

    boolean isAvailable(int node) {
        PlacementBroker broker = byId.get(node);
        return broker != null && broker.status() == PlacementBroker.Status.AVAILABLE;
    }

    boolean isLive(int node) {
        PlacementBroker broker = byId.get(node);
        return broker != null && broker.status() != PlacementBroker.Status.OFFLINE;
    }

    boolean leaves(int node) {
        return leaving.contains(node);
    }

    boolean receives(int node) {
        return receiving.contains(node);
    }

    /** Whether a replica on this broker has to go wherever it is. */
    boolean mustGo(int node) {
        return leaves(node) || (!isLive(node) && !offlineStays);
    }

    /** The bytes that its log dirs can take together; as many as there are where that is not known. */
    long room(int node) {
        PlacementBroker broker = byId.get(node);
        if (broker == null
                || broker.logDirs().stream().noneMatch(dir -> dir.usableBytes().isPresent())) {
            return Long.MAX_VALUE;
        }
        return broker.logDirs().stream()
                .filter(dir -> !dir.cordoned())
                .mapToLong(dir -> dir.usableBytes().orElse(0))
                .sum();
    }

    /** How many replicas stand in racks that have more than their even share. */
    int crowd(List<Integer> replicas) {
        return crowd(replicas, replicas.size());
    }

    /** How many of these replicas have to leave their racks so that as many as wanted can be spread evenly. */
    int crowd(List<Integer> replicas, int wanted) {
        Map<String, Integer> has = new TreeMap<>();
        Map<String, Integer> room = new TreeMap<>(receiversOfRack);
        for (int node : replicas) {
            has.merge(rack(node), 1, Integer::sum);
            room.merge(rack(node), receives(node) ? 0 : 1, Integer::sum);
        }
        int level = 0;
        while (level < wanted && upTo(room, level + 1) <= wanted) {
            level++;
        }
        int above = Math.max(0, wanted - upTo(room, level));
        int stays = 0;
        for (int count : has.values()) {
            stays += Math.min(count, level);
            if (count > level && above > 0) {
                above--;
                stays++;
            }
        }
        return Math.max(0, Math.min(replicas.size(), wanted) - stays);
    }

    List<String> racks(List<Integer> replicas) {
        return replicas.stream().map(this::rack).toList();
    }

    private static int upTo(Map<String, Integer> room, int level) {
        return room.values().stream()
                .mapToInt(brokers -> Math.min(brokers, level))
                .sum();
    }

    private String rack(int node) {
        PlacementBroker broker = byId.get(node);
        return broker == null || broker.rack() == null ? NO_RACK : broker.rack();
    }
}
