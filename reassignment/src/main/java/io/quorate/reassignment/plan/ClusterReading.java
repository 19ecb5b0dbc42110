// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Turns what was seen of a cluster into what the planner works on, and says what would have to be guessed.
 *
 * <ul>
 *   <li>A fenced broker is offline. One whose log dirs are all cordoned or failed keeps what it has and receives nothing,
 *       and so does one that was asked for its log dirs and did not answer: it may be about to die.
 *   <li>A partition that is being reassigned counts as what it will be: copies on their way are replicas out of sync,
 *       copies on their way out are gone.
 * </ul>
 */
final class ClusterReading {
    private final ClusterState state;
    private final Map<TopicPartition, OngoingReassignment> ongoing;

    private ClusterReading(ClusterState state) {
        this.state = state;
        this.ongoing = state.reassignments().orElse(List.of()).stream()
                .collect(Collectors.toMap(OngoingReassignment::partition, found -> found));
    }

    static ReplicaMap map(ClusterState state) {
        return new ClusterReading(state).map();
    }

    /** What the request needs and nobody saw, all at once. */
    static List<PlanProblem> unseen(ClusterState state, ReassignmentRequest request) {
        List<PlanProblem> problems = new ArrayList<>();
        // Before Kafka 4.0 fenced brokers are not listed; whoever holds a replica and is not listed counts as offline.
        if (state.brokers().value().isEmpty()) {
            problems.add(notSeen("the brokers", state.brokers().gaps()));
        }
        if (!state.topics().isComplete()) {
            problems.add(notSeen("all topics", state.topics().gaps()));
        }
        if (!state.reassignments().isComplete()) {
            problems.add(
                    notSeen("the ongoing reassignments", state.reassignments().gaps()));
        }
        boolean copies = !(request.goal() instanceof ReassignmentGoal.BalanceLeaders
                || request.goal() instanceof ReassignmentGoal.EvacuateLeadership);
        if (copies && state.logDirs().value().isEmpty()) {
            problems.add(notSeen(
                    "the log dirs, which say who is cordoned and what is free",
                    state.logDirs().gaps()));
        }
        if (request.goal() instanceof ReassignmentGoal.ChangeReplicationFactor change) {
            List<String> unread = state.topics().orElse(Map.of()).keySet().stream()
                    .filter(topic -> request.inScope(topic) && change.factorOf(topic) > 0)
                    .filter(topic -> state.minInSyncReplicas(topic).isEmpty())
                    .toList();
            if (!unread.isEmpty()) {
                problems.add(new PlanProblem.NotSeen(
                        "min.insync.replicas of " + some(unread),
                        "a replication factor below it would stop producers. "
                                + advice(state.topicConfigs().gaps())));
            }
        }
        return problems;
    }

    private static PlanProblem notSeen(String section, List<Gap> gaps) {
        return new PlanProblem.NotSeen(section, advice(gaps));
    }

    private static String advice(List<Gap> gaps) {
        return (gaps.isEmpty() ? "" : some(gaps.stream().map(Gap::describe).toList()) + ". ")
                + "Observe the cluster again, with a client that may see it.";
    }

    private static String some(List<String> all) {
        return String.join(", ", all.subList(0, Math.min(3, all.size())))
                + (all.size() > 3 ? " and " + (all.size() - 3) + " more" : "");
    }

    private ReplicaMap map() {
        List<Broker> brokers = state.brokers().value().orElseThrow(() -> refused("brokers", state.brokers()));
        ReplicaMapBuilder map =
                ReplicaMap.builder(brokers.stream().map(this::broker).toList());
        for (Topic topic : state.topics()
                .value()
                .orElseThrow(() -> refused("topics", state.topics()))
                .values()) {
            map.topic(
                    topic.name(),
                    topic.id(),
                    state.minInSyncReplicas(topic.name()).orElse(0));
            for (int partition = 0; partition < topic.partitionCount(); partition++) {
                add(map, topic, partition);
            }
        }
        return map.build();
    }

    private void add(ReplicaMapBuilder map, Topic topic, int partition) {
        TopicPartition name = topic.topicPartition(partition);
        OngoingReassignment moving = ongoing.get(name);
        int[] replicas;
        if (moving == null) {
            replicas = new int[topic.replicationFactor(partition)];
            for (int position = 0; position < replicas.length; position++) {
                replicas[position] = topic.replica(partition, position);
            }
        } else {
            replicas = moving.target().stream().mapToInt(Integer::intValue).toArray();
        }
        map.partition(state.sizeOf(name).orElse(ReplicaMap.UNKNOWN_SIZE), replicas);
        for (int position = 0; position < replicas.length; position++) {
            if (!topic.isInSync(partition, replicas[position])) {
                map.outOfSync(position);
            }
        }
    }

    private PlacementBroker broker(Broker broker) {
        List<LogDir> healthy = state.logDirs().orElse(Map.of()).getOrDefault(broker.nodeId(), List.of()).stream()
                .filter(dir -> dir.problem().isEmpty())
                .toList();
        boolean receives = state.logDirs().value().isEmpty() || healthy.stream().anyMatch(dir -> !dir.cordoned());
        PlacementBroker.Status status = broker.fenced()
                ? PlacementBroker.Status.OFFLINE
                : receives ? PlacementBroker.Status.AVAILABLE : PlacementBroker.Status.NOT_RECEIVING;
        List<LogDirRoom> rooms = healthy.stream()
                .map(dir -> new LogDirRoom(
                        dir.path(),
                        dir.space()
                                .map(space -> OptionalLong.of(space.usableBytes()))
                                .orElse(OptionalLong.empty()),
                        dir.cordoned()))
                .toList();
        return new PlacementBroker(broker.nodeId(), broker.rack(), status, 1, rooms);
    }

    private static IllegalArgumentException refused(String section, Observed<?> seen) {
        return new IllegalArgumentException("Did not make a replica map: the " + section + " were not seen ("
                + seen.gaps().get(0).describe() + "). Observe the cluster again, with this section.");
    }
}
