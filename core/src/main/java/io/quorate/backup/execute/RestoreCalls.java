// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.execute;

import io.quorate.backup.plan.Placement;
import io.quorate.backup.plan.RestoreStep;
import io.quorate.backup.plan.RestoreStep.AddPartitions;
import io.quorate.backup.plan.RestoreStep.CommitOffsets;
import io.quorate.backup.plan.RestoreStep.CreateAcl;
import io.quorate.backup.plan.RestoreStep.CreateTopic;
import io.quorate.backup.plan.RestoreStep.SetConfigs;
import io.quorate.backup.plan.RestoreStep.SetQuota;
import io.quorate.internal.AdminReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterClientQuotasOptions;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateAclsOptions;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Turns steps into calls, in batches of at most 100, each with a deadline of its own. */
final class RestoreCalls {
    private static final int CHUNK = 100;

    private final AdminReader reader;

    RestoreCalls(AdminReader reader) {
        this.reader = reader;
    }

    /** Whether brokers write, or only say whether they would. */
    enum Earnest {
        DRY_RUN,
        WRITE
    }

    /** Sends the steps; what brokers cannot check without writing (ACLs, commits) is left out of a dry run. */
    Map<RestoreStep, KafkaFuture<Void>> send(List<RestoreStep> steps, Earnest earnest) {
        boolean dry = earnest == Earnest.DRY_RUN;
        Map<RestoreStep, KafkaFuture<Void>> sent = new LinkedHashMap<>();
        inChunks(CreateTopic.class, steps, some -> topics(some, dry), sent);
        inChunks(AddPartitions.class, steps, some -> partitions(some, dry), sent);
        inChunks(SetConfigs.class, steps, some -> configs(some, dry), sent);
        inChunks(SetQuota.class, steps, some -> quotas(some, dry), sent);
        if (!dry) {
            inChunks(CreateAcl.class, steps, this::acls, sent);
            only(CommitOffsets.class, steps).forEach(step -> sent.put(step, offsets(step)));
        }
        return sent;
    }

    private static <S extends RestoreStep> List<S> only(Class<S> kind, List<RestoreStep> steps) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <S extends RestoreStep> void inChunks(
            Class<S> kind,
            List<RestoreStep> steps,
            Function<List<S>, Map<S, KafkaFuture<Void>>> call,
            Map<RestoreStep, KafkaFuture<Void>> sent) {
        for (List<S> chunk : AdminReader.chunks(only(kind, steps), CHUNK)) {
            sent.putAll(call.apply(chunk));
        }
    }

    private static <S, K> Map<S, KafkaFuture<Void>> answers(
            List<S> steps, Map<K, KafkaFuture<Void>> futures, Function<S, K> key) {
        return steps.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        step -> Objects.requireNonNull(futures.get(key.apply(step))),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private Map<CreateTopic, KafkaFuture<Void>> topics(List<CreateTopic> steps, boolean dry) {
        CreateTopicsOptions options = reader.bounded(new CreateTopicsOptions()).validateOnly(dry);
        var result = reader.admin()
                .createTopics(steps.stream().map(RestoreCalls::newTopic).toList(), options);
        return answers(steps, result.values(), CreateTopic::topic);
    }

    private static NewTopic newTopic(CreateTopic step) {
        if (step.placement() == Placement.AS_IN_BACKUP) {
            Map<Integer, List<Integer>> assignment = new HashMap<>();
            step.replicas().forEach(replicas -> assignment.put(assignment.size(), replicas));
            return new NewTopic(step.topic(), assignment).configs(step.configs());
        }
        return new NewTopic(step.topic(), step.replicas().size(), (short) step.replicationFactor())
                .configs(step.configs());
    }

    private Map<AddPartitions, KafkaFuture<Void>> partitions(List<AddPartitions> steps, boolean dry) {
        Map<String, NewPartitions> wanted = new HashMap<>();
        steps.forEach(step -> wanted.put(step.topic(), NewPartitions.increaseTo(step.to())));
        CreatePartitionsOptions options =
                reader.bounded(new CreatePartitionsOptions()).validateOnly(dry);
        return answers(steps, reader.admin().createPartitions(wanted, options).values(), AddPartitions::topic);
    }

    private Map<SetConfigs, KafkaFuture<Void>> configs(List<SetConfigs> steps, boolean dry) {
        Map<ConfigResource, Collection<AlterConfigOp>> wanted = new HashMap<>();
        for (SetConfigs step : steps) {
            List<AlterConfigOp> sets = step.values().entrySet().stream()
                    .map(entry -> new AlterConfigOp(
                            new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            wanted.put(resource(step), sets);
        }
        AlterConfigsOptions options = reader.bounded(new AlterConfigsOptions()).validateOnly(dry);
        return answers(
                steps, reader.admin().incrementalAlterConfigs(wanted, options).values(), RestoreCalls::resource);
    }

    private static ConfigResource resource(SetConfigs step) {
        return step.scope().resource(step.name());
    }

    private Map<SetQuota, KafkaFuture<Void>> quotas(List<SetQuota> steps, boolean dry) {
        List<ClientQuotaAlteration> wanted = steps.stream()
                .map(step -> new ClientQuotaAlteration(
                        entity(step),
                        step.quota().limits().entrySet().stream()
                                .map(limit -> new ClientQuotaAlteration.Op(limit.getKey(), limit.getValue()))
                                .toList()))
                .toList();
        AlterClientQuotasOptions options =
                reader.bounded(new AlterClientQuotasOptions()).validateOnly(dry);
        return answers(steps, reader.admin().alterClientQuotas(wanted, options).values(), RestoreCalls::entity);
    }

    private static ClientQuotaEntity entity(SetQuota step) {
        return step.quota().kafkaEntity();
    }

    private Map<CreateAcl, KafkaFuture<Void>> acls(List<CreateAcl> steps) {
        List<AclBinding> wanted = steps.stream().map(CreateAcl::acl).toList();
        var result = reader.admin().createAcls(wanted, reader.bounded(new CreateAclsOptions()));
        return answers(steps, result.values(), CreateAcl::acl);
    }

    /** Kafka takes or leaves each partition by itself, so the step is done only if all are. */
    private KafkaFuture<Void> offsets(CommitOffsets step) {
        Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
        step.commits().forEach((partition, commit) -> {
            Optional<Integer> epoch = commit.leaderEpoch();
            wanted.put(partition, new OffsetAndMetadata(commit.offset(), epoch, commit.metadata()));
        });
        return reader.admin()
                .alterConsumerGroupOffsets(step.group(), wanted, reader.bounded(new AlterConsumerGroupOffsetsOptions()))
                .all();
    }
}
