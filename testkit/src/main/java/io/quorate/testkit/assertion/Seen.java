// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** How what was seen is written in a message. */
final class Seen {
    private Seen() {}

    static NavigableSet<Integer> sorted(int... ids) {
        return Arrays.stream(ids).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Integer> ids(Collection<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }

    static NavigableSet<Integer> sortedIds(Collection<Node> nodes) {
        return new TreeSet<>(ids(nodes));
    }

    static boolean isLed(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }

    static boolean isFullyInSync(TopicPartitionInfo partition) {
        return isLed(partition)
                && partition.isr().size() == partition.replicas().size();
    }

    static String partition(String topic, TopicPartitionInfo one) {
        Node leader = one.leader();
        String leading = leader == null || leader.isEmpty() ? "none" : String.valueOf(leader.id());
        return "%s-%d: leader %s, replicas %s, ISR %s"
                .formatted(topic, one.partition(), leading, ids(one.replicas()), ids(one.isr()));
    }

    static String topic(@Nullable TopicDescription topic) {
        return topic == null
                ? "no such topic"
                : topic.partitions().stream()
                        .map(one -> partition(topic.name(), one))
                        .collect(Collectors.joining("\n  "));
    }
}
