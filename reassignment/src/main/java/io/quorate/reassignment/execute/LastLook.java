// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.observe.Section;
import io.quorate.reassignment.plan.PartitionMove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What brokers that were to be emptied still hold: partitions that were made, or grown, since the plan, and those that could
 * not be moved.
 *
 * @param complete {@code false} if not all of the cluster could be read
 * @param held how many replicas each broker holds
 * @param moves how the partitions that are not of the plan can go elsewhere
 * @param topicIds the topics of those moves
 */
record LastLook(boolean complete, Map<Integer, Integer> held, List<PartitionMove> moves, Map<String, Uuid> topicIds) {
    static LastLook at(RunContext context, MoveTable done, Set<Integer> leaving) {
        ClusterState state = context.gateway().observe(Set.of(Section.TOPICS), name -> true);
        Substitute substitute = Substitute.of(context.plan());
        Map<Integer, Integer> held = new HashMap<>();
        leaving.forEach(node -> held.put(node, 0));
        List<PartitionMove> moves = new ArrayList<>();
        Map<String, Uuid> topicIds = new HashMap<>();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            for (Partition partition : topic.partitions()) {
                List<Integer> on =
                        partition.replicas().stream().filter(leaving::contains).toList();
                on.forEach(node -> held.merge(node, 1, Integer::sum));
                TopicPartition name = topic.topicPartition(partition.index());
                boolean planned =
                        done.find(name) >= 0 && done.topic(topic.name()).id().equals(topic.id());
                if (!on.isEmpty() && !planned) {
                    Course stay = Course.of(partition.replicas(), partition.replicas());
                    Optional<List<Integer>> target = substitute.replace(stay, leaving, state);
                    if (target.isPresent()) {
                        substitute.redirected(partition.replicas(), target.get());
                        moves.add(new PartitionMove(name, partition.replicas(), target.get()));
                        topicIds.put(topic.name(), topic.id());
                    }
                }
            }
        }
        return new LastLook(state.topics().isComplete(), held, moves, topicIds);
    }

    boolean isEmpty() {
        return complete && held.values().stream().allMatch(count -> count == 0);
    }

    List<String> facts() {
        List<String> facts = new ArrayList<>();
        held.forEach((node, count) -> facts.add(
                "broker " + node + " hosts " + count + " replicas" + (complete ? "" : ", as far as could be seen")));
        return facts;
    }
}
