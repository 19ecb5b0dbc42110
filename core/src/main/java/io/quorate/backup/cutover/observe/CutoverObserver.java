// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover.observe;

import io.quorate.backup.cutover.CutoverCheck;
import io.quorate.backup.cutover.RecordPosition;
import io.quorate.backup.cutover.RecordStamp;
import io.quorate.backup.cutover.SeenCluster;
import io.quorate.backup.cutover.SeenLogs;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.error.OperationInterruptedException;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.ConsumerGroups;
import io.quorate.group.GroupDescription;
import io.quorate.group.ListedGroup;
import io.quorate.internal.AccessReader;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Durations;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of the two clusters of a move for a {@link CutoverCheck}: topics and configs, the ends of all logs twice, groups
 * with commits and members, ACLs, quotas, and the timestamps of the records that groups read next. It changes nothing in the
 * cluster.
 *
 * <p>Timestamps are those of records, so a consumer is needed to read these: one for each partition, and one for each commit.
 * Records are turned into a timestamp and a checksum at once and kept nowhere. Needs Kafka 2.6, for quotas. Not thread-safe,
 * because consumers are not. The caller owns {@code Admin} and the consumer and closes them.
 */
public final class CutoverObserver {
    /** Classic consumers, and groups that only commit: a group without members has no protocol. */
    private static final Set<String> CONSUMER_PROTOCOLS = Set.of("consumer", "");

    private final AdminReader reader;
    private final @Nullable Consumer<byte[], byte[]> consumer;
    private final Predicate<String> topics;
    private final Predicate<String> groups;
    private final Duration settle;
    private final Duration callTimeout;
    private final Time time;

    private CutoverObserver(Builder builder) {
        this.reader = new AdminReader(builder.admin, builder.callTimeout);
        this.consumer = builder.consumer;
        this.topics = builder.topics;
        this.groups = builder.groups;
        this.settle = builder.settle;
        this.callTimeout = builder.callTimeout;
        this.time = builder.time;
    }

    /**
     * Returns a builder.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the builder
     */
    public static Builder builder(Admin admin) {
        return new Builder(admin);
    }

    /**
     * Reads the cluster once. Blocks for the time between the two looks at the logs, and a few call time-outs.
     *
     * @return what was seen
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws OperationInterruptedException if the thread is interrupted
     */
    public SeenCluster observe() {
        ClusterState state = ClusterObserver.builder(reader.admin())
                .callTimeout(callTimeout)
                .time(time)
                .sections(Set.of(Section.TOPICS, Section.TOPIC_CONFIGS))
                .topicConfigKeys(CutoverCheck.COMPARED_CONFIGS)
                .build()
                .observe();
        LogReader logs = new LogReader(reader, partitions(state));
        Observed<Map<TopicPartition, Long>> before = logs.ends();
        long lookedAt = time.nanos();

        AccessReader access = new AccessReader(reader);
        var acls = access.acls(Set::copyOf);
        var quotas = access.quotas(Map::copyOf);
        ConsumerGroups consumerGroups = ConsumerGroups.builder(reader.admin())
                .callTimeout(callTimeout)
                .groups(groups)
                .build();
        // Commits are read before the second look at the ends, or a busy group seems to be ahead of its log.
        Observed<Map<String, ConsumerGroup>> seenGroups = consumerGroups.observe();
        SeenCluster.Builder seen = SeenCluster.builder(state)
                .groups(seenGroups)
                .members(members(consumerGroups.list()))
                .acls(acls.get())
                .quotas(quotas.get());
        pause(settle.minusNanos(time.nanos() - lookedAt));

        Duration between = Duration.ofNanos(time.nanos() - lookedAt);
        RecordReader records = new RecordReader(consumer, time, callTimeout);
        SeenLogs seenLogs = new SeenLogs(between, logs.again(before, records));
        return seen.logs(seenLogs).records(next(seenGroups, seenLogs, records)).build();
    }

