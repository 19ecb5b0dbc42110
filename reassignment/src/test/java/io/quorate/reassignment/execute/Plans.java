// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.plan.ReplicaMapBuilder;
import io.quorate.reassignment.plan.TargetReplicas;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Plans for the cluster in memory. */
final class Plans {
    private Plans() {}

    static ReassignmentPlan of(ControllerModel cluster, Map<TopicPartition, List<Integer>> targets) {
        List<TargetReplicas> placements = targets.entrySet().stream()
                .map(entry ->
                        TargetReplicas.of(entry.getKey().topic(), entry.getKey().partition(), entry.getValue()))
                .toList();
        return ReassignmentPlanner.plan(
                ControllerModel.CLUSTER,
                map(cluster),
                ReassignmentRequest.of(new ReassignmentGoal.ExplicitTarget(placements)));
    }

    static ReplicaMap map(ControllerModel cluster) {
        ReplicaMapBuilder map = ReplicaMap.builder(cluster.brokers.stream()
                .map(node -> cluster.online.contains(node)
                        ? PlacementBroker.available(node, null)
                        : PlacementBroker.offline(node, null))
                .toList());
        cluster.topicIds.forEach((name, id) -> {
            map.topic(name, id, cluster.minIsr.getOrDefault(name, 1));
            cluster.partitions.forEach((partition, model) -> {
                if (partition.topic().equals(name)) {
                    map.partition(
                            model.size,
                            model.replicas.stream().mapToInt(Integer::intValue).toArray());
                    for (int i = 0; i < model.replicas.size(); i++) {
                        if (!model.isr.contains(model.replicas.get(i))) {
                            map.outOfSync(i);
                        }
                    }
                }
            });
        });
        return map.build();
    }
}
