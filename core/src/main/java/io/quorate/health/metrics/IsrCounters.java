// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts in one registry how often ISRs shrank or grew: all together, and each partition by itself until there are too many.
 *
 * <p>Used by one thread at a time.
 */
final class IsrCounters {
    static final String SHRANK = "kafka.isr.shrink.events";
    static final String EXPANDED = "kafka.isr.expand.events";

    private final MeterRegistry registry;
    private final Tags common;
    private final int limit;
    private final Map<String, Counter> totals = new HashMap<>();
    private final Map<String, Map<TopicPartition, Counter>> perPartition = new HashMap<>();

    IsrCounters(MeterRegistry registry, Tags common, int limit) {
        this.registry = registry;
        this.common = common;
        this.limit = limit;
        for (String meter : Set.of(SHRANK, EXPANDED)) {
            totals.put(meter, counter(meter, Family.TOTAL, Family.TOTAL));
            perPartition.put(meter, new HashMap<>());
        }
    }

    void count(String meter, TopicPartition partition) {
        counters(totals, meter).increment();
        Map<TopicPartition, Counter> known = counters(perPartition, meter);
        Counter own = known.get(partition);
        if (own == null && known.size() < limit) {
            own = counter(meter, partition.topic(), String.valueOf(partition.partition()));
            known.put(partition, own);
        }
        if (own != null) {
            own.increment();
        }
    }

    /** Removes the counters of topics that are gone. */
    void keep(Set<String> topics) {
        for (Map<TopicPartition, Counter> known : perPartition.values()) {
            known.entrySet().removeIf(entry -> {
                boolean gone = !topics.contains(entry.getKey().topic());
                if (gone) {
                    registry.remove(entry.getValue());
                }
                return gone;
            });
        }
    }

    void clear() {
        keep(Set.of());
        totals.values().forEach(registry::remove);
    }

    private Counter counter(String meter, String topic, String partition) {
        return Counter.builder(meter)
                .description(meter.equals(SHRANK) ? "ISRs that lost a replica" : "ISRs that got a replica back")
                .tags(common.and("topic", topic, "partition", partition))
                .register(registry);
    }

    private static <T> T counters(Map<String, T> byMeter, String meter) {
        T found = byMeter.get(meter);
        if (found == null) {
            throw new IllegalArgumentException("No meter " + meter);
        }
        return found;
    }
}
