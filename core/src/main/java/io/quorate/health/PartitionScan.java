// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One pass over all partitions. It makes objects only of those that something is wrong with. */
final class PartitionScan {
    private final ClusterState state;
    private final Roster roster;
    private final BehindTally behind;
    private final Map<String, Map<Integer, List<Integer>>> added = new HashMap<>();

    private final boolean[] holding;
    private final Set<Integer> strangers = new TreeSet<>();
    private final OfflineTally offline;
    private final List<TopicPartition> underMinIsr = new ArrayList<>();
    private final List<TopicPartition> atMinIsr = new ArrayList<>();
    private final List<TopicPartition> underReplicated = new ArrayList<>();
    private final List<TopicPartition> rackUnsafe = new ArrayList<>();
    private final List<TopicPartition> single = new ArrayList<>();
    private final List<TopicPartition> singleInternal = new ArrayList<>();
    private final List<PlacementFinding.TopicSetting> spareless = new ArrayList<>();
    private final List<Gap> unread = new ArrayList<>();
    private int led;
    private int imbalanced;

    private PartitionScan(ClusterState state, Roster roster, BehindTally behind) {
        this.state = state;
        this.roster = roster;
        this.behind = behind;
        this.offline = new OfflineTally(roster);
        this.holding = new boolean[roster.size()];
        for (OngoingReassignment reassignment : state.reassignments().orElse(List.of())) {
            added.computeIfAbsent(reassignment.partition().topic(), topic -> new HashMap<>())
                    .put(reassignment.partition().partition(), reassignment.adding());
        }
    }

    static PartitionScan of(ClusterState state, Roster roster, BehindTally behind) {
        PartitionScan scan = new PartitionScan(state, roster, behind);
        state.topics().orElse(Map.of()).values().forEach(scan::add);
        return scan;
    }

    private void add(Topic topic) {
        OptionalInt minIsr = state.minInSyncReplicas(topic.name());
        if (minIsr.isEmpty() && state.topicConfigs().isComplete()) {
            // The section says that nothing is missing, and yet it is: the topic is younger than its configs.
            unread.add(new Gap(Gap.topicConfigsSubject(topic.name()), Gap.Kind.VANISHED, "not read"));
        }
        Map<Integer, List<Integer>> moving = added.getOrDefault(topic.name(), Map.of());
        int smallest = Integer.MAX_VALUE;
        for (int index = 0; index < topic.partitionCount(); index++) {
            int replicas = topic.replicationFactor(index);
            smallest = Math.min(smallest, replicas);
            addPlacement(topic, index, !moving.isEmpty() && moving.containsKey(index));
            if (topic.leader(index) == Partition.NO_LEADER) {
                offline.add(topic, index);
            } else {
                addLeadership(topic, index);
                addInSync(topic, index, minIsr, moving.get(index));
            }
        }
        if (minIsr.isPresent() && smallest > 1 && minIsr.getAsInt() >= smallest && topic.partitionCount() > 0) {
            spareless.add(new PlacementFinding.TopicSetting(topic.name(), minIsr.getAsInt(), smallest));
        }
    }

    private void addPlacement(Topic topic, int index, boolean moving) {
        int replicas = topic.replicationFactor(index);
        int distinct = replicas;
        for (int position = 0; position < replicas; position++) {
            int nodeId = topic.replica(index, position);
            int at = roster.indexOf(nodeId);
            if (at >= 0) {
                holding[at] = true;
            } else {
                strangers.add(nodeId);
            }
            if (roster.racks() > 1 && sharesRack(topic, index, position)) {
                distinct--;
            }
        }
        if (roster.racks() > 1 && !moving && distinct < Math.min(replicas, roster.racks())) {
            rackUnsafe.add(topic.topicPartition(index));
        }
        if (replicas == 1) {
            (topic.isInternal() ? singleInternal : single).add(topic.topicPartition(index));
        }
    }

    private boolean sharesRack(Topic topic, int index, int position) {
        for (int before = 0; before < position; before++) {
            if (roster.shareRack(topic.replica(index, before), topic.replica(index, position))) {
                return true;
            }
        }
        return false;
    }

    private void addLeadership(Topic topic, int index) {
        led++;
        int preferred = topic.replica(index, 0);
        if (topic.leader(index) != preferred && topic.isInSync(index, preferred)) {
            imbalanced++;
        }
    }

    private void addInSync(Topic topic, int index, OptionalInt minIsr, @Nullable List<Integer> adding) {
        int replicas = topic.replicationFactor(index);
        int inSync = topic.inSyncCount(index);
        if (inSync >= replicas) {
            return;
        }
        int needed = Math.min(minIsr.orElse(0), replicas);
        if (inSync < needed) {
            underMinIsr.add(topic.topicPartition(index));
        }
        if (behind.add(topic, index, adding)) {
            underReplicated.add(topic.topicPartition(index));
            if (inSync == needed) {
                atMinIsr.add(topic.topicPartition(index));
            }
        }
    }

    /** The brokers that hold a replica, registered or not. */
    Set<Integer> holders() {
        Set<Integer> holders = new TreeSet<>(strangers);
        for (int i = 0; i < holding.length; i++) {
            if (holding[i]) {
                holders.add(roster.nodeId(i));
            }
        }
        return holders;
    }

    /** Topics that should have configs and have none. */
    List<Gap> unread() {
        return unread;
    }

    List<HealthFinding> findings(double imbalance, BehindTally.Since since) {
        List<HealthFinding> findings = new ArrayList<>();
        offline.finding().ifPresent(findings::add);
        if (!underMinIsr.isEmpty()) {
            findings.add(new PartitionFinding.UnderMinIsr(underMinIsr));
        }
        if (!atMinIsr.isEmpty()) {
            findings.add(new PartitionFinding.AtMinIsr(atMinIsr));
        }
        if (!underReplicated.isEmpty()) {
            findings.add(new PartitionFinding.UnderReplicated(underReplicated, behind.brokers(since)));
        }
        if (!rackUnsafe.isEmpty()) {
            findings.add(new PlacementFinding.RackUnsafe(rackUnsafe, roster.racks()));
        }
        if (!spareless.isEmpty()) {
            findings.add(new PlacementFinding.MinIsrWithoutSpare(spareless));
        }
        if (!single.isEmpty() || !singleInternal.isEmpty()) {
            List<TopicPartition> all = new ArrayList<>(singleInternal);
            all.addAll(single);
            findings.add(new PlacementFinding.SingleReplica(all, singleInternal.size()));
        }
        if (imbalanced > imbalance * led) {
            findings.add(new PlacementFinding.LeadersImbalanced(imbalanced, led));
        }
        return findings;
    }
}
