// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.throttle.ThrottleGateway;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What happens to a cluster and to a process while a plan is run: at a certain call, one after the other. Whatever keeps a
 * run waiting passes some day: brokers return, others come to an end.
 */
final class Weather {
    /** What may happen. */
    enum Kind {
        BROKER_DIES,
        TOPIC_DELETED,
        TOPIC_RECREATED,
        TOPIC_GROWN,
        OTHERS_REASSIGN,
        ORIGINAL_IS_SUBMITTED,
        MIN_ISR_RISES,
        NO_ANSWER,
        ANSWER_IS_LOST,
        REFUSED,
        UNREACHABLE,
        PROCESS_DIES,
        CANCELLED,
        DRAINED,
        DETACHED,
        OTHERS_LIST_A_REPLICA,
        THROTTLE_IS_REVERTED
    }

    /**
     * Something that happens.
     *
     * @param after so many calls after what happened before it
     * @param kind what
     * @param pick to whom, and for how long
     */
    record Event(int after, Kind kind, int pick) {}

    /** Nobody waits as long as that in this weather: the run would never end. */
    private static final int MOST_CALLS = 30_000;

    private final ControllerModel cluster;
    private final Rig rig;
    private final TreeMap<Integer, List<Event>> coming = new TreeMap<>();
    private final TreeMap<Integer, List<Runnable>> passing = new TreeMap<>();
    /** Partitions that others have touched: what becomes of them is not for the run to say. */
    private final Set<TopicPartition> touched = new HashSet<>();

    private final Set<String> replaced = new HashSet<>();
    private int calls;

    Weather(ControllerModel cluster, Rig rig, List<Event> events) {
        this.cluster = cluster;
        this.rig = rig;
        int call = 1;
        for (Event event : events) {
            call += event.after();
            coming.computeIfAbsent(call, any -> new ArrayList<>()).add(event);
        }
    }

    boolean isTouched(TopicPartition partition) {
        return touched.contains(partition) || replaced.contains(partition.topic());
    }

    CallFault next() {
        calls++;
        assertThat(calls).as("calls of a run that should have ended").isLessThan(MOST_CALLS);
        List<Event> now = coming.getOrDefault(calls, List.of());
        List<Runnable> over = passing.getOrDefault(calls, List.of());
        over.forEach(Runnable::run);
        CallFault fault = CallFault.none();
        for (Event event : now) {
            fault = happen(event, fault);
        }
        return fault;
    }

    /** All that would pass some day has passed, and nothing more happens. */
    void calm() {
        coming.clear();
        passing.values().forEach(all -> all.forEach(Runnable::run));
        passing.clear();
    }

    private CallFault happen(Event event, CallFault otherwise) {
        int pick = event.pick();
        switch (event.kind()) {
            case BROKER_DIES -> {
                int node = new ArrayList<>(cluster.brokers).get(pick % cluster.brokers.size());
                cluster.kill(node);
                later(pick, () -> cluster.start(node));
            }
            case TOPIC_DELETED -> topic(pick, this::delete);
            case TOPIC_RECREATED ->
                topic(pick, name -> {
                    delete(name);
                    cluster.topic(name, 1, List.of(List.of(1, 2), List.of(2, 3)));
                    cluster.partitions.keySet().stream()
                            .filter(partition -> partition.topic().equals(name))
                            .forEach(cluster::handOver);
                });
            case TOPIC_GROWN -> topic(pick, name -> cluster.grow(name, List.of(1, 2)));
            case OTHERS_REASSIGN -> partition(pick, name -> othersReassign(name, replicas(pick), pick));
            case ORIGINAL_IS_SUBMITTED ->
                partition(pick, name -> {
                    PartitionModel found = cluster.partition(name.topic(), name.partition());
                    othersReassign(name, Course.without(found.replicas, found.adding), pick);
                });
            case MIN_ISR_RISES ->
                topic(pick, name -> {
                    int before = cluster.minIsr.getOrDefault(name, 1);
                    cluster.minIsr.put(name, before + 1);
                    later(pick, () -> cluster.minIsr.put(name, before));
                });
            case NO_ANSWER -> {
                return CallFault.before(CallFault.timeout());
            }
            case ANSWER_IS_LOST -> {
                return CallFault.after(CallFault.timeout());
            }
            case REFUSED -> {
                return CallFault.refusal();
            }
            case UNREACHABLE -> {
                return CallFault.before(CallFault.unreachable());
            }
            case PROCESS_DIES -> {
                return pick % 2 == 0 ? CallFault.before(CallFault.kill()) : CallFault.after(CallFault.kill());
            }
            case CANCELLED -> rig.stop(RunControl.Stop.CANCEL);
            case DRAINED -> rig.stop(RunControl.Stop.DRAIN);
            case DETACHED -> rig.stop(RunControl.Stop.DETACH);
            case OTHERS_LIST_A_REPLICA -> topic(pick, name -> list(name, (50 + pick % 7) + ":" + (100 + pick % 5)));
            case THROTTLE_IS_REVERTED ->
                topic(pick, name -> cluster.throttles.change(resource(name), ThrottleGateway.FOLLOWER_REPLICAS, ""));
        }
        return otherwise;
    }

    private void later(int pick, Runnable end) {
        passing.computeIfAbsent(calls + 1 + pick % 400, any -> new ArrayList<>())
                .add(end);
    }

    private void delete(String topic) {
        cluster.delete(topic);
        replaced.add(topic);
    }

    private void othersReassign(TopicPartition name, List<Integer> target, int pick) {
        touched.add(name);
        cluster.meddle(name.topic(), name.partition(), target);
        later(pick, () -> {
            PartitionModel found = cluster.partitions.get(name);
            if (found != null && !Course.without(found.isr, found.adding).isEmpty()) {
                found.cancel(cluster.online);
            }
        });
    }

    private void list(String topic, String entry) {
        String before = cluster.throttles
                .set()
                .getOrDefault(resource(topic), Map.of())
                .getOrDefault(ThrottleGateway.LEADER_REPLICAS, "");
        if (!before.contains("*")) {
            cluster.throttles.change(
                    resource(topic), ThrottleGateway.LEADER_REPLICAS, before.isEmpty() ? entry : before + "," + entry);
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private List<Integer> replicas(int pick) {
        List<Integer> nodes = new ArrayList<>(cluster.brokers);
        Collections.shuffle(nodes, new Random(pick));
        return List.copyOf(nodes.subList(0, 1 + pick % 3));
    }

    private void topic(int pick, Consumer<String> action) {
        List<String> names = new ArrayList<>(cluster.topicIds.keySet());
        if (!names.isEmpty()) {
            action.accept(names.get(pick % names.size()));
        }
    }

    private void partition(int pick, Consumer<TopicPartition> action) {
        List<TopicPartition> names = new ArrayList<>(cluster.partitions.keySet());
        if (!names.isEmpty()) {
            action.accept(names.get(pick % names.size()));
        }
    }
}
