// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroup;
import io.quorate.upgrade.version.DetectedVersion;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything that a run asks and tells the cluster. Every method may throw what Kafka says as a {@code KafkaException}; those
 * that read a part of the cluster rather leave a gap.
 */
interface ClusterGateway {
    /** How a feature level is to be changed. */
    enum FeatureChange {
        /** Only asks whether it could be raised. */
        TRY,
        /** Raises it. */
        RAISE,
        /** Lowers it, if the controllers know that nothing is lost. */
        LOWER_SAFELY
    }

    /** Reads all that gates need: brokers, topics with their configs, reassignments; the quorum and features with KRaft. */
    ClusterState observe();

    /** Finds out what each node runs; one that does not tell is unknown. */
    Map<Integer, DetectedVersion> versions(Set<Integer> nodeIds);

    /** Returns false if the brokers cannot be asked to (before Kafka 2.4). */
    boolean electPreferredLeaders(Set<TopicPartition> partitions);

    /** What a broker itself takes for finalized, level by feature; a gap while it does not know. */
    Observed<Map<String, Integer>> finalizedFeatures(int brokerId);

    void changeFeature(String feature, int level, FeatureChange how);

    /** The {@code min.insync.replicas} that brokers have in their own files, by node id, and the cluster-wide one as -1. */
    Observed<Map<Integer, Integer>> minIsrDefaults();

    void setClusterMinIsr(int minInSyncReplicas);

    Observed<Map<String, ConsumerGroup>> groups();
}
