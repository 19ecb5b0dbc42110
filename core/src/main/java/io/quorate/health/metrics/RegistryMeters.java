// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quorate.health.HealthStatus;
import io.quorate.health.monitor.HealthEvent;
import io.quorate.health.monitor.HealthSnapshot;
import java.util.function.Supplier;

/** Everything that one registry shows. Changed by one thread at a time. */
final class RegistryMeters {
    private final MeterRegistry registry;
    private final GaugeTable gauges;
    private final IsrCounters isr;
    private final OwnMeters own;

    RegistryMeters(MeterRegistry registry, Tags common, int maxPartitions, Sight sight) {
        this.registry = registry;
        this.gauges = new GaugeTable(registry, common, sight::isBlind);
        this.isr = new IsrCounters(registry, common, maxPartitions);
        Supplier<HealthStatus> status = sight::status;
        this.own = new OwnMeters(registry, common, status, sight::ageSeconds);
        gauges.show(SnapshotSamples.nothing());
    }

    boolean isOf(MeterRegistry other) {
        return registry == other;
    }

    void show(Samples samples) {
        gauges.show(samples);
    }

    void count(HealthSnapshot snapshot) {
        own.count(outcome(snapshot));
        snapshot.state().flatMap(state -> state.topics().value()).ifPresent(topics -> isr.keep(topics.keySet()));
    }

    void count(HealthEvent event) {
        if (event instanceof HealthEvent.IsrShrank shrank) {
            isr.count(IsrCounters.SHRANK, shrank.partition());
        } else if (event instanceof HealthEvent.IsrExpanded expanded) {
            isr.count(IsrCounters.EXPANDED, expanded.partition());
        }
    }

    void clear() {
        gauges.clear();
        isr.clear();
        own.clear();
    }

    private static OwnMeters.Outcome outcome(HealthSnapshot snapshot) {
        if (snapshot.state().isEmpty()) {
            return snapshot.collectedIn().isZero() ? OwnMeters.Outcome.NOT_ASKED : OwnMeters.Outcome.UNANSWERED;
        }
        boolean partial = snapshot.health().findingIds().stream()
                .anyMatch(id -> id.equals("not-observed") || id.equals("quorum-unreadable"));
        return partial ? OwnMeters.Outcome.PARTIAL : OwnMeters.Outcome.COMPLETE;
    }
}
