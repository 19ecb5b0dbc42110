// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was seen of a cluster at one instant, section by section. Each section says by itself whether it was
 * read completely, partly or not at all ({@link Observed}); nobody has to guess what an empty list means.
 *
 * <p>Immutable, and built by hand in tests: {@code ClusterState.builder("id", now).brokers(...).topics(...).build()}.
 */
public final class ClusterState {
    private static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

    private final String clusterId;
    private final Instant observedAt;
    private final Observed<List<Broker>> brokers;
    private final Observed<MetadataQuorum> quorum;
    private final Observed<ClusterFeatures> features;
    private final Observed<Map<String, Topic>> topics;
    private final Observed<Map<String, ConfigSet>> topicConfigs;
    private final Observed<Map<Integer, ConfigSet>> brokerConfigs;
    private final Observed<ConfigSet> clusterDefaults;
    private final Observed<List<OngoingReassignment>> reassignments;
    private final Observed<Map<Integer, List<LogDir>>> logDirs;

    /** Made from the log dirs when the first size is asked for: most states are never asked. */
    private volatile @Nullable PartitionSizes sizes;

    private ClusterState(Builder builder) {
        this.clusterId = builder.clusterId;
        this.observedAt = builder.observedAt;
        this.brokers = builder.brokers;
        this.quorum = builder.quorum;
        this.features = builder.features;
        this.topics = builder.topics;
        this.topicConfigs = builder.topicConfigs;
        this.brokerConfigs = builder.brokerConfigs;
        this.clusterDefaults = builder.clusterDefaults;
        this.reassignments = builder.reassignments;
        this.logDirs = builder.logDirs;
    }

    /**
     * Returns a builder of a state in which nothing was read.
     *
     * @param clusterId the cluster's id
     * @param observedAt when it was read
     * @return the builder
     */
    public static Builder builder(String clusterId, Instant observedAt) {
        return new Builder(clusterId, observedAt);
    }

    /**
     * Returns the id of the cluster.
     *
     * @return the id
     */
    public String clusterId() {
        return clusterId;
    }

    /**
     * Returns when the cluster was read.
     *
     * @return the time at which reading began
     */
    public Instant observedAt() {
        return observedAt;
    }

    /**
     * Returns the registered brokers, fenced ones too, by node id.
     *
     * @return the section; partial where the cluster cannot list fenced brokers (before Kafka 4.0)
     */
    public Observed<List<Broker>> brokers() {
        return brokers;
    }

    /**
     * Returns the controllers and how far each has come.
     *
     * @return the section
     */
    public Observed<MetadataQuorum> quorum() {
        return quorum;
    }

    /**
     * Returns the finalized features.
     *
     * @return the section
     */
    public Observed<ClusterFeatures> features() {
        return features;
    }

    /**
     * Returns the topics, internal ones too, by name in alphabetical order.
     *
     * @return the section
     */
    public Observed<Map<String, Topic>> topics() {
        return topics;
    }

    /**
     * Returns the effective configs of topics that decide about safety, by topic name.
     *
     * @return the section
     */
    public Observed<Map<String, ConfigSet>> topicConfigs() {
        return topicConfigs;
    }

    /**
     * Returns the effective configs of online brokers that decide about safety, by node id.
     *
     * @return the section
     */
    public Observed<Map<Integer, ConfigSet>> brokerConfigs() {
        return brokerConfigs;
    }

    /**
     * Returns the configs that were set for all brokers while they run.
     *
     * @return the section
     */
    public Observed<ConfigSet> clusterDefaults() {
        return clusterDefaults;
    }

    /**
     * Returns the reassignments that are going on.
     *
     * @return the section
     */
    public Observed<List<OngoingReassignment>> reassignments() {
        return reassignments;
    }

    /**
     * Returns the log dirs of online brokers, by node id.
     *
     * @return the section
     */
    public Observed<Map<Integer, List<LogDir>>> logDirs() {
        return logDirs;
    }

    /**
     * Finds a topic.
     *
     * @param name its name
     * @return the topic, or empty if it was not seen
     */
    public Optional<Topic> topic(String name) {
        return topics.value().map(all -> all.get(name));
    }

    /**
     * Finds a broker.
     *
     * @param nodeId its node id
     * @return the broker, fenced or not, or empty if none with that id was seen
     */
    public Optional<Broker> broker(int nodeId) {
        return brokers.orElse(List.of()).stream()
                .filter(broker -> broker.nodeId() == nodeId)
                .findFirst();
    }

