// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.github.resilience4j.core.IntervalFunction;
import io.quorate.error.OperationInterruptedException;
import io.quorate.health.ClusterHealth;
import io.quorate.health.HealthFinding;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a cluster again and again, with a client of its own and short deadlines, on one daemon thread. It changes nothing
 * in the cluster.
 *
 * <pre>{@code
 * try (HealthMonitor monitor = HealthMonitor.builder(adminConfigs)
 *         .listener(event -> LOGGER.info(event.describe()))
 *         .start()) {
 *     monitor.readiness();
 * }
 * }</pre>
 *
 * <ol>
 *   <li>The last snapshot, liveness and readiness are there without waiting, whatever the cluster does.
 *   <li>What cannot be seen is never well: a snapshot says what is missing, and one that is too old makes the cluster not
 *       ready.
 *   <li>It outlives the loss of the whole cluster. After three looks that nobody answered it asks seldom, first with one
 *       cheap question, and with a new client when the old one does not recover.
 *   <li>Configs and log dirs are read now and then, and at once for topics and brokers that are new. Snapshots say when.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class HealthMonitor implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HealthMonitor.class);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final ClusterSource source;
    private final MonitorSettings settings;
    private final Time time;
    private final MonitorCycle cycle;
    private final Listeners listeners;
    private final Predicate<ClusterHealth> readyWhile;
    private final Thread thread;

    private volatile @Nullable Latest latest;
    private volatile MonitorCounters counters = new MonitorCounters(0, 0, 0, 0, 0);
    private volatile long lastSign;
    private volatile boolean closed;

    /** A snapshot, and when it was begun by the monotonic clock. */
    private record Latest(HealthSnapshot snapshot, long begun) {}

    HealthMonitor(
            ClusterSource source, MonitorSettings settings, Listeners listeners, Predicate<ClusterHealth> readyWhile) {
        this.source = source;
        this.settings = settings;
        this.time = settings.time();
        this.cycle = new MonitorCycle(source, settings);
        this.listeners = listeners;
        this.readyWhile = readyWhile;
        this.lastSign = time.nanos();
        this.thread = new Thread(this::run, "quorate-health-monitor");
        this.thread.setDaemon(true);
    }

    /**
     * Returns a builder.
     *
     * @param adminConfigs how to reach the cluster, as for {@code Admin.create}; deadlines are replaced by those of
     *     {@link HealthMonitorBuilder#callTimeout}
     * @return the builder
     */
    public static HealthMonitorBuilder builder(Map<String, Object> adminConfigs) {
        return new HealthMonitorBuilder(adminConfigs);
    }

    HealthMonitor started() {
        thread.start();
        return this;
    }

    /**
     * Returns the last snapshot. Never waits.
     *
     * @return the snapshot; empty until the first look is over. It gets old if looks take long: see {@link #age}
     */
    public Optional<HealthSnapshot> latest() {
        return Optional.ofNullable(latest).map(Latest::snapshot);
    }

    /**
     * Returns how old the last snapshot is. Never waits.
     *
     * @return since its look began; empty if there is none yet
     */
    public Optional<Duration> age() {
        return Optional.ofNullable(latest).map(last -> Duration.ofNanos(Math.max(0, time.nanos() - last.begun())));
    }

    /**
     * Returns the time between the beginnings of two looks.
     *
     * @return the interval
     */
    public Duration pollInterval() {
        return settings.interval();
    }

    /**
     * Tells whether the monitor itself works, whatever the cluster does: for a liveness endpoint, whose failure restarts the
     * application. Never waits.
     *
     * @return no if the monitor is closed, or its thread has ended or is stuck
     */
    public ProbeAnswer liveness() {
        if (closed) {
            return ProbeAnswer.no("the monitor was closed");
        }
        if (!thread.isAlive()) {
            return ProbeAnswer.no("the monitor's thread does not run");
        }
        Duration silent = Duration.ofNanos(time.nanos() - lastSign);
        return silent.compareTo(settings.stuckAfter()) > 0
                ? ProbeAnswer.no("the monitor's thread has given no sign for " + silent.toSeconds()
                        + " s: a listener may be stuck")
                : ProbeAnswer.yes("the monitor looks at the cluster every "
                        + settings.interval().toMillis() + " ms");
    }

    /**
     * Tells whether the cluster can be used, for a readiness endpoint. Never waits.
     *
     * @return no if there is no snapshot, if the last is older than three intervals, or if its verdict is not good enough
     */
    public ProbeAnswer readiness() {
        Optional<HealthSnapshot> last = latest();
        Optional<Duration> age = age();
        if (closed || last.isEmpty() || age.isEmpty()) {
            return ProbeAnswer.no(closed ? "the monitor was closed" : "the cluster has not been looked at yet");
        }
        if (age.get().compareTo(settings.staleAfter()) > 0) {
            return ProbeAnswer.no("the last look at the cluster is " + age.get().toSeconds() + " s old, more than "
                    + settings.staleAfter().toMillis() + " ms");
        }
        ClusterHealth health = last.get().health();
        String reasons = health.findings().stream()
                .filter(finding -> finding.status() == health.status())
                .map(HealthFinding::what)
                .collect(Collectors.joining(" "));
        String verdict = "the cluster is " + health.status() + (reasons.isEmpty() ? "" : ": " + reasons);
        return readyWhile.test(health) ? ProbeAnswer.yes(verdict) : ProbeAnswer.no(verdict);
    }

    /**
     * Returns what the monitor has done. Never waits.
     *
     * @return the counters as they were after the last look
     */
    public MonitorCounters counters() {
        return counters;
    }

    /**
     * Adds a listener. It hears of the looks that end from now on.
     *
     * @param listener the listener
     */
    public void addListener(HealthListener listener) {
        listeners.add(listener);
    }

    /**
     * Removes a listener. It may still hear of a look that is being told.
     *
     * @param listener the listener; one that was not added is no failure
     */
    public void removeListener(HealthListener listener) {
        listeners.remove(listener);
    }

    /** Stops looking, closes the client and waits for the thread, at most 10 s. Listeners hear nothing any more. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!thread.isAlive()) {
            source.close();
            return;
        }
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(CLOSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        IntervalFunction jittered = IntervalFunction.ofRandomized(settings.interval(), 0.1);
        try {
            while (!closed) {
                long begun = time.nanos();
                lookAndGoOn();
                Duration left = Duration.ofMillis(jittered.apply(1)).minusNanos(time.nanos() - begun);
                time.sleep(left.compareTo(settings.pause()) < 0 ? settings.pause() : left);
            }
        } catch (InterruptedException | OperationInterruptedException e) {
            if (!closed) {
                LOGGER.atWarn().log("The health monitor was interrupted and looks no more.");
            }
        } finally {
            // An interrupted thread could not wait for its client to close.
            Thread.interrupted();
            source.close();
        }
    }

    private void lookAndGoOn() {
        try {
            look();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            // Nobody else can be told. The snapshot gets old, so the cluster is not ready.
            LOGGER.atError().setCause(e).log("A look at the cluster failed; the monitor goes on.");
        }
    }

    /** Looks once and tells the listeners. */
    void look() {
        long begun = time.nanos();
        lastSign = begun;
        MonitorCycle.Look look = cycle.look();
        latest = new Latest(look.snapshot(), begun);
        lastSign = time.nanos();
        if (!closed) {
            listeners.tell(look.events(), look.snapshot());
        }
        counters = cycle.counters(listeners.failures());
        lastSign = time.nanos();
    }
}
