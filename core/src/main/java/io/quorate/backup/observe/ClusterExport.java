// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.backup.AccessBackup;
import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.backup.GroupBackup;
import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroups;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Durations;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * Reads all that a {@link ClusterBackup} has. It changes nothing in the cluster.
 *
 * <pre>{@code
 * ClusterExport.using(admin).observe().writeTo(Path.of("cluster.json"));
 * }</pre>
 *
 * <p>What the principal may not see is denied, not empty: Kafka leaves such topics and groups out of its listings without a
 * word, so the export asks for a name that nobody has, which tells whether it sees everything. To see everything, a principal
 * needs {@code DESCRIBE} and {@code DESCRIBE_CONFIGS} on the cluster, all topics and all groups.
 *
 * <p>Every call has a deadline of its own, topics, groups and configs are asked for in requests of at most 200, partitions in
 * requests of at most 1000. Thread-safe. The caller owns {@code Admin} and closes it.
 */
public final class ClusterExport {
    private static final String COMMITS = "__consumer_offsets";

    private final AdminReader reader;
    private final Duration callTimeout;
    private final Duration recordTimes;
    private final Time time;

    private ClusterExport(Builder builder) {
        this.reader = new AdminReader(builder.admin, builder.callTimeout);
        this.callTimeout = builder.callTimeout;
        this.recordTimes = builder.recordTimes;
        this.time = builder.time;
    }

    /**
     * Returns an export with default settings.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the export
     */
    public static ClusterExport using(Admin admin) {
        return builder(admin).build();
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
     * Reads the cluster once. Blocks at most some call time-outs, and as long as the times of records may take.
     *
     * @return the backup; what could not be read is a gap in its section
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public ClusterBackup observe() {
        ClusterBackup backup = read(Set.of()).backup();
        return recordTimes.isZero()
                ? backup
                : backup.toBuilder()
                        .groups(new CommittedRecords(reader, time, recordTimes).in(backup.groups()))
                        .build();
    }

    /**
     * What was seen, twice: as the cluster is, and as a backup has it.
     *
     * @param state the cluster with the effective values of the configs that were asked for
     * @param backup the backup, without times of records
     */
    record Seen(ClusterState state, ClusterBackup backup) {}

    Seen read(Set<String> effectiveTopicConfigs) {
        ClusterState state = ClusterObserver.builder(reader.admin())
                .callTimeout(callTimeout)
                .time(time)
                .sections(EnumSet.of(Section.FEATURES, Section.TOPICS, Section.TOPIC_CONFIGS, Section.REASSIGNMENTS))
                .topicConfigKeys(effectiveTopicConfigs)
                .build()
                .observe();
        Supplier<AccessBackup> access = SeenAccess.ask(reader);
        ClusterBackup first = ClusterBackup.of(
                state,
                ConsumerGroups.builder(reader.admin())
                        .callTimeout(callTimeout)
                        .build()
                        .observe());
        Visibility visibility = new Visibility(reader);
        List<Gap> hiddenTopics = visibility.topics().map(List::of).orElse(List.of());
        Observed<Map<String, GroupBackup>> groups =
                Visibility.with(first.groups(), both(hiddenGroups(state, visibility, hiddenTopics), hiddenTopics));
        DynamicConfigs configs = new DynamicConfigs(reader);
        ClusterBackup backup = first.toBuilder()
                .topics(Visibility.with(first.topics(), hiddenTopics))
                .configs(ConfigScope.TOPIC, Visibility.with(first.configs(ConfigScope.TOPIC), hiddenTopics))
                .configs(ConfigScope.BROKER, configs.brokers(state.onlineBrokers(), registered(state)))
                .configs(
                        ConfigScope.GROUP,
                        configs.groups(groups.orElse(Map.of()).keySet()))
                .configs(ConfigScope.CLIENT_METRICS, configs.clientMetrics())
                .groups(groups)
                .access(access.get())
                .build();
        return new Seen(state, backup);
    }

    /**
     * Who asks about a group makes the brokers create the topic of the commits. Where everybody sees that there is none, there are
     * no groups, and nobody needs to ask.
     */
    private static Optional<Gap> hiddenGroups(ClusterState state, Visibility visibility, List<Gap> hiddenTopics) {
        boolean noGroups = hiddenTopics.isEmpty()
                && state.topics().isComplete()
                && state.topic(COMMITS).isEmpty();
        return noGroups ? Optional.empty() : visibility.groups();
    }

    /** The offsets that a group has in topics that are hidden are left out, too. */
    private static List<Gap> both(Optional<Gap> groups, List<Gap> topics) {
        List<Gap> both = new ArrayList<>();
        groups.ifPresent(both::add);
        both.addAll(topics);
        return both;
    }

    private static List<Integer> registered(ClusterState state) {
        return state.brokers().orElse(List.of()).stream().map(Broker::nodeId).toList();
    }

    /** Builds a {@link ClusterExport}. Not thread-safe. */
    public static final class Builder {
        private final Admin admin;
        private Duration callTimeout = Duration.ofSeconds(10);
        private Duration recordTimes = Duration.ofMinutes(1);
        private Time time = Time.system();

        private Builder(Admin admin) {
            this.admin = Objects.requireNonNull(admin, "admin");
        }

        /**
         * Sets the deadline of each single call. If not set, 10 s.
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
         * Sets how long it may take to find the times of the records that groups read next; those that are not found by then are
         * gaps. If not set, a minute.
         *
         * @param patience zero to leave the times and the ranges of the logs out
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder recordTimes(Duration patience) {
            if (patience.isNegative()) {
                throw new IllegalArgumentException("recordTimes must not be negative, but is " + patience);
            }
            this.recordTimes = patience;
            return this;
        }

        /**
         * Sets the clock. If not set, the system's.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder time(Time clock) {
            this.time = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Returns the export.
         *
         * @return the export
         */
        public ClusterExport build() {
            return new ClusterExport(this);
        }
    }
}
