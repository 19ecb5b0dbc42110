// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.ElectionNotNeededException;

/** Partitions whose leader went to another replica, as the preferred one of a changed order. */
final class MovedLeaders extends AdminFault {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Admin admin;
    private final int nodeId;
    private final Map<TopicPartition, List<Integer>> before;
    private final Map<TopicPartition, List<Integer>> ours;

    private MovedLeaders(
            Admin admin,
            int nodeId,
            Map<TopicPartition, List<Integer>> before,
            Map<TopicPartition, List<Integer>> ours,
            Consumer<Fault> whenClosed) {
        super(whenClosed);
        this.admin = admin;
        this.nodeId = nodeId;
        this.before = Map.copyOf(before);
        this.ours = Map.copyOf(ours);
    }

    static MovedLeaders awayFrom(int nodeId, Admin admin, Consumer<Fault> whenClosed) {
        Map<TopicPartition, List<Integer>> before = new HashMap<>();
        Map<TopicPartition, List<Integer>> ours = new HashMap<>();
        partitions(admin).forEach((partition, info) -> {
            Optional<Integer> successor = ids(info.isr()).stream()
                    .filter(replica -> replica != nodeId)
                    .findFirst();
            if (info.leader() != null && info.leader().id() == nodeId && successor.isPresent()) {
                before.put(partition, ids(info.replicas()));
                ours.put(partition, led(successor.get(), ids(info.replicas())));
            }
        });
        if (ours.isEmpty()) {
            throw new FaultException(
                    "No leader was moved: node " + nodeId + " leads no partition that another replica in the ISR could"
                            + " lead. Choose another node, or a topic with more replicas.",
                    null);
        }
        MovedLeaders moved = new MovedLeaders(admin, nodeId, before, ours, whenClosed);
        moved.lead(ours);
        return moved;
    }

    private static List<Integer> led(int first, List<Integer> replicas) {
        return Stream.concat(Stream.of(first), replicas.stream().filter(replica -> replica != first))
                .toList();
    }

    private static Map<TopicPartition, TopicPartitionInfo> partitions(Admin admin) {
        Map<TopicPartition, TopicPartitionInfo> all = new HashMap<>();
        Roles.topics(admin, ANSWER).forEach((topic, description) -> description
                .partitions()
                .forEach(info -> all.put(new TopicPartition(topic, info.partition()), info)));
        return all;
    }

    private static List<Integer> ids(List<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }

    private void lead(Map<TopicPartition, List<Integer>> orders) {
        if (orders.isEmpty()) {
            return;
        }
        Roles.get(
                "change of the replicas' order",
                ANSWER,
                admin.alterPartitionReassignments(orders.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        order -> Optional.of(new NewPartitionReassignment(order.getValue())))))
                        .all());
        Set<TopicPartition> partitions = new HashSet<>(orders.keySet());
        Roles.get(
                        "election of leaders",
                        ANSWER,
                        admin.electLeaders(ElectionType.PREFERRED, partitions).partitions())
                .forEach((partition, failure) -> failure.filter(e -> !(e instanceof ElectionNotNeededException))
                        .ifPresent(e -> {
                            throw new FaultException("No leader was elected for " + partition + ": " + e, e);
                        }));
    }

    /** A partition that somebody else has changed since is left as it is. */
    @Override
    void putBack() {
        Map<TopicPartition, TopicPartitionInfo> now = partitions(admin);
        lead(before.entrySet().stream()
                .filter(order -> {
                    TopicPartitionInfo info = now.get(order.getKey());
                    return info != null && ids(info.replicas()).equals(ours.get(order.getKey()));
                })
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public int nodeId() {
        return nodeId;
    }

    @Override
    public String describe() {
        return "moved the leaders of " + ours.size() + " partitions away from node " + nodeId;
    }
}
