// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroup;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a cluster knows, beside its records: topics, dynamic configs, where its consumer groups go on, and who may do what.
 * A value; written as one JSON document whose order never changes, so that two of them can be compared line by line: those
 * of a cluster in which nothing has changed differ in {@code observedAt} only.
 *
 * <p>Every section says whether it is whole, partial, not available or denied, and why; what could not be read is never an
 * empty section. {@link #NOT_CONTAINED} lists what is left out on purpose. It is no backup of records and none of the
 * metadata log: a lost quorum needs the disks of its controllers.
 *
 * @param clusterId the cluster's id
 * @param observedAt when it was read
 * @param features the finalized feature levels
 * @param racks by node id, the rack of each registered broker, if it has one
 * @param topics the topics of the users, by name
 * @param configs by what they are set on, and there by name; all scopes are there
 * @param groups the consumer groups, by group id
 * @param access ACLs, quotas and SCRAM users
 */
public record ClusterBackup(
        String clusterId,
        Instant observedAt,
        Observed<ClusterFeatures> features,
        Observed<Map<Integer, Optional<String>>> racks,
        Observed<Map<String, TopicBackup>> topics,
        Map<ConfigScope, Observed<Map<String, ConfigBackup>>> configs,
        Observed<Map<String, GroupBackup>> groups,
        AccessBackup access) {
    /** What is in no backup; each document says so. */
    public static final List<String> NOT_CONTAINED = List.of(
            "records, and the metadata log of the controllers",
            "internal topics",
            "ongoing reassignments and their throttles: partitions have the replicas that they lead to",
            "configs in the properties files of the nodes",
            "values of sensitive configs",
            "passwords, salts and keys of SCRAM users",
            "delegation tokens",
            "transactions and ids of producers",
            "share groups, Streams groups and groups of Connect workers");

    /**
     * Copies the sections, sorted.
     *
     * @param clusterId the cluster's id
     * @param observedAt when it was read
     * @param features the finalized feature levels
     * @param racks by node id, the rack
     * @param topics the topics of the users
     * @param configs by what they are set on; a scope that is missing becomes one that nobody asked for
     * @param groups the consumer groups
     * @param access ACLs, quotas and SCRAM users
     */
    public ClusterBackup {
        racks = Sections.map(racks, Sections::sorted);
        topics = Sections.map(topics, Sections::sorted);
        configs = sortedConfigs(configs);
        groups = Sections.map(groups, Sections::sorted);
    }

    /**
     * Makes a backup of topics, their configs and groups. Pure. What else a whole one has is {@link Gap.Kind#NOT_ASKED}; {@link
     * io.quorate.backup.observe.ClusterExport} reads all of it.
     *
     * @param state the cluster; sections needed: features, topics, topic configs; where reassignments were read, partitions
     *     have the replicas that they lead to
     * @param groups its consumer groups, as {@link io.quorate.group.ConsumerGroups#observe()} returns them
     * @return the backup; a section that was not seen is unavailable in it, too
     */
    public static ClusterBackup of(ClusterState state, Observed<Map<String, ConsumerGroup>> groups) {
        return BackupMaker.backup(state, groups).build();
    }

    /**
     * Returns a builder of a backup of which nothing was asked yet.
     *
     * @param clusterId the cluster's id
     * @param observedAt when it was read
     * @return the builder
     */
    public static Builder builder(String clusterId, Instant observedAt) {
        return new Builder(clusterId, observedAt);
    }

    /**
     * Returns a builder that starts from this backup.
     *
     * @return the builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(clusterId, observedAt)
                .features(features)
                .racks(racks)
                .topics(topics)
                .groups(groups)
                .access(access);
        configs.forEach(builder::configs);
        return builder;
    }

    /**
     * Returns the configs that are set on one kind of things.
     *
     * @param scope topics, brokers, groups or subscriptions
     * @return by name; those on which nothing is set may be missing
     */
    public Observed<Map<String, ConfigBackup>> configs(ConfigScope scope) {
        return Objects.requireNonNull(configs.get(scope));
    }

    /**
     * Tells whether nothing is missing. What a cluster does not have, such as ACLs without an authorizer or the configs of groups
     * on an old release, is not missing.
     *
     * @return {@code true} if every section, and the offsets of every group, are complete
     */
    public boolean isComplete() {
        return gaps().stream().allMatch(gap -> gap.kind() == Gap.Kind.UNSUPPORTED);
    }

    /**
     * Returns everything that could not be read.
     *
     * @return the gaps of all sections in the order of the document
     */
    public List<Gap> gaps() {
        Stream<Observed<?>> first = Stream.of(features, racks, topics);
        Stream<Observed<?>> last = Stream.of(groups, access.acls(), access.quotas(), access.scramUsers());
        Stream<Observed<?>> offsets = groups.orElse(Map.of()).values().stream().map(GroupBackup::offsets);
        return Stream.of(first, configs.values().stream(), last, offsets)
                .flatMap(sections -> sections)
                .flatMap(section -> section.gaps().stream())
                .distinct()
                .toList();
    }

    /**
     * Writes the backup. The file is replaced at once and only when all is written, or not at all.
     *
     * @param file where to; its directory must exist
     * @throws BackupException if it cannot be written
     */
    public void writeTo(Path file) {
        BackupWriter.write(this, file);
    }

    /**
     * Reads a backup.
     *
     * @param file one that {@link #writeTo} has written
     * @return an equal backup
     * @throws BackupException if the file cannot be read, is not a backup or only a part of one, or has another schema version
     */
    public static ClusterBackup readFrom(Path file) {
        return BackupReader.read(file);
    }

    private static Map<ConfigScope, Observed<Map<String, ConfigBackup>>> sortedConfigs(
            Map<ConfigScope, Observed<Map<String, ConfigBackup>>> configs) {
        Map<ConfigScope, Observed<Map<String, ConfigBackup>>> all = new EnumMap<>(ConfigScope.class);
        for (ConfigScope scope : ConfigScope.values()) {
            Observed<Map<String, ConfigBackup>> one = configs.get(scope);
            all.put(
                    scope,
                    one == null
                            ? Observed.unavailable(Sections.notAsked(scope.section()))
                            : Sections.map(one, Sections::sorted));
        }
        return Collections.unmodifiableMap(all);
    }

    /** Builds a {@link ClusterBackup}. Not thread-safe. */
    public static final class Builder {
        private final String clusterId;
        private final Instant observedAt;
        private final Map<ConfigScope, Observed<Map<String, ConfigBackup>>> configs = new EnumMap<>(ConfigScope.class);
        private Observed<ClusterFeatures> features = Observed.unavailable(Sections.notAsked("features"));
        private Observed<Map<Integer, Optional<String>>> racks = Observed.unavailable(Sections.notAsked("brokers"));
        private Observed<Map<String, TopicBackup>> topics = Observed.unavailable(Sections.notAsked("topics"));
        private Observed<Map<String, GroupBackup>> groups = Observed.unavailable(Sections.notAsked("groups"));
        private AccessBackup access = AccessBackup.notAsked();

        private Builder(String clusterId, Instant observedAt) {
            this.clusterId = clusterId;
            this.observedAt = observedAt;
        }

        /**
         * Sets the finalized feature levels. If not set, nobody asked.
         *
         * @param section the section
         * @return this builder
         */
        public Builder features(Observed<ClusterFeatures> section) {
            this.features = section;
            return this;
        }

        /**
         * Sets the brokers with their racks. If not set, nobody asked.
         *
         * @param section the section
         * @return this builder
         */
        public Builder racks(Observed<Map<Integer, Optional<String>>> section) {
            this.racks = section;
            return this;
        }

        /**
         * Sets the topics. If not set, nobody asked.
         *
         * @param section the section
         * @return this builder
         */
        public Builder topics(Observed<Map<String, TopicBackup>> section) {
            this.topics = section;
            return this;
        }

        /**
         * Sets the configs of one kind of things. If not set, nobody asked.
         *
         * @param scope topics, brokers, groups or subscriptions
         * @param section the section
         * @return this builder
         */
        public Builder configs(ConfigScope scope, Observed<Map<String, ConfigBackup>> section) {
            configs.put(scope, section);
            return this;
        }

        /**
         * Sets the groups. If not set, nobody asked.
         *
         * @param section the section
         * @return this builder
         */
        public Builder groups(Observed<Map<String, GroupBackup>> section) {
            this.groups = section;
            return this;
        }

        /**
         * Sets ACLs, quotas and SCRAM users. If not set, nobody asked.
         *
         * @param sections the sections
         * @return this builder
         */
        public Builder access(AccessBackup sections) {
            this.access = sections;
            return this;
        }

        /**
         * Returns the backup.
         *
         * @return an immutable backup
         */
        public ClusterBackup build() {
            return new ClusterBackup(clusterId, observedAt, features, racks, topics, configs, groups, access);
        }
    }
}
