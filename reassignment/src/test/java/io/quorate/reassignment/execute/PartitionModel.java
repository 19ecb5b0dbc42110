// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition as a KRaft controller keeps it, with the arithmetic of {@code PartitionReassignmentReplicas}, {@code
 * PartitionReassignmentRevert} and {@code ReplicationControlManager.changePartitionReassignment}.
 */
final class PartitionModel {
    /** Which controllers it is that decides when a reassignment is complete. */
    enum Rules {
        /** The whole target must be in the ISR. */
        UP_TO_4_2,
        /** The new replicas must be (KAFKA-19975), and the whole target only if it is smaller than what was. */
        FROM_4_3
    }

    final List<Integer> replicas;
    final List<Integer> isr;
    final Map<Integer, Long> copied = new HashMap<>();
    final List<Integer> adding = new ArrayList<>();
    final List<Integer> removing = new ArrayList<>();
    final long size;
    int leader;

    PartitionModel(List<Integer> replicas, long size) {
        this.replicas = new ArrayList<>(replicas);
        this.isr = new ArrayList<>(replicas);
        this.size = size;
        this.leader = replicas.get(0);
        replicas.forEach(node -> copied.put(node, size));
    }

    /** What the controller does with a new target. It keeps what it had where nothing is to be added or removed. */
    void reassign(List<Integer> target, Rules rules, Set<Integer> online) {
        List<Integer> nowRemoving =
                Course.without(replicas, target).stream().sorted().toList();
        List<Integer> nowAdding =
                Course.without(target, replicas).stream().sorted().toList();
        replicas.clear();
        replicas.addAll(target);
        replicas.addAll(nowRemoving);
        if (!nowRemoving.isEmpty()) {
            replace(removing, nowRemoving);
        }
        if (!nowAdding.isEmpty()) {
            replace(adding, nowAdding);
        }
        completeIfDone(rules, online);
    }

    /** Returns false if nothing goes on. */
    boolean cancel(Set<Integer> online) {
        if (adding.isEmpty() && removing.isEmpty()) {
            return false;
        }
        replicas.removeAll(adding);
        isr.removeAll(adding);
        adding.forEach(copied::remove);
        adding.clear();
        removing.clear();
        elect(online);
        return true;
    }

    void completeIfDone(Rules rules, Set<Integer> online) {
        if (adding.isEmpty() && removing.isEmpty()) {
            return;
        }
        List<Integer> target = Course.without(replicas, removing);
        List<Integer> targetIsr = Course.without(isr, removing);
        boolean shrinks = target.size() < replicas.size() - adding.size();
        boolean whole = rules == Rules.UP_TO_4_2 || shrinks;
        boolean added = rules == Rules.UP_TO_4_2 || targetIsr.containsAll(adding);
        if (!targetIsr.isEmpty() && added && (!whole || targetIsr.containsAll(target))) {
            removing.forEach(copied::remove);
            replace(replicas, target);
            replace(isr, targetIsr);
            adding.clear();
            removing.clear();
            elect(online);
        }
    }

    void elect(Set<Integer> online) {
        if (!isr.contains(leader) || !online.contains(leader)) {
            leader = replicas.stream()
                    .filter(node -> isr.contains(node) && online.contains(node))
                    .findFirst()
                    .orElse(Partition.NO_LEADER);
        }
    }

    /** A replica that is behind gets a piece, if its broker and a leader are there. */
    void copy(int node, long piece, Rules rules, Set<Integer> online) {
        if (leader != Partition.NO_LEADER && online.contains(node) && !isr.contains(node)) {
            copied.put(node, Math.min(size, copied.getOrDefault(node, 0L) + piece));
            if (copied.getOrDefault(node, 0L) == size) {
                isr.add(node);
                completeIfDone(rules, online);
            }
        }
    }

    void lost(int node, Set<Integer> online) {
        if (isr.size() > 1) {
            isr.remove(Integer.valueOf(node));
        }
        elect(online);
    }

    Partition seen(int index) {
        return Partition.builder(index)
                .replicas(replicas)
                .isr(isr)
                .leader(leader)
                .build();
    }

    Optional<OngoingReassignment> ongoing(TopicPartition name) {
        return adding.isEmpty() && removing.isEmpty()
                ? Optional.empty()
                : Optional.of(new OngoingReassignment(name, replicas, adding, removing));
    }

    boolean isWedged() {
        return adding.stream().anyMatch(removing::contains);
    }

    private static void replace(List<Integer> list, List<Integer> content) {
        List<Integer> copy = List.copyOf(content);
        list.clear();
        list.addAll(copy);
    }
}
