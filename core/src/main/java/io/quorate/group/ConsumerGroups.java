// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Durations;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupType;

/**
 * Reads the consumer groups of a cluster, their committed offsets and their lag, as values. It changes nothing in the
 * cluster; {@link GroupChanges} does. {@link #list} and {@link #observeMembers} know groups of every type. {@link #observe} is about
 * commits and lag: share groups, Streams groups and the groups of Connect workers are no consumer groups and are left out.
 *
 * <ol>
 *   <li>Commits are read before the ends of the logs: the other way round, a busy group seems to be ahead of its log.
 *   <li>Groups are asked about in requests of at most 200, partitions of at most 1000, each call with a deadline of its
 *       own; one that fails leaves a gap where it belongs.
 *   <li>What does not come back is a gap, never an empty group or a lag of 0.
 * </ol>
 *
 * <p>Needs Kafka 2.4. Thread-safe. The caller owns {@code Admin} and closes it.
 */
public final class ConsumerGroups {
    private final AdminReader reader;
    private final Predicate<String> groups;
    private final Predicate<String> readCommitted;

    private ConsumerGroups(Builder builder) {
        this.reader = new AdminReader(builder.admin, builder.callTimeout);
        this.groups = builder.groups;
        this.readCommitted = builder.readCommitted;
    }

    /**
     * Returns a reader with default settings.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the reader
     */
    public static ConsumerGroups using(Admin admin) {
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
     * Reads the groups once. Blocks at most a few call time-outs.
     *
     * @return the groups by id, in alphabetical order; partial if a coordinator did not answer, and then groups may be
     *     missing
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public Observed<Map<String, ConsumerGroup>> observe() {
        GroupReader groupReader = new GroupReader(reader, readCommitted);
        Observed<Map<String, GroupReader.Listed>> listed = groupReader.list(groups);
        return listed.value()
                .map(found -> groupReader.read(found, listed.gaps()))
                .orElseGet(() -> Observed.unavailable(listed.gaps().get(0)));
    }

    /**
     * Lists the groups of every type: classic ones of any protocol, consumer, share and streams groups.
     *
     * @return the groups by id, in alphabetical order; partial if a coordinator did not answer
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public Observed<Map<String, ListedGroup>> list() {
        Observed<Map<String, ListedGroup>> listed = new GroupReader(reader, readCommitted).listAll(groups);
        return listed.value()
                .map(found -> Observed.of(Collections.unmodifiableMap(found), listed.gaps()))
                .orElse(listed);
    }

    /**
     * Reads the groups of every type with their members. Groups of workers of Connect have members without partitions.
     *
     * @return the groups by id, in alphabetical order; a group that could not be described has its gap in its place
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public Observed<Map<String, Observed<GroupDescription>>> observeMembers() {
        Observed<Map<String, ListedGroup>> listed = list();
        return listed.value()
                .map(found -> {
                    Map<String, GroupType> types = new HashMap<>();
                    found.forEach((id, group) -> types.put(id, group.type()));
                    return Observed.of(
                            Collections.unmodifiableMap(new DescribedGroups(reader).read(types)), listed.gaps());
                })
                .orElseGet(() -> Observed.unavailable(listed.gaps().get(0)));
    }

    /** Builds a {@link ConsumerGroups}. Not thread-safe. */
    public static final class Builder {
        private final Admin admin;
        private Duration callTimeout = Duration.ofSeconds(10);
        private Predicate<String> groups = groupId -> true;
        private Predicate<String> readCommitted = groupId -> false;

        private Builder(Admin admin) {
            this.admin = Objects.requireNonNull(admin, "admin");
        }

        /**
         * Sets the deadline of each single call. If not set, 10 s, as for {@link
         * io.quorate.observe.ClusterObserver.Builder#callTimeout}.
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
         * Sets which groups are read. If not set, all.
         *
         * @param wanted tells by group id
         * @return this builder
         */
        public Builder groups(Predicate<String> wanted) {
            this.groups = Objects.requireNonNull(wanted, "wanted");
            return this;
        }

        /**
         * Sets which groups read with {@code isolation.level=read_committed}, which the brokers do not know. Their logs end at the
         * last stable offset, where the oldest open transaction begins. If not set, none.
         *
         * @param which tells by group id
         * @return this builder
         */
        public Builder readCommitted(Predicate<String> which) {
            this.readCommitted = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Returns the reader.
         *
         * @return the reader
         */
        public ConsumerGroups build() {
            return new ConsumerGroups(this);
        }
    }
}
