// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.group.ConsumerGroups;
import io.quorate.health.ClusterHealth;
import io.quorate.health.HealthPolicy;
import io.quorate.health.HealthStatus;
import io.quorate.health.probe.BrokerProbe;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** Builds a {@link HealthMonitor}. Not thread-safe. */
public final class HealthMonitorBuilder {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Map<String, Object> adminConfigs;
    private final Listeners listeners = new Listeners();
    private @Nullable Supplier<String> bootstrapServers;
    private Duration interval = Duration.ofSeconds(10);
    private Duration callTimeout = Duration.ofSeconds(10);
    private Duration ofConfigs = Duration.ofMinutes(5);
    private Duration ofLogDirs = Duration.ofMinutes(1);
    private HealthPolicy policy = HealthPolicy.defaults();
    private Predicate<ClusterHealth> readyWhile =
            health -> health.status() == HealthStatus.HEALTHY || health.status() == HealthStatus.DEGRADED;
    private @Nullable Predicate<String> groups = groupId -> true;
    private Predicate<String> readCommitted = groupId -> false;
    private @Nullable BrokerProbe probe;
    private int probeEvery = 1;
    private Time time = Time.system();

    HealthMonitorBuilder(Map<String, Object> adminConfigs) {
        this.adminConfigs = new HashMap<>(adminConfigs);
    }

    /**
     * Sets who is asked for the addresses whenever a new client is made, for clusters whose addresses all change. If not
     * set, {@code bootstrap.servers} of the configs, whose host names are looked up again.
     *
     * @param addresses gives {@code host:port} of some brokers, with commas between
     * @return this builder
     */
    public HealthMonitorBuilder bootstrapServers(Supplier<String> addresses) {
        this.bootstrapServers = Objects.requireNonNull(addresses, "addresses");
        return this;
    }

    /**
     * Sets the time between the beginnings of two looks; each is up to 10 % earlier or later, so that many monitors do not
     * look at the same moment. If not set, 10 s.
     *
     * @param between at least 100 ms
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     */
    public HealthMonitorBuilder pollInterval(Duration between) {
        this.interval = atLeastShortest("pollInterval", between);
        return this;
    }

    /**
     * Sets the deadline of each single call. If not set, 10 s.
     *
     * @param timeout at least 100 ms
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     */
    public HealthMonitorBuilder callTimeout(Duration timeout) {
        this.callTimeout = atLeastShortest("callTimeout", timeout);
        return this;
    }

    /**
     * Sets how often all configs and the finalized features are read. Those of new topics and brokers are read at once. If
     * not set, every 5 minutes.
     *
     * @param between at least 100 ms
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     */
    public HealthMonitorBuilder configInterval(Duration between) {
        this.ofConfigs = atLeastShortest("configInterval", between);
        return this;
    }

    /**
     * Sets how often log dirs are read. If not set, every minute.
     *
     * @param between at least 100 ms
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     */
    public HealthMonitorBuilder logDirInterval(Duration between) {
        this.ofLogDirs = atLeastShortest("logDirInterval", between);
        return this;
    }

    /**
     * Sets what counts as well. If not set, {@link HealthPolicy#defaults}.
     *
     * @param rules the policy
     * @return this builder
     */
    public HealthMonitorBuilder policy(HealthPolicy rules) {
        this.policy = Objects.requireNonNull(rules, "rules");
        return this;
    }

    /**
     * Sets which verdict is good enough for {@link HealthMonitor#readiness}. If not set, healthy and degraded ones.
     *
     * @param goodEnough tells by verdict
     * @return this builder
     */
    public HealthMonitorBuilder readyWhile(Predicate<ClusterHealth> goodEnough) {
        this.readyWhile = Objects.requireNonNull(goodEnough, "goodEnough");
        return this;
    }

    /**
     * Sets which consumer groups are looked at. If not set, all.
     *
     * @param wanted tells by group id
     * @return this builder
     */
    public HealthMonitorBuilder groups(Predicate<String> wanted) {
        this.groups = Objects.requireNonNull(wanted, "wanted");
        return this;
    }

    /**
     * Sets which groups read with {@code isolation.level=read_committed}, which the brokers do not know: their lag ends where
     * the oldest open transaction begins. If not set, none.
     *
     * @param which tells by group id
     * @return this builder
     */
    public HealthMonitorBuilder readCommitted(Predicate<String> which) {
        this.readCommitted = Objects.requireNonNull(which, "which");
        return this;
    }

    /**
     * Leaves out consumer groups. If not set, they are looked at.
     *
     * @return this builder
     */
    public HealthMonitorBuilder withoutGroups() {
        this.groups = null;
        return this;
    }

    /**
     * Sets a probe that is run at every so many looks. It writes to the cluster, which the monitor itself does not. If not
     * set, there is none.
     *
     * @param brokerProbe the probe; stays the caller's, who closes it after the monitor
     * @param everyLooks at least 1
     * @return this builder
     * @throws IllegalArgumentException if {@code everyLooks} is less than 1
     */
    public HealthMonitorBuilder brokerProbe(BrokerProbe brokerProbe, int everyLooks) {
        if (everyLooks < 1) {
            throw new IllegalArgumentException("everyLooks must be at least 1, not " + everyLooks);
        }
        this.probe = Objects.requireNonNull(brokerProbe, "brokerProbe");
        this.probeEvery = everyLooks;
        return this;
    }

    /**
     * Sets the clock. If not set, {@link Time#system()}.
     *
     * @param clock the clock
     * @return this builder
     */
    public HealthMonitorBuilder time(Time clock) {
        this.time = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Adds a listener that hears of every look. If not set, nobody hears.
     *
     * @param listener the listener
     * @return this builder
     */
    public HealthMonitorBuilder listener(HealthListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Starts the monitor. Nobody waits for its first look.
     *
     * @return the monitor, to be closed by the caller
     * @throws org.apache.kafka.common.config.ConfigException if Kafka refuses the client's configs
     */
    public HealthMonitor start() {
        // Refused now and not on the monitor's thread. Whether the hosts are known does not matter yet.
        AdminClientConfig checked = new AdminClientConfig(AdminSource.withDeadlines(configs(), callTimeout));
        checked.unused();
        AdminSource source = new AdminSource(this::configs, callTimeout, groupReader(), time, probe);
        return new HealthMonitor(source, settings(), listeners, readyWhile).started();
    }

    private Function<Admin, ConsumerGroups> groupReader() {
        Predicate<String> wanted = groups == null ? groupId -> false : groups;
        Predicate<String> committed = readCommitted;
        Duration deadline = callTimeout;
        return admin -> ConsumerGroups.builder(admin)
                .callTimeout(deadline)
                .groups(wanted)
                .readCommitted(committed)
                .build();
    }

    private MonitorSettings settings() {
        return new MonitorSettings(
                interval, callTimeout, ofConfigs, ofLogDirs, policy, groups != null, probeEvery, time);
    }

    private Map<String, Object> configs() {
        Map<String, Object> configs = new HashMap<>(adminConfigs);
        if (bootstrapServers != null) {
            configs.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers.get());
        }
        return configs;
    }

    private static Duration atLeastShortest(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(name + " must be at least " + SHORTEST + ", not " + value);
        }
        return value;
    }
}
