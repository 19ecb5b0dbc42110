// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The gauges of one registry, kept equal to the last samples: what is new is registered, what is gone is removed. A gauge
 * holds its value itself, since Micrometer holds only a weak reference and shows NaN once that is collected.
 *
 * <p>Changed by one thread at a time; read by any.
 */
final class GaugeTable {
    private final MeterRegistry registry;
    private final Tags common;
    private final BooleanSupplier blind;
    private final Map<Family, Map<List<String>, Cell>> cells = new EnumMap<>(Family.class);

    /**
     * Creates an empty table.
     *
     * @param blind whether the samples are too old to be shown
     */
    GaugeTable(MeterRegistry registry, Tags common, BooleanSupplier blind) {
        this.registry = registry;
        this.common = common;
        this.blind = blind;
    }

    void show(Samples samples) {
        for (Family family : Family.values()) {
            show(family, samples.of(family));
        }
    }

    void clear() {
        show(new Samples());
    }

    private void show(Family family, Map<List<String>, Double> values) {
        Map<List<String>, Cell> known = cells.computeIfAbsent(family, any -> new HashMap<>());
        known.entrySet().removeIf(entry -> {
            boolean gone = !values.containsKey(entry.getKey());
            if (gone) {
                registry.remove(entry.getValue().id);
            }
            return gone;
        });
        values.forEach((tagValues, value) -> {
            Cell cell = known.get(tagValues);
            if (cell == null) {
                known.put(tagValues, new Cell(family, tagValues, value));
            } else {
                cell.value = value;
            }
        });
    }

    private Tags tags(Family family, List<String> tagValues) {
        List<String> keys = family.tagKeys();
        Tags tags = common;
        for (int i = 0; i < keys.size(); i++) {
            tags = tags.and(Tag.of(keys.get(i), tagValues.get(i)));
        }
        return tags;
    }

    /** One value, which is not shown while nobody knows whether it still holds. */
    private final class Cell {
        private final Meter.Id id;
        private volatile double value;

        private Cell(Family family, List<String> tagValues, double value) {
            this.value = value;
            this.id = Gauge.builder(family.meter(), () -> blind.getAsBoolean() ? Samples.UNKNOWN : this.value)
                    .description(family.help())
                    .tags(tags(family, tagValues))
                    .strongReference(true)
                    .register(registry)
                    .getId();
        }
    }
}
