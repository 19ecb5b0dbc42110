// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.ConsumerGroups;
import io.quorate.health.probe.BrokerProbe;
import io.quorate.health.probe.ProbeReport;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** Looks with a client of its own, which is made when it is needed. Used by one thread. */
final class AdminSource implements ClusterSource {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Supplier<Map<String, Object>> configs;
    private final Duration callTimeout;
    private final Function<Admin, ConsumerGroups> groups;
    private final Time time;
    private final @Nullable BrokerProbe probe;
    private @Nullable Admin admin;

    AdminSource(
            Supplier<Map<String, Object>> configs,
            Duration callTimeout,
            Function<Admin, ConsumerGroups> groups,
            Time time,
            @Nullable BrokerProbe probe) {
        this.configs = configs;
        this.callTimeout = callTimeout;
        this.groups = groups;
        this.time = time;
        this.probe = probe;
    }

    /** The caller's settings with short deadlines: a monitor that waits sees nothing. */
    static Map<String, Object> withDeadlines(Map<String, Object> configs, Duration callTimeout) {
        int millis = Math.toIntExact(callTimeout.toMillis());
        Map<String, Object> own = new HashMap<>(configs);
        own.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        own.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
        own.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, "quorate-health");
        return own;
    }

    private Admin admin() {
        Admin current = admin;
        if (current == null) {
            current = Admin.create(withDeadlines(configs.get(), callTimeout));
            admin = current;
        }
        return current;
    }

    @Override
    public void ping() {
        ClusterObserver.builder(admin())
                .callTimeout(callTimeout)
                .sections(Set.of())
                .build()
                .observe();
    }

    @Override
    public ClusterState observe(Set<Section> sections, Predicate<String> topics) {
        return ClusterObserver.builder(admin())
                .callTimeout(callTimeout)
                .sections(sections)
                .topics(topics)
                .time(time)
                .build()
                .observe();
    }

    @Override
    public Observed<Map<String, ConsumerGroup>> groups() {
        return groups.apply(admin()).observe();
    }

    @Override
    public Optional<ProbeReport> probe() {
        return Optional.ofNullable(probe).map(BrokerProbe::run);
    }

    @Override
    public void renew() {
        close();
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(CLOSE);
            admin = null;
        }
    }
}