    /** Workers of Connect, MirrorMaker's own among them, are in groups that read nothing: they need not stop. */
    private Observed<Map<String, Observed<GroupDescription>>> members(Observed<Map<String, ListedGroup>> listed) {
        Set<String> workers = new HashSet<>();
        listed.orElse(Map.of()).forEach((id, group) -> {
            if (group.type() == GroupType.CLASSIC && !CONSUMER_PROTOCOLS.contains(group.protocol())) {
                workers.add(id);
            }
        });
        return ConsumerGroups.builder(reader.admin())
                .callTimeout(callTimeout)
                .groups(groups.and(id -> !workers.contains(id)))
                .build()
                .observeMembers();
    }

    private Set<TopicPartition> partitions(ClusterState state) {
        Set<TopicPartition> all = new HashSet<>();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            if (!topic.isInternal() && topics.test(topic.name())) {
                IntStream.range(0, topic.partitionCount())
                        .forEach(index -> all.add(new TopicPartition(topic.name(), index)));
            }
        }
        return all;
    }

    private Observed<Map<RecordPosition, Optional<RecordStamp>>> next(
            Observed<Map<String, ConsumerGroup>> seenGroups, SeenLogs logs, RecordReader records) {
        Set<RecordPosition> commits = new HashSet<>();
        seenGroups.orElse(Map.of()).values().forEach(group -> group.partitions()
                .orElse(Map.of())
                .forEach((partition, one) ->
                        one.commit().ifPresent(commit -> commits.add(new RecordPosition(partition, commit.offset())))));
        return records.next(List.copyOf(commits), logs.partitions().orElse(Map.of()));
    }

    private void pause(Duration left) {
        try {
            time.sleep(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("the second look at the ends of the logs");
        }
    }

    /** Builds a {@link CutoverObserver}. Not thread-safe. */
    public static final class Builder {
        private final Admin admin;
        private @Nullable Consumer<byte[], byte[]> consumer;
        private Predicate<String> topics = name -> true;
        private Predicate<String> groups = groupId -> true;
        private Duration settle = Duration.ofSeconds(5);
        private Duration callTimeout = Duration.ofSeconds(10);
        private Time time = Time.system();

        private Builder(Admin admin) {
            this.admin = Objects.requireNonNull(admin, "admin");
        }

        /**
         * Sets a consumer of the cluster that reads single records. It needs no {@code group.id}; its partitions are assigned
         * while the cluster is read, and none are afterwards. Set {@code isolation.level} as MirrorMaker has it, and {@code
         * max.partition.fetch.bytes} low. If not set, no timestamps are known, and what needs them is unknown.
         *
         * @param records a consumer that nobody else uses meanwhile; stays the caller's
         * @return this builder
         */
        public Builder consumer(Consumer<byte[], byte[]> records) {
            this.consumer = Objects.requireNonNull(records, "records");
            return this;
        }

        /**
         * Sets of which topics the logs are read. If not set, all but internal ones.
         *
         * @param which tells by name
         * @return this builder
         */
        public Builder topics(Predicate<String> which) {
            this.topics = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Sets which groups are read. If not set, all.
         *
         * @param which tells by group id
         * @return this builder
         */
        public Builder groups(Predicate<String> which) {
            this.groups = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Sets how much time lies between the two looks at the ends of the logs. If not set, 5 s, as for {@link
         * io.quorate.backup.cutover.CutoverCheck.Builder#stableFor}.
         *
         * @param least more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder settle(Duration least) {
            this.settle = Durations.positive("settle", least);
            return this;
        }

        /**
         * Sets the deadline of each single call, and of each reading of at most 100 records. If not set, 10 s.
         *
         * @param timeout more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder callTimeout(Duration timeout) {
            this.callTimeout = Durations.positive("callTimeout", timeout);
            return this;
        }

        /**
         * Sets the clock. If not set, {@link Time#system()}.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder time(Time clock) {
            this.time = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Returns the observer.
         *
         * @return the observer
         */
        public CutoverObserver build() {
            return new CutoverObserver(this);
        }
    }
}
