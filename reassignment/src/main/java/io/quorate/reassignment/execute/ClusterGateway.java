// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** All that a run does to a cluster. One implementation speaks to brokers, one in the tests breaks at every call. */
interface ClusterGateway {
    ClusterState observe(Set<Section> sections, Predicate<String> topics);

    /** Starts reassignments, or cancels them where the target is empty. Returns what was refused. */
    Map<TopicPartition, KafkaException> reassign(Map<TopicPartition, Optional<List<Integer>>> targets);

    /** Elects preferred leaders. Returns what was refused; an election that was not needed is none of it. */
    Map<TopicPartition, KafkaException> electPreferredLeaders(Set<TopicPartition> partitions);

    void setMinIsr(String topic, int minInSyncReplicas);

    void setDefaultMinIsr(int minInSyncReplicas);

    void addVoter(String clusterId, DurabilityStep.AddVoter voter);
}
