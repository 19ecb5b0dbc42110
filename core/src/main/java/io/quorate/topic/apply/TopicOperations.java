// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Topic;
import io.quorate.internal.KafkaFutures;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Single operations on single topics, typed. For sets of topics that should be like something, use {@link TopicReconciler}.
 *
 * <p>Thread-safe. The caller owns {@code Admin} and closes it.
 */
public final class TopicOperations {
    private final Admin admin;
    private final Duration callTimeout;

    private TopicOperations(Admin admin, Duration callTimeout) {
        this.admin = Objects.requireNonNull(admin, "admin");
        this.callTimeout = callTimeout;
    }

    /**
     * Returns the operations, with a deadline of 10 s for each call.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the operations
     */
    public static TopicOperations using(Admin admin) {
        return new TopicOperations(admin, Duration.ofSeconds(10));
    }

    /**
     * Returns the operations with another deadline.
     *
     * @param admin a client of the cluster; stays the caller's
     * @param callTimeout the deadline of each call, more than zero
     * @return the operations
     */
    public static TopicOperations using(Admin admin, Duration callTimeout) {
        return new TopicOperations(admin, callTimeout);
    }

    /**
     * Lists the topics that this principal may describe, Kafka's own too. Changes nothing.
     *
     * @return by name, in alphabetical order
     * @throws TopicOperationException if one of them could not be read
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     */
    public SortedMap<String, Topic> list() {
        ClusterState state = observer(Set.of(), true).observe();
        complete(state.topics().gaps(), "list topics");
        return new TreeMap<>(state.topics().orElse(Map.of()));
    }

    /**
     * Describes one topic. Changes nothing.
     *
     * @param topic its name
     * @return the topic; empty if it does not exist
     * @throws TopicOperationException if that could not be found out, for example because it is denied
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     */
    public Optional<Topic> describe(String topic) {
        ClusterState state = observer(Set.of(topic), false).observe();
        complete(state.topics().gaps(), "describe topic " + topic);
        return state.topic(topic);
    }

    /**
     * Reads the configs of a topic that are set on it or decide about safety. Changes nothing.
     *
     * @param topic its name
     * @return the configs with where each comes from
     * @throws TopicOperationException if they could not be read
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     */
    public ConfigSet configs(String topic) {
        ClusterState state = observer(Set.of(topic), false).observe();
        complete(state.topicConfigs().gaps(), "read the configs of topic " + topic);
        return Optional.ofNullable(state.topicConfigs().orElse(Map.of()).get(topic))
                .orElseThrow(() -> absent("read the configs of", topic));
    }

    /**
     * Adds partitions. Keys go to other partitions from then on, and partitions are never taken away again.
     *
     * @param topic its name
     * @param from how many it has, so that two who add at once do not add twice
     * @param to how many it will have
     * @throws TopicOperationException if it has another number, or the brokers refuse
     */
    public void addPartitions(String topic, int from, int to) {
        Topic seen = describe(topic).orElseThrow(() -> absent("add partitions to", topic));
        if (seen.partitionCount() != from) {
            throw new TopicOperationException(
                    "Did not add partitions to topic " + topic + ": it has " + seen.partitionCount() + ", not " + from
                            + ". Look again, and decide anew.",
                    null);
        }
        join(
                admin.createPartitions(
                                Map.of(topic, NewPartitions.increaseTo(to)),
                                new CreatePartitionsOptions().timeoutMs(timeoutMs()))
                        .all(),
                "add partitions to topic " + topic);
    }

