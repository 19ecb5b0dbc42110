// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.InterBrokerProtocol;
import io.quorate.cluster.Observed;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/** Everything that an upgrade is decided on: the cluster, and what its nodes and clients say beside. Immutable. */
public final class UpgradeSurvey {
    private final ClusterState state;
    private final Era era;
    private final Map<Integer, DetectedVersion> versions;
    private final Map<Integer, InterBrokerProtocol> protocols;
    private final Map<Integer, HostFacts> hosts;
    private final Observed<Set<String>> groups;
    private final Observed<List<String>> hangingTransactions;
    private final Observed<Traffic> traffic;
    private final OptionalInt zookeeperController;

    private UpgradeSurvey(Builder builder) {
        this.state = builder.state;
        this.era = builder.era;
        this.versions = Map.copyOf(builder.versions);
        this.protocols = Map.copyOf(builder.protocols);
        this.hosts = Map.copyOf(builder.hosts);
        this.groups = builder.groups;
        this.hangingTransactions = builder.hangingTransactions;
        this.traffic = builder.traffic;
        this.zookeeperController = builder.zookeeperController;
    }

    /**
     * Returns a builder.
     *
     * @param state the cluster; all sections
     * @param era where it keeps its metadata
     * @return the builder
     */
    public static Builder builder(ClusterState state, Era era) {
        return new Builder(state, era);
    }

    /**
     * Returns the cluster.
     *
     * @return what was seen of it
     */
    public ClusterState state() {
        return state;
    }

    /**
     * Returns where the cluster keeps its metadata.
     *
     * @return the era
     */
    public Era era() {
        return era;
    }

    /**
     * Returns what every node runs.
     *
     * @return versions by node id; unknown ones too
     */
    public Map<Integer, DetectedVersion> versions() {
        return versions;
    }

    /**
     * Returns what brokers speak with each other.
     *
     * @return protocols by node id; empty in the KRaft era
     */
    public Map<Integer, InterBrokerProtocol> protocols() {
        return protocols;
    }

    /**
     * Returns what the machines say.
     *
     * @return facts by node id; empty if nobody can ask them
     */
    public Map<Integer, HostFacts> hosts() {
        return hosts;
    }

    /**
     * Returns the consumer groups.
     *
     * @return their ids
     */
    public Observed<Set<String>> groups() {
        return groups;
    }

    /**
     * Returns the transactions that have been open for too long.
     *
     * @return a sentence for each
     */
    public Observed<List<String>> hangingTransactions() {
        return hangingTransactions;
    }

    /**
     * Returns how busy the cluster is.
     *
     * @return the traffic
     */
    public Observed<Traffic> traffic() {
        return traffic;
    }

    /**
     * Returns the broker that is the controller, in the ZooKeeper era.
     *
     * @return its node id; empty in the KRaft era, or if nobody said
     */
    public OptionalInt zookeeperController() {
        return zookeeperController;
    }

    /**
     * Returns a builder with everything this survey has.
     *
     * @return the builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(state, era)
                .versions(versions)
                .protocols(protocols)
                .hosts(hosts)
                .groups(groups)
                .hangingTransactions(hangingTransactions)
                .traffic(traffic);
        builder.zookeeperController = zookeeperController;
        return builder;
    }

    /** Builds an {@link UpgradeSurvey}. Not thread-safe. */
    public static final class Builder {
        private final ClusterState state;
        private final Era era;
        private Map<Integer, DetectedVersion> versions = Map.of();
        private Map<Integer, InterBrokerProtocol> protocols = Map.of();
        private Map<Integer, HostFacts> hosts = Map.of();
        private Observed<Set<String>> groups = notAsked("consumer groups");
        private Observed<List<String>> hangingTransactions = notAsked("transactions");
        private Observed<Traffic> traffic = notAsked("traffic");
        private OptionalInt zookeeperController = OptionalInt.empty();

        private Builder(ClusterState state, Era era) {
            this.state = Objects.requireNonNull(state, "state");
            this.era = Objects.requireNonNull(era, "era");
        }

        private static <T> Observed<T> notAsked(String subject) {
            return Observed.unavailable(new Gap(subject, Gap.Kind.NOT_ASKED, "nobody asked for it"));
        }

        /**
         * Sets what every node runs. If not set, nothing is known.
         *
         * @param byNode versions by node id
         * @return this builder
         */
        public Builder versions(Map<Integer, DetectedVersion> byNode) {
            this.versions = byNode;
            return this;
        }

        /**
         * Sets what brokers speak with each other. If not set, nothing is known.
         *
         * @param byNode protocols by node id
         * @return this builder
         */
        public Builder protocols(Map<Integer, InterBrokerProtocol> byNode) {
            this.protocols = byNode;
            return this;
        }

        /**
         * Sets what the machines say. If not set, nothing is known.
         *
         * @param byNode facts by node id
         * @return this builder
         */
        public Builder hosts(Map<Integer, HostFacts> byNode) {
            this.hosts = byNode;
            return this;
        }

        /**
         * Sets the consumer groups. If not set, the section is unavailable.
         *
         * @param section their ids
         * @return this builder
         */
        public Builder groups(Observed<Set<String>> section) {
            this.groups = section;
            return this;
        }

        /**
         * Sets the transactions that have been open for too long. If not set, the section is unavailable.
         *
         * @param section a sentence for each
         * @return this builder
         */
        public Builder hangingTransactions(Observed<List<String>> section) {
            this.hangingTransactions = section;
            return this;
        }

        /**
         * Sets how busy the cluster is. If not set, the section is unavailable.
         *
         * @param section the traffic
         * @return this builder
         */
        public Builder traffic(Observed<Traffic> section) {
            this.traffic = section;
            return this;
        }

        /**
         * Sets the broker that is the controller, in the ZooKeeper era. If not set, no broker is kept for the end.
         *
         * @param nodeId its node id
         * @return this builder
         */
        public Builder zookeeperController(int nodeId) {
            this.zookeeperController = OptionalInt.of(nodeId);
            return this;
        }

        /**
         * Returns the survey.
         *
         * @return an immutable survey
         */
        public UpgradeSurvey build() {
            return new UpgradeSurvey(this);
        }
    }
}
