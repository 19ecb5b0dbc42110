// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What is known of Kafka's releases: metadata versions, feature levels, protocols, issues. Read from data in the jar that
 * was taken from the released jars of Kafka and compared with real brokers; what came out later can be added with
 * {@link #toBuilder()}. Immutable.
 */
public final class ReleaseTable {
    /** The feature whose level every node must know. */
    public static final String METADATA_VERSION = "metadata.version";

    /** The feature that makes the quorum dynamic. */
    public static final String KRAFT_VERSION = "kraft.version";

    /** The feature that keeps eligible leader replicas. */
    public static final String ELR_VERSION = "eligible.leader.replicas.version";

    private final NavigableMap<ReleaseLine, ReleaseFacts> releases;
    private final NavigableMap<Integer, MetadataVersion> metadataVersions;
    private final List<FeatureLevel> features;
    private final List<KnownIssue> issues;

    private ReleaseTable(Builder builder) {
        this.releases = new TreeMap<>(builder.releases);
        this.metadataVersions = new TreeMap<>(builder.metadataVersions);
        this.features = builder.features.values().stream()
                .sorted(Comparator.comparing(FeatureLevel::defaultFrom).thenComparing(FeatureLevel::level))
                .toList();
        this.issues = List.copyOf(builder.issues);
    }

    /**
     * Returns the table in the jar, with releases 2.1 to 4.4.
     *
     * @return the table
     */
    public static ReleaseTable builtIn() {
        return BuiltIn.TABLE;
    }

    /** Read once, when somebody asks first. */
    private static final class BuiltIn {
        private static final ReleaseTable TABLE = ReleaseData.read();
    }

    /**
     * Returns a builder of a table with nothing in it.
     *
     * @return the builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a builder with everything this table has.
     *
     * @return the builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        releases.values().forEach(builder::release);
        metadataVersions.values().forEach(builder::metadataVersion);
        features.forEach(builder::feature);
        issues.forEach(builder::issue);
        return builder;
    }

    /**
     * Returns what is known of a minor release.
     *
     * @param line which
     * @return the facts, or empty if it is not in the table
     */
    public Optional<ReleaseFacts> release(ReleaseLine line) {
        return Optional.ofNullable(releases.get(line));
    }

    /**
     * Returns all minor releases.
     *
     * @return from old to new
     */
    public Collection<ReleaseFacts> releases() {
        return List.copyOf(releases.values());
    }

    /**
     * Returns a metadata version.
     *
     * @param level its level
     * @return what is known of it, or empty if it is not in the table
     */
    public Optional<MetadataVersion> metadataVersion(int level) {
        return Optional.ofNullable(metadataVersions.get(level));
    }

    /**
     * Returns the level of a metadata version.
     *
     * @param name for example {@code 3.9-IV0}
     * @return the level, or empty if it is not in the table
     */
    public OptionalInt levelOf(String name) {
        return metadataVersions.values().stream()
                .filter(version -> version.name().equals(name))
                .mapToInt(MetadataVersion::level)
                .findFirst();
    }

    /**
     * Returns the release that supports metadata versions up to a level, which tells the software of a node.
     *
     * @param maxLevel the highest level that the node supports
     * @return the minor release, or empty if none has that level for its highest
     */
    public Optional<ReleaseLine> lineOfMaxMetadataVersion(int maxLevel) {
        return releases.values().stream()
                .filter(facts -> facts.maxMetadataVersion().orElse(-1) == maxLevel)
                .map(ReleaseFacts::line)
                .findFirst();
    }

    /**
     * Returns the release whose newest inter-broker protocol is the given one, which tells the software of a node.
     *
     * @param protocol for example {@code 3.5-IV2}
     * @return the minor release, or empty if none has that protocol for its newest
     */
    public Optional<ReleaseLine> lineOfNewestProtocol(String protocol) {
        return releases.values().stream()
                .filter(facts -> facts.newestProtocol().orElse("").equals(protocol))
                .map(ReleaseFacts::line)
                .findFirst();
    }

    /**
     * Tells whether {@code metadata.version} can be lowered from one level to another: no level on the way down wrote
     * records that older ones cannot read.
     *
     * @param from the finalized level
     * @param to the lower level
     * @return {@code false} also if a level on the way is not in the table
     */
    public boolean canLowerMetadataVersion(int from, int to) {
        for (int level = from; level > to; level--) {
            MetadataVersion crossed = metadataVersions.get(level);
            if (crossed == null || crossed.changesMetadata()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the levels of features beside {@code metadata.version}, the earliest first.
     *
     * @return the levels
     */
    public List<FeatureLevel> features() {
        return features;
    }

    /**
     * Returns what is wrong with a release.
     *
     * @param version the release
     * @param era where the cluster keeps its metadata
     * @return the issues
     */
    public List<KnownIssue> issues(KafkaVersion version, Era era) {
        return issues.stream().filter(issue -> issue.concerns(version, era)).toList();
    }

    /** Builds a {@link ReleaseTable}. Not thread-safe. */
    public static final class Builder {
        private final Map<ReleaseLine, ReleaseFacts> releases = new HashMap<>();
        private final Map<Integer, MetadataVersion> metadataVersions = new HashMap<>();
        private final Map<String, FeatureLevel> features = new HashMap<>();
        private final List<KnownIssue> issues = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a minor release, or replaces what is known of it. If not set, it is unknown, and no plan goes there.
         *
         * @param facts what is known
         * @return this builder
         */
        public Builder release(ReleaseFacts facts) {
            releases.put(facts.line(), facts);
            return this;
        }

        /**
         * Adds a metadata version, or replaces it. If not set, nothing is lowered past it.
         *
         * @param version what is known
         * @return this builder
         */
        public Builder metadataVersion(MetadataVersion version) {
            metadataVersions.put(version.level(), version);
            return this;
        }

        /**
         * Adds a level of a feature, or replaces it. If not set, it is not finalized.
         *
         * @param level what is known
         * @return this builder
         */
        public Builder feature(FeatureLevel level) {
            features.put(level.feature() + "=" + level.level(), level);
            return this;
        }

        /**
         * Adds an issue. If not set, nobody warns of it.
         *
         * @param issue what is wrong
         * @return this builder
         */
        public Builder issue(KnownIssue issue) {
            issues.add(issue);
            return this;
        }

        /**
         * Returns the table.
         *
         * @return an immutable table
         */
        public ReleaseTable build() {
            return new ReleaseTable(this);
        }
    }
}
