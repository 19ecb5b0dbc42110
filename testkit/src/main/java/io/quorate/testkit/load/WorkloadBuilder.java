// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.WorkloadSpec.Group;
import io.quorate.testkit.load.WorkloadSpec.Volume;
import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link Workload} and starts it.
 *
 * <p>Not thread-safe.
 */
public final class WorkloadBuilder {
    /** What the workload decides itself, because its verdict depends on it. */
    private static final Set<String> OURS = Set.of(
            CommonClientConfigs.GROUP_ID_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private final Map<String, Object> clientConfig;
    private final Set<String> topics = new LinkedHashSet<>();
    private final List<ProducerSpec> producers = new ArrayList<>();
    private final Map<String, Object> groupSettings = new LinkedHashMap<>();
    private String groupId = "quorate-load";
    private int members = 1;
    private @Nullable Integer recordsPerSecond;
    private int recordBytes = 100;
    private long maxRecords = 4_000_000;
    private Duration startTimeout = Duration.ofSeconds(60);
    private Judge.@Nullable Isolation judgedAs;

    WorkloadBuilder(Map<String, ?> clientConfig) {
        this.clientConfig = Map.copyOf(clientConfig);
        if (!clientConfig.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(
                    "A workload needs bootstrap.servers in its client configuration, which has only %s."
                            .formatted(clientConfig.keySet()));
        }
    }

    /**
     * Adds topics. They must exist; all of their partitions are written and read.
     *
     * @param names the topics' names
     * @return this builder. If not set, {@link #start()} fails
     */
    public WorkloadBuilder topics(String... names) {
        topics.addAll(List.of(names));
        return this;
    }

    /**
     * Adds a producer.
     *
     * @param producer its name and settings
     * @return this builder. If not set, {@link #start()} fails
     * @throws IllegalArgumentException if there is a producer of that name already
     */
    public WorkloadBuilder producer(ProducerSpec producer) {
        if (producers.stream().anyMatch(one -> one.name().equals(producer.name()))) {
            throw new IllegalArgumentException(
                    "Did not add %s: there is a producer of that name already.".formatted(producer));
        }
        if (producers.size() == RecordCodec.MAX_PRODUCERS) {
            throw new IllegalArgumentException("Did not add %s: a workload has at most %d producers."
                    .formatted(producer, RecordCodec.MAX_PRODUCERS));
        }
        producers.add(producer);
        return this;
    }

    /**
     * Sets the consumer group. Its committed offsets for the topics are set to their ends, so it must have no other members.
     *
     * @param id the {@code group.id}
     * @param size how many members; at least 1
     * @return this builder. If not set, one member in the group {@code quorate-load}
     * @throws IllegalArgumentException if a value is out of its range
     */
    public WorkloadBuilder group(String id, int size) {
        if (id.isBlank() || size < 1) {
            throw new IllegalArgumentException(
                    "A group needs an id and at least 1 member; given were \"%s\" and %d.".formatted(id, size));
        }
        groupId = id;
        members = size;
        return this;
    }

    /**
     * Sets one setting of the group's members, for example {@code group.protocol}. With {@code
     * isolation.level=read_uncommitted} records of aborted transactions are expected and not judged.
     *
     * @param key a key of Kafka's consumer
     * @param value its value
     * @return this builder. If not set, Kafka's defaults, except {@code isolation.level=read_committed}
     * @throws IllegalArgumentException if the workload depends on its own value for this key
     */
    public WorkloadBuilder groupSetting(String key, Object value) {
        if (OURS.contains(key)) {
            throw new IllegalArgumentException(
                    "Did not set %s=%s for the group: the workload's verdict depends on its own value. Leave it out."
                            .formatted(key, value));
        }
        groupSettings.put(key, value);
        return this;
    }

    /**
     * Sets the rate of each producer. One that was held up catches up, and its records count as sent when they were due.
     *
     * @param records records per second and producer, from 1 to 1,000,000
     * @return this builder. If not set, 200
     * @throws IllegalArgumentException if the value is out of its range
     * @throws IllegalStateException if a rate was set before
     */
    public WorkloadBuilder recordsPerSecond(int records) {
        if (records < 1 || records > 1_000_000) {
            throw new IllegalArgumentException(
                    "recordsPerSecond must be from 1 to 1,000,000, and is %d.".formatted(records));
        }
        return rate(records);
    }

    /**
     * Lets each producer send as fast as it can.
     *
     * @return this builder. If not set, 200 records per second and producer
     * @throws IllegalStateException if a rate was set before
     */
    public WorkloadBuilder flatOut() {
        return rate(0);
    }

    private WorkloadBuilder rate(int records) {
        if (recordsPerSecond != null) {
            throw new IllegalStateException("The rate was set to %d records per second (0: flat out), and now to %d."
                    .formatted(recordsPerSecond, records));
        }
        recordsPerSecond = records;
        return this;
    }

    /**
     * Sets the size of each record's value.
     *
     * @param bytes from 36, which the header takes, to 16 MiB
     * @return this builder. If not set, 100
     * @throws IllegalArgumentException if the value is out of its range
     */
    public WorkloadBuilder recordBytes(int bytes) {
        if (bytes < RecordCodec.HEADER_BYTES || bytes > 16 << 20) {
            throw new IllegalArgumentException("recordBytes must be from %d to %d, and is %d."
                    .formatted(RecordCodec.HEADER_BYTES, 16 << 20, bytes));
        }
        recordBytes = bytes;
        return this;
    }

    /**
     * Bounds the number of records of all producers, and so the memory: about 17 bytes each, twice that while it grows. A load
     * that meets the bound stops sending, and its report is not complete.
     *
     * @param records the most records; at least 1
     * @return this builder. If not set, 4,000,000
     * @throws IllegalArgumentException if the value is out of its range
     */
    public WorkloadBuilder maxRecords(long records) {
        if (records < 1 || records > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(
                    "maxRecords must be from 1 to %d, and is %d.".formatted(Integer.MAX_VALUE / 2, records));
        }
        maxRecords = records;
        return this;
    }

    /**
     * Sets how long the start may take.
     *
     * @param timeout the longest time
     * @return this builder. If not set, one minute
     * @throws IllegalArgumentException if it is not more than zero
     */
    public WorkloadBuilder startTimeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("startTimeout must be more than zero, and is %s.".formatted(timeout));
        }
        startTimeout = timeout;
        return this;
    }

    /** Judges reads by another promise than the one asked of the brokers: how a test shows that a broken one is found. */
    WorkloadBuilder judgedAs(Judge.Isolation isolation) {
        judgedAs = isolation;
        return this;
    }

    /**
     * Starts the workload: commits the topics' ends as the group's start, starts the threads, and waits until every producer
     * has a record acknowledged and every partition one acknowledged and one read.
     *
     * @return the running workload
     * @throws IllegalStateException if there is no topic or no producer
     * @throws WorkloadException if it has not come so far within the start timeout; everything is ended then
     * @throws org.apache.kafka.common.config.ConfigException if a setting is none that Kafka's clients take
     */
    public Workload start() {
        if (topics.isEmpty() || producers.isEmpty()) {
            throw new IllegalStateException(
                    "Did not start the workload: it needs at least one topic and one producer, and has topics %s and producers %s."
                            .formatted(topics, producers));
        }
        Object isolation = groupSettings.getOrDefault(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                clientConfig.getOrDefault(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        Judge.Isolation promised =
                "read_committed".equals(isolation) ? Judge.Isolation.READ_COMMITTED : Judge.Isolation.READ_UNCOMMITTED;
        return Workload.start(new WorkloadSpec(
                new ClientSettings(clientConfig),
                topics,
                producers,
                new Group(groupId, members, groupSettings),
                new Volume(recordsPerSecond == null ? 200 : recordsPerSecond, recordBytes, maxRecords),
                judgedAs == null ? promised : judgedAs,
                startTimeout,
                Time.system()));
    }
}
