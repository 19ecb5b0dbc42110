// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.health.ClusterHealth;
import io.quorate.health.group.GroupHealth;
import io.quorate.health.probe.ProbeReport;
import io.quorate.observe.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one look of a {@link HealthMonitor} has seen.
 *
 * <p>Immutable.
 */
public final class HealthSnapshot {
    private final long number;
    private final Instant takenAt;
    private final Duration collectedIn;
    private final ClusterHealth health;
    private final Optional<ClusterState> state;
    private final Map<Section, Instant> readAt;
    private final Observed<Map<String, GroupHealth>> groups;
    private final Optional<ProbeReport> probe;

    private HealthSnapshot(Builder builder) {
        this.number = builder.number;
        this.takenAt = builder.takenAt;
        this.collectedIn = builder.collectedIn;
        this.health = builder.health;
        this.state = Optional.ofNullable(builder.state);
        this.readAt = builder.readAt;
        this.groups = builder.groups;
        this.probe = Optional.ofNullable(builder.probe);
    }

    /**
     * Returns a builder, also for tests of listeners.
     *
     * @param health the verdict
     * @param takenAt when the look began
     * @return the builder
     */
    public static Builder builder(ClusterHealth health, Instant takenAt) {
        return new Builder(health, takenAt);
    }

    /**
     * Returns which look it was.
     *
     * @return from 1
     */
    public long number() {
        return number;
    }

    /**
     * Returns when the look began.
     *
     * @return the time; what was seen is at least that new, but for what {@link #readAt} says
     */
    public Instant takenAt() {
        return takenAt;
    }

    /**
     * Returns how long the look took.
     *
     * @return zero if the cluster was not asked
     */
    public Duration collectedIn() {
        return collectedIn;
    }

    /**
     * Returns the verdict.
     *
     * @return the verdict on the cluster, also if nobody answered
     */
    public ClusterHealth health() {
        return health;
    }

    /**
     * Returns what was seen of the cluster.
     *
     * @return the state; empty if nobody answered
     */
    public Optional<ClusterState> state() {
        return state;
    }

    /**
     * Returns when the sections were read that are not read at each look: configs, features and log dirs.
     *
     * @return by section; a section that is not here was read at this look, or could not be read
     */
    public Map<Section, Instant> readAt() {
        return readAt;
    }

    /**
     * Returns how the consumer groups get on.
     *
     * @return by group id in alphabetical order; unavailable if they are not looked at or nobody answered
     */
    public Observed<Map<String, GroupHealth>> groups() {
        return groups;
    }

    /**
     * Returns the last run of the probe.
     *
     * @return its report, which may be some looks old; empty if there was none
     */
    public Optional<ProbeReport> probe() {
        return probe;
    }

    @Override
    public String toString() {
        return "HealthSnapshot " + number + " at " + takenAt + ": " + health;
    }

    /** Builds a {@link HealthSnapshot}. Not thread-safe. */
    public static final class Builder {
        private final ClusterHealth health;
        private final Instant takenAt;
        private long number = 1;
        private Duration collectedIn = Duration.ZERO;
        private @Nullable ClusterState state;
        private Map<Section, Instant> readAt = Map.of();
        private Observed<Map<String, GroupHealth>> groups =
                Observed.unavailable(new Gap("groups", Gap.Kind.NOT_ASKED, "nobody asked for them"));
        private @Nullable ProbeReport probe;

        private Builder(ClusterHealth health, Instant takenAt) {
            this.health = Objects.requireNonNull(health, "health");
            this.takenAt = Objects.requireNonNull(takenAt, "takenAt");
        }

        /**
         * Sets which look it was. If not set, the first.
         *
         * @param look from 1
         * @return this builder
         */
        public Builder number(long look) {
            this.number = look;
            return this;
        }

        /**
         * Sets how long the look took. If not set, zero.
         *
         * @param duration not negative
         * @return this builder
         */
        public Builder collectedIn(Duration duration) {
            this.collectedIn = Objects.requireNonNull(duration, "duration");
            return this;
        }

        /**
         * Sets what was seen of the cluster. If not set, nobody answered.
         *
         * @param seen the state
         * @return this builder
         */
        public Builder state(ClusterState seen) {
            this.state = Objects.requireNonNull(seen, "seen");
            return this;
        }

        /**
         * Sets when sections were read that are older than the look. If not set, there are none.
         *
         * @param times by section
         * @return this builder
         */
        public Builder readAt(Map<Section, Instant> times) {
            this.readAt = Map.copyOf(times);
            return this;
        }

        /**
         * Sets how the groups get on. If not set, they were not looked at.
         *
         * @param byId by group id
         * @return this builder
         */
        public Builder groups(Observed<Map<String, GroupHealth>> byId) {
            this.groups = Objects.requireNonNull(byId, "byId");
            return this;
        }

        /**
         * Sets the last run of the probe. If not set, there was none.
         *
         * @param report its report
         * @return this builder
         */
        public Builder probe(ProbeReport report) {
            this.probe = Objects.requireNonNull(report, "report");
            return this;
        }

        /**
         * Returns the snapshot.
         *
         * @return an immutable snapshot
         */
        public HealthSnapshot build() {
            return new HealthSnapshot(this);
        }
    }
}
