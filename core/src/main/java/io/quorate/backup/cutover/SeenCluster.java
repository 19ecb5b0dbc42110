// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupDescription;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * One of the two clusters of a move, as it was seen. What was not read is a gap, so that nothing is taken for equal that
 * nobody has looked at.
 *
 * <p>Immutable. Taken from a cluster by {@code CutoverObserver}, and built by hand in tests.
 */
public final class SeenCluster {
    private final ClusterState state;
    private final SeenLogs logs;
    private final Observed<Map<String, ConsumerGroup>> groups;
    private final Observed<Map<String, Observed<GroupDescription>>> members;
    private final Observed<Map<RecordPosition, Optional<RecordStamp>>> records;
    private final Observed<Set<AclBinding>> acls;
    private final Observed<Map<ClientQuotaEntity, Map<String, Double>>> quotas;

    private SeenCluster(Builder builder) {
        this.state = builder.state;
        this.logs = builder.logs;
        this.groups = Copies.of(builder.groups, Map::copyOf);
        this.members = Copies.of(builder.members, Map::copyOf);
        this.records = Copies.of(builder.records, Map::copyOf);
        this.acls = Copies.of(builder.acls, Set::copyOf);
        this.quotas = Copies.of(builder.quotas, Map::copyOf);
    }

    /**
     * Returns a builder of a cluster of which only the state was read.
     *
     * @param state brokers, topics, topic configs
     * @return the builder
     */
    public static Builder builder(ClusterState state) {
        return new Builder(state);
    }

    /**
     * Returns brokers, topics and their configs.
     *
     * @return the state
     */
    public ClusterState state() {
        return state;
    }

    /**
     * Returns the logs.
     *
     * @return the logs, looked at twice
     */
    public SeenLogs logs() {
        return logs;
    }

    /**
     * Returns the consumer groups with their commits.
     *
     * @return the section, by group id
     */
    public Observed<Map<String, ConsumerGroup>> groups() {
        return groups;
    }

    /**
     * Returns the groups of every type with their members.
     *
     * @return the section, by group id
     */
    public Observed<Map<String, Observed<GroupDescription>>> members() {
        return members;
    }

    /**
     * Returns the records that groups read next.
     *
     * @return the section: by where a group goes on, the first record there or behind; empty if there is none
     */
    public Observed<Map<RecordPosition, Optional<RecordStamp>>> records() {
        return records;
    }

    /**
     * Returns who may do what.
     *
     * @return the section
     */
    public Observed<Set<AclBinding>> acls() {
        return acls;
    }

    /**
     * Returns the quotas of clients.
     *
     * @return the section
     */
    public Observed<Map<ClientQuotaEntity, Map<String, Double>>> quotas() {
        return quotas;
    }

    /**
     * Returns a builder with everything this cluster has.
     *
     * @return the builder
     */
    public Builder toBuilder() {
        return new Builder(state)
                .logs(logs)
                .groups(groups)
                .members(members)
                .records(records)
                .acls(acls)
                .quotas(quotas);
    }

    @Override
    public String toString() {
        return "SeenCluster " + state.clusterId() + " at " + state.observedAt();
    }

    /** Builds a {@link SeenCluster}. Not thread-safe. */
    public static final class Builder {
        private final ClusterState state;
        private SeenLogs logs = new SeenLogs(Duration.ZERO, notAsked("logs"));
        private Observed<Map<String, ConsumerGroup>> groups = notAsked("consumer groups");
        private Observed<Map<String, Observed<GroupDescription>>> members = notAsked("members of groups");
        private Observed<Map<RecordPosition, Optional<RecordStamp>>> records = notAsked("records at commits");
        private Observed<Set<AclBinding>> acls = notAsked("ACLs");
        private Observed<Map<ClientQuotaEntity, Map<String, Double>>> quotas = notAsked("quotas");

        private Builder(ClusterState state) {
            this.state = Objects.requireNonNull(state, "state");
        }

        private static <T> Observed<T> notAsked(String section) {
            return Observed.unavailable(new Gap(section, Gap.Kind.NOT_ASKED, "nobody asked for it"));
        }

        /**
         * Sets the logs. If not set, they are unavailable.
         *
         * @param seen the logs
         * @return this builder
         */
        public Builder logs(SeenLogs seen) {
            this.logs = seen;
            return this;
        }

        /**
         * Sets the consumer groups. If not set, the section is unavailable.
         *
         * @param section the groups by id
         * @return this builder
         */
        public Builder groups(Observed<Map<String, ConsumerGroup>> section) {
            this.groups = section;
            return this;
        }

        /**
         * Sets the groups with their members. If not set, the section is unavailable.
         *
         * @param section the groups by id
         * @return this builder
         */
        public Builder members(Observed<Map<String, Observed<GroupDescription>>> section) {
            this.members = section;
            return this;
        }

        /**
         * Sets the records that groups read next. If not set, the section is unavailable.
         *
         * @param section by where a group goes on
         * @return this builder
         */
        public Builder records(Observed<Map<RecordPosition, Optional<RecordStamp>>> section) {
            this.records = section;
            return this;
        }

        /**
         * Sets who may do what. If not set, the section is unavailable.
         *
         * @param section the ACLs
         * @return this builder
         */
        public Builder acls(Observed<Set<AclBinding>> section) {
            this.acls = section;
            return this;
        }

        /**
         * Sets the quotas. If not set, the section is unavailable.
         *
         * @param section the quotas
         * @return this builder
         */
        public Builder quotas(Observed<Map<ClientQuotaEntity, Map<String, Double>>> section) {
            this.quotas = section;
            return this;
        }

        /**
         * Returns the cluster.
         *
         * @return an immutable cluster
         */
        public SeenCluster build() {
            return new SeenCluster(this);
        }
    }
}
