// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.plan.LogDirMove;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** All that a run does to a cluster. One implementation speaks to brokers, one in the tests breaks at every call. */
interface ClusterGateway {
    /** Whether a reassignment may change how many replicas a partition has (KIP-860). */
    enum FactorChange {
        ALLOWED,
        /** The controller refuses it, where it can (Kafka 4.1). */
        FORBIDDEN
    }

    ClusterState observe(Set<Section> sections, Predicate<String> topics);

    /** Starts reassignments, or cancels them where the target is empty. Returns what was refused. */
    Map<TopicPartition, KafkaException> reassign(
            Map<TopicPartition, Optional<List<Integer>>> targets, FactorChange factorChange);

    /** Starts reassignments that may add or remove replicas, or cancels them where the target is empty. */
    default Map<TopicPartition, KafkaException> reassign(Map<TopicPartition, Optional<List<Integer>>> targets) {
        return reassign(targets, FactorChange.ALLOWED);
    }

    /** Elects preferred leaders. Returns what was refused; an election that was not needed is none of it. */
    Map<TopicPartition, KafkaException> electPreferredLeaders(Set<TopicPartition> partitions);

    /** Asks brokers to put replicas into certain log dirs. Returns what was refused. */
    Map<LogDirMove, KafkaException> moveLogDirs(Collection<LogDirMove> moves);

    /**
     * Reads {@code cordoned.log.dirs} as it is set on brokers themselves: empty where it is not. Brokers that do not know it,
     * before Kafka 4.3, are left out.
     */
    Map<Integer, Optional<String>> cordons(Set<Integer> brokers);

    /** Sets {@code cordoned.log.dirs} of a broker (KIP-1066), or deletes it where the value is empty. */
    void cordon(int broker, Optional<String> logDirs);

    void setMinIsr(String topic, int minInSyncReplicas);

    void setDefaultMinIsr(int minInSyncReplicas);

    void addVoter(String clusterId, DurabilityStep.AddVoter voter);
}
