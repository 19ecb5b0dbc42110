// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroup;
import io.quorate.health.probe.ProbeReport;
import io.quorate.observe.Section;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Where a monitor looks. Each call throws if nobody answers. */
interface ClusterSource extends AutoCloseable {
    /** The cheapest question there is. */
    void ping();

    ClusterState observe(Set<Section> sections, Predicate<String> topics);

    Observed<Map<String, ConsumerGroup>> groups();

    /** Runs the probe; empty if there is none. */
    Optional<ProbeReport> probe();

    /** Closes the client, so that the next call makes a new one, which looks up the addresses again. */
    void renew();

    @Override
    void close();
}
