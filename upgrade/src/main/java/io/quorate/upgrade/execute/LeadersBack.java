// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Topic;
import io.quorate.observe.ClusterObservationException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Gives nodes that are back the partitions that they lead when everything is well. Never a reason to stop a run. */
final class LeadersBack {
    /** Of a hundred partitions of which a node is the preferred leader, so many may be led by others. */
    private static final int FEW = 5;

    private final RunContext context;

    /** False once brokers said that they cannot be asked: waiting for what nobody asked for is in vain. */
    private boolean mayAsk = true;

    LeadersBack(RunContext context) {
        this.context = context;
    }

    void await(Set<Integer> nodes) {
        long begun = context.time().nanos();
        while (true) {
            List<String> problem = look(nodes);
            if (problem.isEmpty()) {
                return;
            }
            if (!mayAsk) {
                context.board().warn(problem.get(0));
                return;
            }
            if (context.time().nanos() - begun
                    > context.settings().timeouts().leaders().toNanos()) {
                context.board().warn(problem.get(0));
                return;
            }
            context.control().sleep();
        }
    }

    private List<String> look(Set<Integer> nodes) {
        try {
            ClusterState state = context.gateway().observe();
            Set<TopicPartition> away = new HashSet<>();
            int preferred = 0;
            for (Topic topic : state.topics().orElse(Map.of()).values()) {
                for (int index = 0; index < topic.partitionCount(); index++) {
                    int first = topic.replica(index, 0);
                    if (nodes.contains(first) && topic.isInSync(index, first)) {
                        preferred++;
                        if (topic.leader(index) != first) {
                            away.add(topic.topicPartition(index));
                        }
                    }
                }
            }
            if (away.size() * 100 <= preferred * FEW) {
                return List.of();
            }
            mayAsk = context.gateway().electPreferredLeaders(away);
            if (!mayAsk) {
                return List.of("Brokers before 2.4 cannot be asked to lead their partitions again; "
                        + "auto.leader.rebalance.enable does it, within minutes.");
            }
            return List.of("Nodes " + nodes + " do not lead " + away.size() + " of the " + preferred
                    + " partitions that they are the preferred leaders of.");
        } catch (ClusterObservationException e) {
            return List.of(e.gap().describe());
        } catch (KafkaException e) {
            return List.of("Preferred leaders were not elected: " + e);
        }
    }
}
