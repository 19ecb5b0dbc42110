// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Assertions about one topic, which wait until they hold. */
public final class TopicAssert extends AwaitingAssert<TopicAssert> {
    private final String name;

    TopicAssert(Admin actual, Awaited awaited, String name) {
        super(actual, awaited, TopicAssert.class);
        this.name = name;
    }

    /**
     * Verifies that there is such a topic.
     *
     * @return this
     */
    public TopicAssert exists() {
        return awaitTopic("to exist", topic -> true);
    }

    /**
     * Verifies that there is no such topic.
     *
     * @return this
     */
    public TopicAssert doesNotExist() {
        return await("topic " + name + " not to exist", this::observe, seen -> seen.topic == null, Observed::text);
    }

    /**
     * Verifies how many partitions the topic has.
     *
     * @param count how many
     * @return this
     */
    public TopicAssert hasPartitions(int count) {
        return awaitTopic(
                "to have %d partitions".formatted(count),
                topic -> topic.partitions().size() == count);
    }

    /**
     * Verifies how many replicas each partition has.
     *
     * @param replicas how many
     * @return this
     */
    public TopicAssert hasReplicationFactor(int replicas) {
        return awaitEach(
                "to have %d replicas of each partition".formatted(replicas),
                one -> one.replicas().size() == replicas);
    }

    /**
     * Verifies that every partition has a leader and all of its replicas in sync.
     *
     * @return this
     */
    public TopicAssert isFullyInSync() {
        return awaitEach("to have a leader and all replicas of each partition in sync", Seen::isFullyInSync);
    }

    /**
     * Verifies that every partition has a leader.
     *
     * @return this
     */
    public TopicAssert hasNoOfflinePartitions() {
        return awaitEach("to have a leader of each partition", Seen::isLed);
    }

    /**
     * Verifies that every partition is led by the first of its replicas.
     *
     * @return this
     */
    public TopicAssert isLedByPreferredLeaders() {
        return awaitEach(
                "to have each partition led by its preferred leader",
                one -> Seen.isLed(one)
                        && one.leader().id() == one.replicas().get(0).id());
    }

    /**
     * Verifies the value of a config of the topic, whether it is set or a default.
     *
     * @param key a key as Kafka spells it
     * @param value its value
     * @return this
     */
    public TopicAssert hasConfig(String key, String value) {
        return await(
                "topic %s to have %s=%s".formatted(name, key, value),
                () -> config(key),
                value::equals,
                seen -> key + "=" + seen);
    }

    private String config(String key) throws ExecutionException, InterruptedException, TimeoutException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config config = Awaited.get(actual.describeConfigs(List.of(topic))
                .values()
                .values()
                .iterator()
                .next());
        ConfigEntry entry = config.get(key);
        return entry == null ? "(no such config)" : String.valueOf(entry.value());
    }

    private TopicAssert awaitEach(String expected, Predicate<TopicPartitionInfo> fits) {
        return awaitTopic(expected, topic -> topic.partitions().stream().allMatch(fits));
    }

    private TopicAssert awaitTopic(String expected, Predicate<TopicDescription> fits) {
        return await(
                "topic " + name + " " + expected,
                this::observe,
                seen -> seen.topic != null && fits.test(seen.topic),
                Observed::text);
    }

    private Observed observe() throws ExecutionException, InterruptedException, TimeoutException {
        return new Observed(describe(actual, name));
    }

    /** Returns what the cluster says of a topic, or null if it knows none of that name. */
    static @Nullable TopicDescription describe(Admin admin, String name)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return Awaited.get(admin.describeTopics(List.of(name)).allTopicNames())
                    .get(name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private record Observed(@Nullable TopicDescription topic) {
        String text() {
            return Seen.topic(topic);
        }
    }
}
