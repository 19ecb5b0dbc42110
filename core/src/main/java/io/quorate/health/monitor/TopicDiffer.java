// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The events of one topic at one look. */
final class TopicDiffer {
    private final Topic topic;
    private final Instant at;
    private final Map<Integer, Partition> waiting;
    private final Map<Integer, Partition> unsettled = new HashMap<>();
    private final List<HealthEvent> events = new ArrayList<>();

    /** Partitions that differed at the last look are waiting, as they were before. */
    TopicDiffer(Topic topic, Instant at, Map<Integer, Partition> waiting) {
        this.topic = topic;
        this.at = at;
        this.waiting = waiting;
    }

    void add(Partition before, Partition now) {
        TopicPartition name = topic.topicPartition(now.index());
        boolean again = waiting.containsKey(now.index());
        Partition base = waiting.getOrDefault(now.index(), before);
        if (now.isOffline() && !base.isOffline()) {
            events.add(new HealthEvent.PartitionOffline(at, name, before.leader()));
        } else if (!now.isOffline() && base.isOffline() && again) {
            events.add(new HealthEvent.PartitionOnline(at, name, now.leader()));
        }
        if (now.isOffline() || (base.isOffline() && again)) {
            // Who leads it, if anybody, is told herewith; only the rest waits.
            base = base.toBuilder().leader(now.leader()).build();
        }
        Set<Integer> left = minus(base.isr(), now.isr());
        Set<Integer> came = minus(now.isr(), base.isr());
        if (left.isEmpty() && came.isEmpty() && now.leader() == base.leader()) {
            return;
        }
        if (!again) {
            unsettled.put(now.index(), base);
            return;
        }
        if (!left.isEmpty()) {
            events.add(new HealthEvent.IsrShrank(at, name, base.isr(), now.isr()));
        }
        if (!came.isEmpty()) {
            events.add(new HealthEvent.IsrExpanded(at, name, base.isr(), now.isr()));
        }
        if (now.leader() != base.leader()) {
            events.add(new HealthEvent.LeaderChanged(at, name, base.leader(), now.leader()));
        }
    }

    Map<Integer, Partition> unsettled() {
        return unsettled;
    }

    List<HealthEvent> events() {
        return events;
    }

    private static Set<Integer> minus(List<Integer> some, List<Integer> others) {
        Set<Integer> rest = new HashSet<>(some);
        others.forEach(rest::remove);
        return rest;
    }
}
