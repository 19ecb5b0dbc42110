// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quorate.health.monitor.HealthEvent;
import io.quorate.health.monitor.HealthListener;
import io.quorate.health.monitor.HealthMonitor;
import io.quorate.health.monitor.HealthSnapshot;
import io.quorate.internal.Durations;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Shows what a {@link HealthMonitor} sees as Micrometer meters, for Prometheus and everything else that Micrometer serves.
 *
 * <ul>
 *   <li>A scrape reads the last snapshot and never asks the cluster.
 *   <li>What is not known is NaN or has no series, and {@code kafka_health_status} says so; it is never 0. Where no quorum
 *       vouches for what brokers tell, what is wrong is shown and what is well is not known.
 *   <li>There is a bound for the number of series. Topics have one only where something is wrong with them; {@code
 *       topic="__total__"} stands for all of them. What a limit keeps out is counted in {@code kafka_health_series_left_out}.
 *       Meters of topics, groups and brokers that are gone are removed.
 * </ul>
 *
 * <p>Alert rules and a dashboard for these names are {@code io/quorate/health/quorate-alerts.yml} and {@code
 * quorate-dashboard.json} on the class path; {@code io.quorate.deploy.PrometheusRules} and {@code GrafanaDashboard} render
 * them for one cluster. Needs {@code io.micrometer:micrometer-core}, which is an optional dependency. Thread-safe.
 */
public final class ClusterMetrics implements MeterBinder, AutoCloseable {
    private static final Duration BLIND_AFTER = Duration.ofMinutes(1);

    private final Tags common;
    private final Limits limits;
    private final Sight sight;
    private final Source source;
    private final HealthListener listener = new Listener();
    private final Object lock = new Object();
    private final List<RegistryMeters> bound = new ArrayList<>();
    private Samples last = SnapshotSamples.nothing();
    private boolean closed;

    private ClusterMetrics(Builder builder) {
        this.source = builder.source;
        this.common = builder.common;
        this.limits = new Limits(builder.maxTopics, builder.maxGroups, builder.maxPartitions);
        this.sight = new Sight(builder.time, builder.blindAfter);
    }

    /**
     * Returns a builder.
     *
     * @param monitor whose snapshots and events are shown; it stays the caller's to close
     * @return the builder
     */
    public static Builder builder(HealthMonitor monitor) {
        Duration threeLooks = monitor.pollInterval().multipliedBy(3);
        return new Builder(
                new Source(monitor::addListener, monitor::removeListener, monitor::latest),
                threeLooks.compareTo(BLIND_AFTER) > 0 ? threeLooks : BLIND_AFTER);
    }

    /** Returns a builder of metrics of somebody else than a monitor. */
    static Builder builder(Source source) {
        return new Builder(source, BLIND_AFTER);
    }

    /**
     * Whom the metrics listen to.
     *
     * @param add begins to tell a listener
     * @param remove stops telling it
     * @param latest the last snapshot
     */
    record Source(
            Consumer<HealthListener> add, Consumer<HealthListener> remove, Supplier<Optional<HealthSnapshot>> latest) {}

    /**
     * Registers the meters. It may be called for several registries.
     *
     * @param registry where
     * @throws IllegalStateException if they are in that registry already, or if this is closed
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("No meters were registered: these metrics are closed. Build new ones.");
            }
            if (bound.stream().anyMatch(meters -> meters.isOf(registry))) {
                throw new IllegalStateException(
                        "No meters were registered: they are in " + registry + " already. Bind each registry once.");
            }
            RegistryMeters meters = new RegistryMeters(registry, common, limits.partitions(), sight);
            meters.show(last);
            bound.add(meters);
        }
    }

    /** Removes all meters from all registries, and listens no longer. The monitor goes on. */
    @Override
    public void close() {
        source.remove().accept(listener);
        synchronized (lock) {
            closed = true;
            bound.forEach(RegistryMeters::clear);
            bound.clear();
        }
    }

    private void show(HealthSnapshot snapshot) {
        Samples samples = SnapshotSamples.of(snapshot, limits);
        synchronized (lock) {
            sight.see(snapshot);
            last = samples;
            bound.forEach(meters -> {
                meters.show(samples);
                meters.count(snapshot);
            });
        }
    }

    private void count(HealthEvent event) {
        synchronized (lock) {
            bound.forEach(meters -> meters.count(event));
        }
    }

    private final class Listener implements HealthListener {
        @Override
        public void onEvent(HealthEvent event) {
            count(event);
        }

        @Override
        public void onSnapshot(HealthSnapshot snapshot) {
            show(snapshot);
        }
    }

    /** Builds {@link ClusterMetrics}. Not thread-safe. */
    public static final class Builder {
        private final Source source;
        private Tags common = Tags.empty();
        private int maxTopics = 200;
        private int maxGroups = 500;
        private int maxPartitions = 1000;
        private Duration blindAfter;
        private Time time = Time.system();

        private Builder(Source source, Duration blindAfter) {
            this.source = source;
            this.blindAfter = blindAfter;
        }

        /**
         * Sets the tag {@code cluster} of all meters. If not set, there is no such tag: an application that looks at one
         * cluster needs none.
         *
         * @param name of the cluster, such as {@code ClusterTopology.name()}
         * @return this builder
         */
        public Builder cluster(String name) {
            this.common = Tags.of("cluster", Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Sets how many topics a meter shows by name, those with the most partitions in trouble first. If not set, 200.
         *
         * @param topics 0 or more
         * @return this builder
         */
        public Builder maxTopics(int topics) {
            this.maxTopics = notNegative("maxTopics", topics);
            return this;
        }

        /**
         * Sets how many groups have series of their own, the alarming ones and those with the largest lag first. If not
         * set, 500.
         *
         * @param groups 0 or more
         * @return this builder
         */
        public Builder maxGroups(int groups) {
            this.maxGroups = notNegative("maxGroups", groups);
            return this;
        }

        /**
         * Sets how many partitions have counters of their own for ISR changes, those that change first. If not set, 1000.
         *
         * @param partitions 0 or more
         * @return this builder
         */
        public Builder maxPartitions(int partitions) {
            this.maxPartitions = notNegative("maxPartitions", partitions);
            return this;
        }

        /**
         * Sets how old the last snapshot may be; after that nothing is known any more. If not
         * set, three poll intervals of the monitor, and at least one minute.
         *
         * @param age longer than zero
         * @return this builder
         */
        public Builder blindAfter(Duration age) {
            this.blindAfter = Durations.positive("blindAfter", age);
            return this;
        }

        /**
         * Sets the clock. If not set, that of this machine.
         *
         * @param clock the clock of the monitor
         * @return this builder
         */
        public Builder time(Time clock) {
            this.time = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Returns the metrics, which listen to the monitor from now on.
         *
         * @return bound to no registry yet
         */
        public ClusterMetrics build() {
            ClusterMetrics metrics = new ClusterMetrics(this);
            source.add().accept(metrics.listener);
            source.latest().get().ifPresent(metrics::show);
            return metrics;
        }

        private static int notNegative(String name, int value) {
            if (value < 0) {
                throw new IllegalArgumentException(name + " must be 0 or more, not " + value);
            }
            return value;
        }
    }
}
