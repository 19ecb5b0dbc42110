// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Collects what stands in the way of a placement, once per topic or broker, and what its reader should know. */
final class PlacementFindings {
    private static final int NAMED = 5;

    private final TreeMap<String, PlanProblem> byTopic = new TreeMap<>();
    private final List<PlanProblem> problems = new ArrayList<>();
    private final List<PlanWarning> warnings = new ArrayList<>();

    /** No broker can take a replica that a partition shall have. */
    void unplaced(ReplicaSlots slots, int partition) {
        PlacementTask task = slots.task;
        TopicPartition name = task.cluster.name(partition);
        int usable = slots.filled(partition);
        for (int broker = 0; broker < task.brokerCount(); broker++) {
            usable += task.receives[broker] && !slots.holds(partition, broker) ? 1 : 0;
        }
        PlanProblem problem = usable < task.factor[partition]
                ? new PlanProblem.TooFewBrokers(name.topic(), task.factor[partition], usable)
                : new PlanProblem.NoRoom(-1, noRoomFor(task, name, partition));
        byTopic.putIfAbsent(name.topic() + " " + problem.getClass().getSimpleName(), problem);
    }

    private static String noRoomFor(PlacementTask task, TopicPartition name, int partition) {
        String cap = task.topicCap == PlacementTask.NO_CAP
                ? ""
                : ", or holds " + task.topicCap + " replicas of the topic already, the most that the request allows";
        return "each broker that could take a replica of " + name + " (" + Math.max(0, task.cluster.size(partition))
                + " bytes) has too little disk space free (of the fullest log dir, less 10 % and the largest partition)"
                + cap + ". Free space, add brokers, or plan fewer topics at a time.";
    }

    void warn(PlanWarning.Kind kind, String text) {
        warnings.add(new PlanWarning(kind, text));
    }

    List<PlanProblem> problems() {
        List<PlanProblem> all = new ArrayList<>(byTopic.values());
        all.addAll(problems);
        return all;
    }

    List<PlanWarning> warnings() {
        return List.copyOf(warnings);
    }

    boolean areFatal() {
        return !byTopic.isEmpty() || !problems.isEmpty();
    }

    /** Looks at how the partitions that could be changed are spread over racks. */
    void racks(ReplicaSlots slots) {
        PlacementTask task = slots.task;
        if (task.rackCount == 1) {
            return;
        }
        List<String> named = new ArrayList<>();
        int shared = 0;
        int widest = 0;
        for (int partition = 0; partition < task.cluster.partitionCount(); partition++) {
            if (!task.frozen.get(partition) && slots.sharesRack(partition)) {
                widest = Math.max(widest, task.factor[partition]);
                shared++;
                if (named.size() < NAMED) {
                    named.add(task.cluster.name(partition).toString());
                }
            }
        }
        if (shared > 0 && task.request.racks() == RackRule.STRICT) {
            problems.add(new PlanProblem.RacksNotSpread(
                    named,
                    shared,
                    "two replicas stay in one rack (up to " + widest + " replicas, " + task.rackCount + " racks)."));
        } else if (shared > 0) {
            warn(
                    PlanWarning.Kind.RACKS,
                    shared + " partitions have two replicas in one rack (" + String.join(", ", named)
                            + (shared > named.size() ? ", ..." : "") + "): up to " + widest + " replicas, "
                            + task.rackCount + " racks. Add brokers in other racks to spread them.");
        }
    }

    /** Tells that some brokers end outside of the bands that the policy asks for. */
    void balance(ReplicaSlots slots, Bands bands) {
        int fewest = Integer.MAX_VALUE;
        int most = 0;
        for (int broker = 0; broker < bands.low.length; broker++) {
            if (slots.task.receives[broker]) {
                fewest = Math.min(fewest, slots.count(broker));
                most = Math.max(most, slots.count(broker));
            }
        }
        warn(
                PlanWarning.Kind.BALANCE,
                "Brokers end with " + fewest + " to " + most
                        + " replicas: what is pinned, out of scope or limited stands"
                        + " in the way of a better balance.");
    }

    /** Looks for brokers above the limit of the request, or above what is advisable. */
    void replicasPerBroker(ReplicaSlots slots) {
        PlacementTask task = slots.task;
        for (int broker = 0; broker < task.brokerCount(); broker++) {
            int id = task.cluster.brokers().get(broker).id();
            int count = slots.count(broker);
            if (count > task.brokerCap) {
                problems.add(new PlanProblem.NoRoom(
                        id,
                        "it would hold " + count + " replicas, and the request allows " + task.brokerCap
                                + ". Add brokers, allow more, or move what is pinned or out of scope."));
            }
        }
    }
}
