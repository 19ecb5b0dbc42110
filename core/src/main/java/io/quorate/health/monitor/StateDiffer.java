// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Turns the differences between looks into events. An ISR and a leader must differ at two looks in a row; what is there for
 * one look only is not told. That a partition is offline is told at once.
 *
 * <p>What a look did not see is taken to be as before. Not thread-safe.
 */
final class StateDiffer {
    private final Map<String, Topic> topics = new HashMap<>();

    /** Partitions that differed at the last look, by topic and number: as they were before. */
    private final Map<String, Map<Integer, Partition>> unsettled = new HashMap<>();

    private @Nullable Set<Integer> online;
    private int activeController = Partition.NO_LEADER;

    List<HealthEvent> differences(ClusterState now) {
        List<HealthEvent> events = new ArrayList<>();
        controller(now, events);
        brokers(now, events);
        now.topics().value().ifPresent(seen -> {
            if (now.topics().isComplete()) {
                topics.keySet().retainAll(seen.keySet());
                unsettled.keySet().retainAll(seen.keySet());
            }
            seen.values().forEach(topic -> topic(topic, now.observedAt(), events));
        });
        return events;
    }

    private void controller(ClusterState now, List<HealthEvent> events) {
        int leader = now.quorum()
                .value()
                .map(quorum -> quorum.leadership().leaderId())
                .orElse(Partition.NO_LEADER);
        if (leader < 0) {
            return;
        }
        if (activeController >= 0 && activeController != leader) {
            events.add(new HealthEvent.QuorumLeaderChanged(now.observedAt(), activeController, leader));
        }
        activeController = leader;
    }

    private void brokers(ClusterState now, List<HealthEvent> events) {
        if (now.brokers().value().isEmpty()) {
            return;
        }
        Set<Integer> present = now.onlineBrokers();
        if (online != null) {
            Set<Integer> gone = new TreeSet<>(online);
            gone.removeAll(present);
            gone.forEach(nodeId -> events.add(new HealthEvent.BrokerFenced(now.observedAt(), nodeId)));
            Set<Integer> come = new TreeSet<>(present);
            come.removeAll(online);
            come.forEach(nodeId -> events.add(new HealthEvent.BrokerReturned(now.observedAt(), nodeId)));
        }
        online = present;
    }

    private void topic(Topic topic, Instant at, List<HealthEvent> events) {
        Topic before = topics.put(topic.name(), topic);
        if (before == null) {
            return;
        }
        if (!before.id().equals(topic.id()) && !before.id().equals(Uuid.ZERO_UUID)) {
            unsettled.remove(topic.name());
            events.add(new HealthEvent.TopicRecreated(at, topic.name(), before.id(), topic.id()));
            return;
        }
        Map<Integer, Partition> waiting = unsettled.remove(topic.name());
        if (waiting == null && topic.leadsLike(before)) {
            return;
        }
        TopicDiffer differ = new TopicDiffer(topic, at, waiting == null ? Map.of() : waiting);
        int partitions = Math.min(before.partitionCount(), topic.partitionCount());
        for (int index = 0; index < partitions; index++) {
            differ.add(before.partition(index), topic.partition(index));
        }
        events.addAll(differ.events());
        if (!differ.unsettled().isEmpty()) {
            unsettled.put(topic.name(), differ.unsettled());
        }
    }
}
