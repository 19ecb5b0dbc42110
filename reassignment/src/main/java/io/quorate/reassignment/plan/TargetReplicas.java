// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.HashSet;
import java.util.List;

/**
 * The replicas that a partition shall have, as the JSON of {@code kafka-reassign-partitions} says it.
 *
 * @param topic the topic's name
 * @param partition the partition's number
 * @param replicas node ids, the preferred leader first
 * @param logDirs for each replica the log dir that it shall be in, or {@link #ANY_LOG_DIR}; empty if nothing is asked for
 */
public record TargetReplicas(String topic, int partition, List<Integer> replicas, List<String> logDirs) {
    /** What the JSON calls a replica whose log dir the broker chooses. */
    public static final String ANY_LOG_DIR = "any";

    /**
     * Copies the lists and checks them as {@code kafka-reassign-partitions} does.
     *
     * @param topic the topic's name
     * @param partition the partition's number
     * @param replicas node ids, the preferred leader first
     * @param logDirs one for each replica, or none
     * @throws IllegalArgumentException if there is no replica, a node is named twice, or the number of log dirs is another
     */
    public TargetReplicas {
        replicas = List.copyOf(replicas);
        logDirs = List.copyOf(logDirs);
        if (topic.isEmpty() || partition < 0 || replicas.isEmpty()) {
            throw new IllegalArgumentException("Not a target: " + topic + "-" + partition + " " + replicas
                    + ". It needs a topic, a partition of 0 or more, and at least one replica.");
        }
        if (new HashSet<>(replicas).size() < replicas.size()) {
            throw new IllegalArgumentException(
                    topic + "-" + partition + " names a broker twice: " + replicas + ". Name each broker once.");
        }
        if (!logDirs.isEmpty() && logDirs.size() != replicas.size()) {
            throw new IllegalArgumentException(topic + "-" + partition + " has " + replicas.size() + " replicas and "
                    + logDirs.size() + " log_dirs. Give one for each replica, \"" + ANY_LOG_DIR + "\" where it does not"
                    + " matter, or none at all.");
        }
    }

    /**
     * Returns a target that leaves the log dirs to the brokers.
     *
     * @param topic the topic's name
     * @param partition the partition's number
     * @param replicas node ids, the preferred leader first
     * @return the target
     */
    public static TargetReplicas of(String topic, int partition, List<Integer> replicas) {
        return new TargetReplicas(topic, partition, replicas, List.of());
    }
}
