// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What brokers do with topics that say nothing themselves, and with their internal topics.
 *
 * @param replicationFactor {@code default.replication.factor}
 * @param minInSyncReplicas {@code min.insync.replicas}
 * @param internalReplicationFactor of the topics of offsets, transactions and share groups
 * @param internalMinIsr of the topics of transactions and share groups
 * @param uncleanElection {@code unclean.leader.election.enable}
 * @param topicCreation {@code auto.create.topics.enable}
 * @param retention {@code log.retention.ms}; empty for Kafka's own seven days
 */
public record Durability(
        int replicationFactor,
        int minInSyncReplicas,
        int internalReplicationFactor,
        int internalMinIsr,
        UncleanElection uncleanElection,
        TopicCreation topicCreation,
        Optional<Duration> retention) {
    /** Whether a replica that is not in sync may lead, which loses what it has not got. */
    public enum UncleanElection {
        /** Never. */
        REFUSED,
        /** Rather lose records than be offline. */
        ALLOWED
    }

    /** Whether a topic appears because somebody asks for it, with the defaults. */
    public enum TopicCreation {
        /** Topics are made by who owns them. */
        EXPLICIT,
        /** A typing mistake makes a topic. */
        AUTOMATIC
    }

    /**
     * Checks the numbers.
     *
     * @param replicationFactor at least 1
     * @param minInSyncReplicas at least 1
     * @param internalReplicationFactor at least 1
     * @param internalMinIsr at least 1
     * @param uncleanElection whether records may be lost
     * @param topicCreation who makes topics
     * @param retention how long records are kept
     */
    public Durability {
        atLeastOne("default.replication.factor", replicationFactor);
        atLeastOne("min.insync.replicas", minInSyncReplicas);
        atLeastOne("offsets.topic.replication.factor", internalReplicationFactor);
        atLeastOne("transaction.state.log.min.isr", internalMinIsr);
    }

    /**
     * Returns what suits most: internal topics as safe as the others, no unclean election, no automatic topics.
     *
     * @param replicationFactor how many replicas a partition has
     * @param minInSyncReplicas how many must have a record before it is acknowledged
     * @return the defaults
     */
    public static Durability of(int replicationFactor, int minInSyncReplicas) {
        return new Durability(
                replicationFactor,
                minInSyncReplicas,
                replicationFactor,
                minInSyncReplicas,
                UncleanElection.REFUSED,
                TopicCreation.EXPLICIT,
                Optional.empty());
    }

    /**
     * Returns the same with another retention.
     *
     * @param duration how long records are kept
     * @return the defaults
     */
    public Durability withRetention(Duration duration) {
        return new Durability(
                replicationFactor,
                minInSyncReplicas,
                internalReplicationFactor,
                internalMinIsr,
                uncleanElection,
                topicCreation,
                Optional.of(duration));
    }

    /**
     * Returns it as brokers are told.
     *
     * @param release what they run: share groups came with 4.0
     * @return broker configs by key, in the order in which people read them
     */
    public Map<String, String> brokerConfigs(Release release) {
        Map<String, String> all = new LinkedHashMap<>();
        String replicas = String.valueOf(internalReplicationFactor);
        String minIsr = String.valueOf(internalMinIsr);
        all.put("default.replication.factor", String.valueOf(replicationFactor));
        all.put("min.insync.replicas", String.valueOf(minInSyncReplicas));
        all.put("offsets.topic.replication.factor", replicas);
        all.put("transaction.state.log.replication.factor", replicas);
        all.put("transaction.state.log.min.isr", minIsr);
        if (release.isAtLeast(4, 0)) {
            all.put("share.coordinator.state.topic.replication.factor", replicas);
            all.put("share.coordinator.state.topic.min.isr", minIsr);
        }
        all.put("unclean.leader.election.enable", String.valueOf(uncleanElection == UncleanElection.ALLOWED));
        all.put("auto.create.topics.enable", String.valueOf(topicCreation == TopicCreation.AUTOMATIC));
        retention.ifPresent(kept -> all.put("log.retention.ms", String.valueOf(kept.toMillis())));
        return Collections.unmodifiableMap(all);
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1 || value > Short.MAX_VALUE) {
            throw new IllegalArgumentException(key + "=" + value + " is not between 1 and " + Short.MAX_VALUE);
        }
    }
}
