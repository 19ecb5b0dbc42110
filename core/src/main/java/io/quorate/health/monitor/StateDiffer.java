// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
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
 * Turns the differences between looks into events. Each look may ask another broker, and some lag behind. So an ISR and a leader
 * must differ at two looks in a row, and so must a partition or a broker that is back; that one is offline or fenced is told at
 * once. A topic never gets the id again that it had before it was deleted, and no controller leads again in an older epoch: looks
 * that show these are behind.
 *
 * <p>What a look did not see is taken to be as before. Not thread-safe.
 */
final class StateDiffer {
    private static final MetadataQuorum.Leadership NOBODY = new MetadataQuorum.Leadership(Partition.NO_LEADER, -1, -1);

    private final Map<String, Topic> topics = new HashMap<>();

    /** Partitions that differed at the last look, by topic and number: as they were before. */
    private final Map<String, Map<Integer, Partition>> unsettled = new HashMap<>();

    /** By topic, the id that it had before it was created again. */
    private final Map<String, Uuid> deleted = new HashMap<>();

    private @Nullable Set<Integer> online;

    /** Brokers that were not online before the last look. */
    private Set<Integer> returning = Set.of();

    private String clusterId = "";
    private MetadataQuorum.Leadership active = NOBODY;

    List<HealthEvent> differences(ClusterState now) {
        List<HealthEvent> events = new ArrayList<>();
        controller(now, events);
        brokers(now, events);
        now.topics().value().ifPresent(seen -> {
            if (now.topics().isComplete()) {
                topics.keySet().retainAll(seen.keySet());
                unsettled.keySet().retainAll(seen.keySet());
                deleted.keySet().retainAll(seen.keySet());
            }
            seen.values().forEach(topic -> topic(topic, now.observedAt(), events));
        });
        return events;
    }

    private void controller(ClusterState now, List<HealthEvent> events) {
        if (!now.clusterId().equals(clusterId)) {
            clusterId = now.clusterId();
            active = NOBODY; // in a cluster that was wiped, epochs begin anew
        }
        MetadataQuorum.Leadership seen =
                now.quorum().value().map(MetadataQuorum::leadership).orElse(active);
        if (seen.leaderId() < 0 || seen.epoch() < active.epoch()) {
            return;
        }
        if (active.leaderId() >= 0 && active.leaderId() != seen.leaderId()) {
            events.add(new HealthEvent.QuorumLeaderChanged(now.observedAt(), active.leaderId(), seen.leaderId()));
        }
        active = seen;
    }

    private void brokers(ClusterState now, List<HealthEvent> events) {
        if (now.brokers().value().isEmpty()) {
            return;
        }
        Set<Integer> present = now.onlineBrokers();
        if (online == null) {
            online = new TreeSet<>(present);
            return;
        }
        Set<Integer> gone = new TreeSet<>(online);
        gone.removeAll(present);
        gone.forEach(nodeId -> events.add(new HealthEvent.BrokerFenced(now.observedAt(), nodeId)));
        online.removeAll(gone);
        Set<Integer> come = new TreeSet<>(present);
        come.removeAll(online);
        Set<Integer> stayed = new TreeSet<>(come);
        stayed.retainAll(returning);
        stayed.forEach(nodeId -> events.add(new HealthEvent.BrokerReturned(now.observedAt(), nodeId)));
        online.addAll(stayed);
        returning = come;
    }

    private void topic(Topic topic, Instant at, List<HealthEvent> events) {
        if (topic.id().equals(deleted.get(topic.name()))) {
            return;
        }
        Topic before = topics.put(topic.name(), topic);
        if (before == null) {
            return;
        }
        if (!before.id().equals(topic.id()) && !before.id().equals(Uuid.ZERO_UUID)) {
            unsettled.remove(topic.name());
            deleted.put(topic.name(), before.id());
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
