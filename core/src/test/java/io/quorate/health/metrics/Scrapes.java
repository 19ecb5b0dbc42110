// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.quorate.health.monitor.HealthEvent;
import io.quorate.health.monitor.HealthListener;
import io.quorate.health.monitor.HealthSnapshot;
import io.quorate.time.ManualTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Metrics that are told what to see, and what Prometheus gets of them. */
final class Scrapes {
    final ManualTime time = ManualTime.startingAt(Faults.NOW);
    private final PrometheusMeterRegistry registry;
    private @Nullable HealthListener listener;
    private ClusterMetrics metrics;

    Scrapes() {
        this(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), builder -> {});
    }

    private Scrapes(PrometheusMeterRegistry registry, Consumer<ClusterMetrics.Builder> settings) {
        this.registry = registry;
        this.metrics = build(settings);
    }

    private ClusterMetrics build(Consumer<ClusterMetrics.Builder> settings) {
        ClusterMetrics.Builder builder = ClusterMetrics.builder(
                new ClusterMetrics.Source(heard -> listener = heard, heard -> {}, Optional::empty));
        settings.accept(builder.time(time));
        ClusterMetrics built = builder.build();
        built.bindTo(registry);
        return built;
    }

    /** Begins anew with other settings. */
    void limited(Consumer<ClusterMetrics.Builder> settings) {
        metrics.close();
        metrics = build(settings);
    }

    /** Another cluster in the same registry. */
    Scrapes another(Consumer<ClusterMetrics.Builder> settings) {
        metrics.close();
        return new Scrapes(registry, settings);
    }

    void see(HealthSnapshot snapshot) {
        Objects.requireNonNull(listener).onSnapshot(snapshot);
    }

    void tell(HealthEvent event) {
        Objects.requireNonNull(listener).onEvent(event);
    }

    void bindAgain() {
        metrics.bindTo(registry);
    }

    void close() {
        metrics.close();
    }

    String scrape() {
        return registry.scrape();
    }

    List<String> series(String metric) {
        return scrape().lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
    }

    double value(String metric, String... tags) {
        String series = tags.length == 0 ? metric : metric + "{" + String.join(",", tags) + "}";
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is not in\n" + scrape()));
    }
}
