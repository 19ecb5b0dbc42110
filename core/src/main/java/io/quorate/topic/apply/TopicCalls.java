// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import io.quorate.internal.KafkaFutures;
import io.quorate.topic.TopicStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** The calls that change topics. Each answers topic by topic: what Kafka's {@code all()} hides is who failed and who did not. */
final class TopicCalls {
    private final Admin admin;
    private final Duration timeout;

    TopicCalls(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /** Whether brokers only say what they would do. */
    enum Earnest {
        DRY_RUN,
        REAL
    }

    /** Sends the steps, all of one kind, and returns what went wrong for each; nothing for those that went well. */
    Map<TopicStep, Optional<KafkaException>> send(List<TopicStep> steps, Earnest earnest) {
        Map<TopicStep, KafkaFuture<Void>> futures = new HashMap<>();
        List<TopicStep.Create> creations = only(TopicStep.Create.class, steps);
        if (!creations.isEmpty()) {
            Map<String, KafkaFuture<Void>> created = admin.createTopics(
                            creations.stream().map(TopicCalls::newTopic).toList(),
                            new CreateTopicsOptions()
                                    .validateOnly(isDry(earnest))
                                    .timeoutMs(timeoutMs()))
                    .values();
            creations.forEach(step -> futures.put(step, created.get(step.topic())));
        }
        List<TopicStep.GrowPartitions> growths = only(TopicStep.GrowPartitions.class, steps);
        if (!growths.isEmpty()) {
            Map<String, NewPartitions> partitions = new HashMap<>();
            growths.forEach(step -> partitions.put(step.topic(), NewPartitions.increaseTo(step.to())));
            Map<String, KafkaFuture<Void>> grown = admin.createPartitions(
                            partitions,
                            new CreatePartitionsOptions()
                                    .validateOnly(isDry(earnest))
                                    .timeoutMs(timeoutMs()))
                    .values();
            growths.forEach(step -> futures.put(step, grown.get(step.topic())));
        }
        List<TopicStep.AlterConfigs> alterations = only(TopicStep.AlterConfigs.class, steps);
        if (!alterations.isEmpty()) {
            Map<ConfigResource, java.util.Collection<AlterConfigOp>> ops = new HashMap<>();
            alterations.forEach(step -> ops.put(resource(step.topic()), operations(step)));
            Map<ConfigResource, KafkaFuture<Void>> altered = admin.incrementalAlterConfigs(
                            ops,
                            new AlterConfigsOptions()
                                    .validateOnly(isDry(earnest))
                                    .timeoutMs(timeoutMs()))
                    .values();
            alterations.forEach(step -> futures.put(step, altered.get(resource(step.topic()))));
        }
        Map<TopicStep, Optional<KafkaException>> answers = new HashMap<>();
        futures.forEach((step, future) -> answers.put(step, error(step, future)));
        return answers;
    }

    private Optional<KafkaException> error(TopicStep step, KafkaFuture<Void> future) {
        try {
            KafkaFutures.join(future, timeout, step.describe());
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(e);
        }
    }

    private static boolean isDry(Earnest earnest) {
        return earnest == Earnest.DRY_RUN;
    }

    private int timeoutMs() {
        return Math.toIntExact(timeout.toMillis());
    }

    private static NewTopic newTopic(TopicStep.Create step) {
        return new NewTopic(step.topic(), step.partitions(), (short) step.replicationFactor()).configs(step.configs());
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static List<AlterConfigOp> operations(TopicStep.AlterConfigs step) {
        List<AlterConfigOp> operations = new ArrayList<>();
        step.set()
                .forEach((key, value) ->
                        operations.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
        step.removed()
                .forEach(key ->
                        operations.add(new AlterConfigOp(new ConfigEntry(key, ""), AlterConfigOp.OpType.DELETE)));
        return operations;
    }

    private static <S extends TopicStep> List<S> only(Class<S> kind, List<TopicStep> steps) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