    /**
     * Sets configs of a topic, all or none.
     *
     * @param topic its name
     * @param values by key
     * @throws TopicOperationException if the brokers refuse
     */
    public void setConfigs(String topic, Map<String, String> values) {
        alter(
                topic,
                values.entrySet().stream()
                        .map(entry -> new AlterConfigOp(
                                new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                        .toList());
    }

    /**
     * Removes configs from a topic, all or none: the brokers' defaults hold then.
     *
     * @param topic its name
     * @param keys which
     * @throws TopicOperationException if the brokers refuse
     */
    public void removeConfigs(String topic, Set<String> keys) {
        alter(
                topic,
                keys.stream()
                        .map(key -> new AlterConfigOp(new ConfigEntry(key, ""), AlterConfigOp.OpType.DELETE))
                        .toList());
    }

    /**
     * Deletes a topic with all its records, for good. The id makes sure that it is the one that was meant: the brokers
     * delete by id, so a topic of the same name that was created meanwhile stays. Needs Kafka 3.1.
     *
     * @param topic its name
     * @param id its id
     * @throws TopicOperationException if the topic has another id or does not exist, or the brokers refuse; nothing is
     *     deleted then
     */
    public void delete(String topic, Uuid id) {
        Topic seen = describe(topic).orElseThrow(() -> absent("delete", topic));
        if (id.equals(Uuid.ZERO_UUID) || !seen.id().equals(id)) {
            throw new TopicOperationException(
                    "Did not delete topic " + topic + ": its id is " + seen.id() + ", not " + id
                            + ". It is another topic of the same name; look at it before you delete it.",
                    null);
        }
        join(
                admin.deleteTopics(
                                TopicCollection.ofTopicIds(List.of(id)),
                                new DeleteTopicsOptions().timeoutMs(timeoutMs()))
                        .all(),
                "delete topic " + topic);
    }

    /**
     * Finds the first record at or after a time in each partition. Changes nothing.
     *
     * @param topic its name
     * @param time the time
     * @return by partition, the offset; where there is no such record, the end of the partition
     * @throws TopicOperationException if one of them could not be read
     */
    public SortedMap<Integer, Long> offsetsAt(String topic, Instant time) {
        SortedMap<Integer, Long> found = offsets(topic, OffsetSpec.forTimestamp(time.toEpochMilli()));
        SortedMap<Integer, Long> ends = offsets(topic, OffsetSpec.latest());
        // Kafka answers -1 where no record is as young as that.
        found.replaceAll((partition, offset) -> offset < 0 ? ends.getOrDefault(partition, offset) : offset);
        return found;
    }

    /**
     * Finds where each partition begins. Changes nothing.
     *
     * @param topic its name
     * @return by partition, the offset of the first record that is still there
     * @throws TopicOperationException if one of them could not be read
     */
    public SortedMap<Integer, Long> earliestOffsets(String topic) {
        return offsets(topic, OffsetSpec.earliest());
    }

    /**
     * Finds where each partition ends. Changes nothing.
     *
     * @param topic its name
     * @return by partition, the offset that the next record gets
     * @throws TopicOperationException if one of them could not be read
     */
    public SortedMap<Integer, Long> latestOffsets(String topic) {
        return offsets(topic, OffsetSpec.latest());
    }

    private SortedMap<Integer, Long> offsets(String topic, OffsetSpec spec) {
        Topic seen = describe(topic).orElseThrow(() -> absent("read offsets of", topic));
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int index = 0; index < seen.partitionCount(); index++) {
            asked.put(seen.topicPartition(index), spec);
        }
        ListOffsetsResult answers = admin.listOffsets(asked, new ListOffsetsOptions().timeoutMs(timeoutMs()));
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        asked.keySet()
                .forEach(partition -> offsets.put(
                        partition.partition(),
                        join(answers.partitionResult(partition), "read the offset of " + partition)
                                .offset()));
        return offsets;
    }

    private void alter(String topic, List<AlterConfigOp> operations) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes =
                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), operations);
        join(
                admin.incrementalAlterConfigs(changes, new AlterConfigsOptions().timeoutMs(timeoutMs()))
                        .all(),
                "change configs of topic " + topic);
    }

    private <T> T join(KafkaFuture<T> future, String what) {
        try {
            return KafkaFutures.join(future, callTimeout, what);
        } catch (KafkaException e) {
            throw new TopicOperationException(
                    "Did not " + what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static void complete(List<Gap> gaps, String what) {
        if (!gaps.isEmpty()) {
            throw new TopicOperationException(
                    "Did not " + what + ": " + gaps.stream().map(Gap::describe).collect(Collectors.joining("; ")),
                    null);
        }
    }

    private static TopicOperationException absent(String what, String topic) {
        return new TopicOperationException(
                "Did not " + what + " topic " + topic + ": it does not exist. Check the name and the cluster.", null);
    }

    private ClusterObserver observer(Set<String> names, boolean all) {
        return ClusterObserver.builder(admin)
                .callTimeout(callTimeout)
                .sections(all ? EnumSet.of(Section.TOPICS) : EnumSet.of(Section.TOPICS, Section.TOPIC_CONFIGS))
                .topics(name -> all || names.contains(name))
                .topicsByName(names)
                .build();
    }

    private int timeoutMs() {
        return Math.toIntExact(callTimeout.toMillis());
    }
}