    /**
     * Returns the brokers that the controller takes for alive.
     *
     * @return node ids in ascending order
     */
    public Set<Integer> onlineBrokers() {
        return brokers.orElse(List.of()).stream()
                .filter(Broker::isOnline)
                .map(Broker::nodeId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the {@code min.insync.replicas} that is configured for a topic.
     *
     * @param topicName the topic
     * @return the effective value, or empty if it was not read
     */
    public OptionalInt minInSyncReplicas(String topicName) {
        ConfigSet configs = topicConfigs.orElse(Map.of()).get(topicName);
        return configs == null ? OptionalInt.empty() : configs.intValue(MIN_INSYNC_REPLICAS);
    }

    /**
     * Returns the size of a partition.
     *
     * @param partition which
     * @return the bytes of its largest replica, or empty if none was read
     */
    public OptionalLong sizeOf(TopicPartition partition) {
        PartitionSizes found = sizes;
        if (found == null) {
            // Two threads that come first at the same time make the same twice, which does no harm.
            found = PartitionSizes.of(logDirs.orElse(Map.of()));
            sizes = found;
        }
        return found.of(partition);
    }

    /**
     * Returns a builder with everything this state has.
     *
     * @return the builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(clusterId, observedAt);
        // What is here has been copied and sorted already.
        builder.brokers = brokers;
        builder.quorum = quorum;
        builder.features = features;
        builder.topics = topics;
        builder.topicConfigs = topicConfigs;
        builder.brokerConfigs = brokerConfigs;
        builder.clusterDefaults = clusterDefaults;
        builder.reassignments = reassignments;
        builder.logDirs = logDirs;
        return builder;
    }

    @Override
    public String toString() {
        return "ClusterState " + clusterId + " at " + observedAt;
    }

    /** Builds a {@link ClusterState}. Not thread-safe. */
    public static final class Builder {
        private final String clusterId;
        private final Instant observedAt;
        private Observed<List<Broker>> brokers = notAsked("brokers");
        private Observed<MetadataQuorum> quorum = notAsked("quorum");
        private Observed<ClusterFeatures> features = notAsked("features");
        private Observed<Map<String, Topic>> topics = notAsked("topics");
        private Observed<Map<String, ConfigSet>> topicConfigs = notAsked("topic configs");
        private Observed<Map<Integer, ConfigSet>> brokerConfigs = notAsked("broker configs");
        private Observed<ConfigSet> clusterDefaults = notAsked("cluster-wide defaults");
        private Observed<List<OngoingReassignment>> reassignments = notAsked("reassignments");
        private Observed<Map<Integer, List<LogDir>>> logDirs = notAsked("log dirs");

        private Builder(String clusterId, Instant observedAt) {
            this.clusterId = Objects.requireNonNull(clusterId, "clusterId");
            this.observedAt = Objects.requireNonNull(observedAt, "observedAt");
        }

        private static <T> Observed<T> notAsked(String section) {
            return Observed.unavailable(new Gap(section, Gap.Kind.NOT_ASKED, "nobody asked for it"));
        }

        /**
         * Sets the brokers. If not set, the section is unavailable.
         *
         * @param section the brokers; sorted by node id here
         * @return this builder
         */
        public Builder brokers(Observed<List<Broker>> section) {
            this.brokers = map(section, all -> all.stream()
                    .sorted(Comparator.comparingInt(Broker::nodeId))
                    .toList());
            return this;
        }

        /**
         * Sets the quorum. If not set, the section is unavailable.
         *
         * @param section the quorum
         * @return this builder
         */
        public Builder quorum(Observed<MetadataQuorum> section) {
            this.quorum = section;
            return this;
        }

        /**
         * Sets the features. If not set, the section is unavailable.
         *
         * @param section the features
         * @return this builder
         */
        public Builder features(Observed<ClusterFeatures> section) {
            this.features = section;
            return this;
        }

        /**
         * Sets the topics. If not set, the section is unavailable.
         *
         * @param section the topics by name; sorted here
         * @return this builder
         */
        public Builder topics(Observed<Map<String, Topic>> section) {
            this.topics = map(section, Sorted::copyOf);
            return this;
        }

        /**
         * Sets the configs of topics. If not set, the section is unavailable.
         *
         * @param section the configs by topic name; sorted here
         * @return this builder
         */
        public Builder topicConfigs(Observed<Map<String, ConfigSet>> section) {
            this.topicConfigs = map(section, Sorted::copyOf);
            return this;
        }

        /**
         * Sets the configs of brokers. If not set, the section is unavailable.
         *
         * @param section the configs by node id; sorted here
         * @return this builder
         */
        public Builder brokerConfigs(Observed<Map<Integer, ConfigSet>> section) {
            this.brokerConfigs = map(section, Sorted::copyOf);
            return this;
        }

        /**
         * Sets the configs that were set for all brokers while they run. If not set, the section is unavailable.
         *
         * @param section the configs
         * @return this builder
         */
        public Builder clusterDefaults(Observed<ConfigSet> section) {
            this.clusterDefaults = section;
            return this;
        }

        /**
         * Sets the ongoing reassignments. If not set, the section is unavailable.
         *
         * @param section the reassignments
         * @return this builder
         */
        public Builder reassignments(Observed<List<OngoingReassignment>> section) {
            this.reassignments = map(section, List::copyOf);
            return this;
        }

        /**
         * Sets the log dirs. If not set, the section is unavailable.
         *
         * @param section the log dirs by node id; sorted here
         * @return this builder
         */
        public Builder logDirs(Observed<Map<Integer, List<LogDir>>> section) {
            this.logDirs = map(section, dirs -> {
                Map<Integer, List<LogDir>> copies = new HashMap<>();
                dirs.forEach((nodeId, ofNode) -> copies.put(nodeId, List.copyOf(ofNode)));
                return Sorted.copyOf(copies);
            });
            return this;
        }

        /**
         * Returns the state.
         *
         * @return an immutable state
         */
        public ClusterState build() {
            return new ClusterState(this);
        }

        private static <T> Observed<T> map(Observed<T> section, UnaryOperator<T> copy) {
            return section.value()
                    .map(value -> Observed.of(copy.apply(value), section.gaps()))
                    .orElse(section);
        }
    }
}
