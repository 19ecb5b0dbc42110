// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quorate.health.HealthStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What is known even if nothing is known of the cluster: the verdict, how old it is, and how the looks went. */
final class OwnMeters {
    static final String STATUS = "kafka.health.status";
    static final String AGE = "kafka.health.snapshot.age.seconds";
    static final String COLLECTIONS = "kafka.health.collections";

    /** How a look ended. */
    enum Outcome {
        COMPLETE,
        PARTIAL,
        UNANSWERED,
        NOT_ASKED
    }

    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<Outcome, Counter> collections = new EnumMap<>(Outcome.class);

    OwnMeters(MeterRegistry registry, Tags common, Supplier<HealthStatus> status, Supplier<Number> ageSeconds) {
        this.registry = registry;
        for (HealthStatus each : HealthStatus.values()) {
            meters.add(Gauge.builder(STATUS, () -> status.get() == each ? 1 : 0)
                    .description("1 for the verdict on the cluster; unknown if the last snapshot is too old")
                    .tags(common.and("status", name(each)))
                    .register(registry));
        }
        meters.add(Gauge.builder(AGE, ageSeconds)
                .description("Time since the last snapshot was taken")
                .tags(common)
                .register(registry));
        for (Outcome outcome : Outcome.values()) {
            Counter counter = Counter.builder(COLLECTIONS)
                    .description("Looks at the cluster by how they ended")
                    .tags(common.and("outcome", name(outcome)))
                    .register(registry);
            collections.put(outcome, counter);
            meters.add(counter);
        }
    }

    void count(Outcome outcome) {
        Counter counter = collections.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void clear() {
        meters.forEach(registry::remove);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
