// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.internal.KafkaFutures;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbstractOptions;
import org.apache.kafka.clients.admin.AddRaftVoterOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.AlterPartitionReassignmentsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ElectLeadersOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.DuplicateVoterException;
import org.apache.kafka.common.errors.ElectionNotNeededException;

/**
 * Speaks to brokers. Nothing is tried twice here: what fails in a way that may pass is tried again by the run, which
 * observes first.
 */
final class AdminGateway implements ClusterGateway {
    /** A request of 10,000 partitions is applied in part and answered with an unknown error (seen on 4.3.1). */
    private static final int MOST_PARTITIONS = 500;

    private static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

    private final Admin admin;
    private final Duration callTimeout;

    AdminGateway(Admin admin, Duration callTimeout) {
        this.admin = admin;
        this.callTimeout = callTimeout;
    }

    @Override
    public ClusterState observe(Set<Section> sections, Predicate<String> topics) {
        return ClusterObserver.builder(admin)
                .callTimeout(callTimeout)
                .sections(sections)
                .topics(topics)
                .build()
                .observe();
    }

    @Override
    public Map<TopicPartition, KafkaException> reassign(Map<TopicPartition, Optional<List<Integer>>> targets) {
        Map<TopicPartition, KafkaException> refused = new HashMap<>();
        List<TopicPartition> all = new ArrayList<>(targets.keySet());
        for (int from = 0; from < all.size(); from += MOST_PARTITIONS) {
            Map<TopicPartition, Optional<NewPartitionReassignment>> request = new HashMap<>();
            for (TopicPartition partition : all.subList(from, Math.min(all.size(), from + MOST_PARTITIONS))) {
                Optional<List<Integer>> target = targets.getOrDefault(partition, Optional.empty());
                request.put(partition, target.map(NewPartitionReassignment::new));
            }
            Map<TopicPartition, KafkaFuture<Void>> answers = admin.alterPartitionReassignments(
                            request, bounded(new AlterPartitionReassignmentsOptions()))
                    .values();
            answers.forEach((partition, answer) -> {
                try {
                    join(answer, "the reassignment of " + partition);
                } catch (KafkaException e) {
                    refused.put(partition, e);
                }
            });
        }
        return refused;
    }

    @Override
    public Map<TopicPartition, KafkaException> electPreferredLeaders(Set<TopicPartition> partitions) {
        Map<TopicPartition, KafkaException> refused = new HashMap<>();
        if (partitions.isEmpty()) {
            return refused;
        }
        join(
                        admin.electLeaders(ElectionType.PREFERRED, partitions, bounded(new ElectLeadersOptions()))
                                .partitions(),
                        "elections of preferred leaders")
                .forEach((partition, error) -> error.filter(e -> !(e instanceof ElectionNotNeededException))
                        .ifPresent(e -> refused.put(
                                partition, e instanceof KafkaException known ? known : new KafkaException(e))));
        return refused;
    }

    @Override
    public void setMinIsr(String topic, int minInSyncReplicas) {
        set(new ConfigResource(ConfigResource.Type.TOPIC, topic), minInSyncReplicas);
    }

    @Override
    public void setDefaultMinIsr(int minInSyncReplicas) {
        set(new ConfigResource(ConfigResource.Type.BROKER, ""), minInSyncReplicas);
    }

    private void set(ConfigResource resource, int minInSyncReplicas) {
        AlterConfigOp op = new AlterConfigOp(
                new ConfigEntry(MIN_INSYNC_REPLICAS, String.valueOf(minInSyncReplicas)), AlterConfigOp.OpType.SET);
        join(
                admin.incrementalAlterConfigs(Map.of(resource, List.of(op)), bounded(new AlterConfigsOptions()))
                        .all(),
                "a change of configs");
    }

    @Override
    public void addVoter(String clusterId, DurabilityStep.AddVoter voter) {
        Set<RaftVoterEndpoint> endpoints = voter.endpoints().stream()
                .map(found -> new RaftVoterEndpoint(
                        found.listener(),
                        found.endpoint().host(),
                        found.endpoint().port()))
                .collect(Collectors.toSet());
        try {
            join(
                    admin.addRaftVoter(
                                    voter.nodeId(),
                                    voter.directoryId(),
                                    endpoints,
                                    bounded(new AddRaftVoterOptions().setClusterId(Optional.of(clusterId))))
                            .all(),
                    "controller " + voter.nodeId() + " joining the quorum");
        } catch (DuplicateVoterException e) {
            // It votes already: an earlier answer was lost. The run reads the quorum next and sees it.
            return;
        }
    }

    private <O extends AbstractOptions<O>> O bounded(O options) {
        return options.timeoutMs(Math.toIntExact(callTimeout.toMillis()));
    }

    private <T> T join(KafkaFuture<T> future, String what) {
        return KafkaFutures.join(future, callTimeout, what);
    }
}
