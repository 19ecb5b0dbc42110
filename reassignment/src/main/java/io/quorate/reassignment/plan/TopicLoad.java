// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/** How many replicas of each topic each broker holds; counted only where a cap asks for it. */
final class TopicLoad {
    private static final TopicLoad NOT_COUNTED = new TopicLoad(0, 1);

    private final int brokers;
    private final int[][] byTopic;

    private TopicLoad(int topics, int brokers) {
        this.brokers = brokers;
        this.byTopic = new int[topics][];
    }

    static TopicLoad of(int cap, ReplicaMap cluster) {
        return cap == PlacementTask.NO_CAP
                ? NOT_COUNTED
                : new TopicLoad(cluster.topics().size(), cluster.brokers().size());
    }

    void add(int topic, int broker, int change) {
        if (byTopic.length > 0) {
            if (byTopic[topic] == null) {
                byTopic[topic] = new int[brokers];
            }
            byTopic[topic][broker] += change;
        }
    }

    int of(int topic, int broker) {
        return byTopic.length == 0 || byTopic[topic] == null ? 0 : byTopic[topic][broker];
    }
}
