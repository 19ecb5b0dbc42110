// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The replicas of one topic that are throttled while its partitions move.
 *
 * @param leaders those that may send: who has the partition already
 * @param followers those that fetch: who gets it. Nobody else, because a throttled replica that falls out of the ISR for
 *     another reason has to catch up at the rate of the throttle.
 */
record ThrottledReplicas(SortedSet<Replica> leaders, SortedSet<Replica> followers) {
    /** A replica as Kafka writes it into these configs. */
    record Replica(int partition, int broker) implements Comparable<Replica> {
        @Override
        public int compareTo(Replica other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition != 0 ? byPartition : Integer.compare(broker, other.broker);
        }

        @Override
        public String toString() {
            return partition + ":" + broker;
        }
    }

    static final ThrottledReplicas NONE = new ThrottledReplicas(new TreeSet<>(), new TreeSet<>());

    SortedSet<Replica> of(String key) {
        return key.equals(ThrottleGateway.LEADER_REPLICAS) ? leaders : followers;
    }

    /** Returns what is throttled, by topic. A move that copies nothing needs no throttle. */
    static SortedMap<String, ThrottledReplicas> of(Collection<InFlightMove> moves) {
        SortedMap<String, ThrottledReplicas> topics = new TreeMap<>();
        for (InFlightMove move : moves) {
            if (move.adding().isEmpty()) {
                continue;
            }
            ThrottledReplicas topic = topics.computeIfAbsent(
                    move.partition().topic(), name -> new ThrottledReplicas(new TreeSet<>(), new TreeSet<>()));
            int partition = move.partition().partition();
            move.sources().forEach(broker -> topic.leaders.add(new Replica(partition, broker)));
            move.adding().forEach(broker -> topic.followers.add(new Replica(partition, broker)));
        }
        return topics;
    }

    /** Returns the brokers that need a rate. */
    static SortedSet<Integer> brokers(Collection<InFlightMove> moves) {
        SortedSet<Integer> brokers = new TreeSet<>();
        for (InFlightMove move : moves) {
            if (!move.adding().isEmpty()) {
                brokers.addAll(move.sources());
                brokers.addAll(move.adding());
            }
        }
        return brokers;
    }
}
