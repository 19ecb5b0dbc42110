// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.plan.ReplicaMapBuilder;
import io.quorate.reassignment.plan.TargetReplicas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * A topic with the replicas that a test gave it and shall give it: the same plan however often, and in whichever process, it
 * is made. As text: {@code orders 1,2,3>4,2,3 2,3,1>2,4,1}.
 */
record LivePlan(String topic, List<List<Integer>> from, List<List<Integer>> to) {
    static LivePlan of(String text) {
        List<String> words = List.of(text.split(" ", -1));
        List<List<Integer>> from = new ArrayList<>();
        List<List<Integer>> to = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            String[] sides = word.split(">", -1);
            from.add(nodes(sides[0]));
            to.add(nodes(sides[1]));
        }
        return new LivePlan(words.get(0), from, to);
    }

    /** The same move for a number of partitions. */
    static LivePlan of(String topic, int partitions, String move) {
        return of(topic + (" " + move).repeat(partitions));
    }

    ReassignmentPlan plan(Admin admin) {
        List<TargetReplicas> targets = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            targets.add(TargetReplicas.of(topic, i, to.get(i)));
        }
        return plan(admin, new ReassignmentGoal.ExplicitTarget(targets));
    }

    ReassignmentPlan plan(Admin admin, ReassignmentGoal goal) {
        ClusterState state = look(admin);
        for (int looks = 0; looks < 100 && state.topic(topic).isEmpty(); looks++) {
            // Not every broker knows it yet.
            state = look(admin);
        }
        ReplicaMapBuilder map = ReplicaMap.builder(List.of(1, 2, 3, 4).stream()
                .map(node -> PlacementBroker.available(node, null))
                .toList());
        map.topic(topic, state.topic(topic).orElseThrow().id(), 1);
        for (List<Integer> replicas : from) {
            map.partition(
                    1_000_000, replicas.stream().mapToInt(Integer::intValue).toArray());
        }
        return ReassignmentPlanner.plan(state.clusterId(), map.build(), ReassignmentRequest.of(goal));
    }

    private ClusterState look(Admin admin) {
        return ClusterObserver.builder(admin)
                .sections(Set.of(Section.TOPICS))
                .topics(topic::equals)
                .build()
                .observe();
    }

    private static List<Integer> nodes(String text) {
        return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
    }
}
