// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who is registered, in arrays, so that a pass over all replicas makes no objects; and who of them is listed as online and
 * yet silent.
 */
final class Roster {
    private static final int NO_RACK = -1;

    private final int[] nodeIds;
    private final int[] rackOf;
    private final int racks;
    private final Set<Integer> online;
    private final Map<Integer, Duration> silent;

    private Roster(List<Broker> brokers, Set<Integer> online, Map<Integer, Duration> silent) {
        this.nodeIds = brokers.stream().mapToInt(Broker::nodeId).toArray();
        this.rackOf = new int[nodeIds.length];
        this.online = online;
        this.silent = silent;
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < nodeIds.length; i++) {
            String rack = brokers.get(i).rack();
            rackOf[i] = rack == null ? NO_RACK : numbers.computeIfAbsent(rack, name -> numbers.size());
        }
        this.racks = numbers.size();
    }

    static Roster of(ClusterState state, Duration quorumTolerance) {
        Map<Integer, Duration> silent = new TreeMap<>();
        state.quorum()
                .value()
                .filter(quorum -> quorum.leadership().leaderId() >= 0)
                .ifPresent(quorum -> state.onlineBrokers().forEach(nodeId -> quorum.replica(nodeId)
                        .flatMap(quorum::behindLeader)
                        .filter(behind -> behind.compareTo(quorumTolerance) > 0)
                        .ifPresent(behind -> silent.put(nodeId, behind))));
        return new Roster(state.brokers().orElse(List.of()), state.onlineBrokers(), silent);
    }

    /** Where a broker stands in the list of those that are registered; negative if it is not. */
    int indexOf(int nodeId) {
        return Arrays.binarySearch(nodeIds, nodeId);
    }

    int size() {
        return nodeIds.length;
    }

    int nodeId(int index) {
        return nodeIds[index];
    }

    boolean isOnline(int nodeId) {
        return online.contains(nodeId);
    }

    /** By node id: how long a broker that is listed as online has not followed the metadata log. */
    Map<Integer, Duration> silent() {
        return silent;
    }

    int racks() {
        return racks;
    }

    /** Tells whether two nodes are known to be in the same rack. */
    boolean shareRack(int oneNode, int otherNode) {
        int one = indexOf(oneNode);
        int other = indexOf(otherNode);
        return one >= 0 && other >= 0 && rackOf[one] != NO_RACK && rackOf[one] == rackOf[other];
    }
}
