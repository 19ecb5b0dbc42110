// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** A placement that the caller named: taken as it is, or refused with all that is wrong with it. */
final class TargetPlacement {
    private static final int NAMED = 5;

    private final ReplicaMap cluster;
    private final ReassignmentRequest request;
    private final List<PlanProblem> problems = new ArrayList<>();
    private final Map<TopicPartition, TargetReplicas> wanted = new HashMap<>();
    private final Map<String, ReplicaMap.Topic> topics = new HashMap<>();
    private final TreeMap<Integer, Long> received = new TreeMap<>();
    private long moves;
    private long bytes;

    private TargetPlacement(ReplicaMap cluster, ReassignmentRequest request) {
        this.cluster = cluster;
        this.request = request;
        cluster.topics().forEach(topic -> topics.put(topic.name(), topic));
    }

    static Placement place(ReplicaMap cluster, ReassignmentRequest request, ReassignmentGoal.ExplicitTarget target) {
        TargetPlacement placement = new TargetPlacement(cluster, request);
        target.placements().forEach(placement::check);
        placement.disks();
        ReplicaMap after = placement.problems.isEmpty() ? placement.after() : cluster;
        placement.loads(after);
        return new Placement(
                after,
                new MovementBound(
                        placement.moves,
                        placement.moves,
                        placement.bytes,
                        placement.bytes,
                        MovementBound.Proof.FORCED,
                        List.of()),
                List.of(),
                placement.problems);
    }

    /** The log dirs that the target names, of replicas that stay and of new ones. */
    static List<LogDirMove> logDirMoves(ReassignmentGoal.ExplicitTarget target) {
        List<LogDirMove> found = new ArrayList<>();
        for (TargetReplicas one : target.placements()) {
            for (int i = 0; i < one.logDirs().size(); i++) {
                if (!one.logDirs().get(i).equals(TargetReplicas.ANY_LOG_DIR)) {
                    found.add(new LogDirMove(
                            one.topic(),
                            one.partition(),
                            one.replicas().get(i),
                            one.logDirs().get(i)));
                }
            }
        }
        return List.copyOf(found);
    }

    private void check(TargetReplicas target) {
        TopicPartition name = new TopicPartition(target.topic(), target.partition());
        ReplicaMap.Topic topic = topics.get(target.topic());
        if (topic == null || target.partition() >= topic.partitionCount()) {
            problems.add(new PlanProblem.UnknownPartition(
                    name.toString(),
                    topic == null
                            ? "the cluster has no such topic."
                            : "the topic has " + topic.partitionCount() + " partitions."));
            return;
        }
        if (wanted.put(name, target) != null) {
            problems.add(new PlanProblem.UnknownPartition(name.toString(), "it is named twice. Name it once."));
        }
        if (!request.inScope(topic.name()) || request.isPinned(topic.name(), target.partition())) {
            problems.add(new PlanProblem.UnknownPartition(
                    name.toString(), "it is named, and pinned or out of scope. Drop one of the two."));
        }
        List<Integer> before = cluster.replicas(topic.firstPartition() + target.partition());
        if (target.replicas().size() < Math.min(topic.minInSyncReplicas(), before.size())) {
            problems.add(
                    new PlanProblem.BelowMinIsr(name.topic(), target.replicas().size(), topic.minInSyncReplicas()));
        }
        for (int i = 0; i < target.replicas().size(); i++) {
            replica(target, i, before, cluster.size(topic.firstPartition() + target.partition()));
        }
    }

    private void replica(TargetReplicas target, int position, List<Integer> before, long size) {
        int node = target.replicas().get(position);
        int index = cluster.brokerIndex(node);
        String name = target.topic() + "-" + target.partition();
        boolean stays = before.contains(node);
        if (index < 0) {
            unusable(node, name + " shall have a replica on it, and it is not registered. Start it, or name another.");
            return;
        }
        PlacementBroker broker = cluster.brokers().get(index);
        if (!stays && broker.status() != PlacementBroker.Status.AVAILABLE) {
            unusable(
                    node,
                    name + " shall get a replica on it, and it is "
                            + (broker.status() == PlacementBroker.Status.OFFLINE
                                    ? "offline: Kafka would wait for it for ever. Start it, or name another."
                                    : "not to receive. Uncordon its log dirs, or name another."));
        } else if (!stays && request.excluded().contains(node)) {
            unusable(node, name + " shall get a replica on it, and it is excluded. Drop one of the two.");
        }
        String dir = target.logDirs().isEmpty()
                ? TargetReplicas.ANY_LOG_DIR
                : target.logDirs().get(position);
        if (!dir.equals(TargetReplicas.ANY_LOG_DIR)
                && !broker.logDirs().isEmpty()
                && broker.logDirs().stream().noneMatch(found -> found.path().equals(dir))) {
            unusable(
                    node,
                    name + " shall be in its log dir " + dir + ", and it has "
                            + broker.logDirs().stream().map(LogDirRoom::path).toList() + ".");
        }
        if (!stays) {
            moves++;
            bytes += Math.max(0, size);
            received.merge(index, Math.max(0, size), Long::sum);
        }
    }

    private void unusable(int broker, String reason) {
        problems.add(new PlanProblem.UnusableBroker(broker, reason));
    }

    private void disks() {
        long[] room = DiskRoom.of(cluster);
        received.forEach((index, size) -> {
            if (size > room[index]) {
                problems.add(new PlanProblem.NoRoom(
                        cluster.brokers().get(index).id(),
                        "it would receive " + size + " bytes, and its fullest log dir has room for " + room[index]
                                + " (a tenth and the largest partition stay free). Move less, or free space."));
            }
        });
    }

    private ReplicaMap after() {
        ReplicaMapBuilder after = ReplicaMap.builder(cluster.brokers());
        for (ReplicaMap.Topic topic : cluster.topics()) {
            after.topic(topic.name(), topic.id(), topic.minInSyncReplicas());
            for (int number = 0; number < topic.partitionCount(); number++) {
                int partition = topic.firstPartition() + number;
                TargetReplicas target = wanted.get(new TopicPartition(topic.name(), number));
                List<Integer> replicas = target == null ? cluster.replicas(partition) : target.replicas();
                after.partition(
                        cluster.size(partition),
                        replicas.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        return after.build();
    }

    /** Checks racks and the limits of the request in the cluster as it would be. */
    private void loads(ReplicaMap after) {
        request.limits().replicasPerBroker().ifPresent(cap -> after.loads().stream()
                .filter(load -> load.replicas() > cap)
                .forEach(load -> problems.add(new PlanProblem.NoRoom(
                        load.broker(),
                        "it would hold " + load.replicas() + " replicas, and the request allows " + cap + "."))));
        if (request.racks() != RackRule.STRICT) {
            return;
        }
        List<String> shared = new ArrayList<>();
        for (TargetReplicas target : wanted.values()) {
            List<Integer> replicas = target.replicas();
            long racks = replicas.stream()
                    .map(cluster::brokerIndex)
                    .filter(index -> index >= 0)
                    .map(index -> String.valueOf(cluster.brokers().get(index).rack()))
                    .distinct()
                    .count();
            if (racks < replicas.size()) {
                shared.add(target.topic() + "-" + target.partition());
            }
        }
        if (!shared.isEmpty()) {
            shared.sort(null);
            problems.add(new PlanProblem.RacksNotSpread(
                    shared.subList(0, Math.min(NAMED, shared.size())),
                    shared.size(),
                    "the target puts two replicas into one rack."));
        }
    }
}
