// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a workload is to do; the builder's values, checked. */
record WorkloadSpec(
        ClientSettings clients,
        Set<String> topics,
        List<ProducerSpec> producers,
        Group group,
        Volume volume,
        Judge.Isolation judgedAs,
        Duration startTimeout,
        Time time) {
    WorkloadSpec {
        topics = Set.copyOf(topics);
        producers = List.copyOf(producers);
    }

    /** The readers. */
    record Group(String id, int members, Map<String, Object> settings) {
        Group {
            settings = Map.copyOf(settings);
        }
    }

    /** How much is written; a rate of 0 is flat out. */
    record Volume(int recordsPerSecond, int recordBytes, long maxRecords) {}
}
