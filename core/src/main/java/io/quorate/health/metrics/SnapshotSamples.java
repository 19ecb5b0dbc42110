// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.quorate.cluster.ClusterState;
import io.quorate.health.BrokerFinding;
import io.quorate.health.ClusterHealth;
import io.quorate.health.HealthFinding;
import io.quorate.health.QuorumFinding;
import io.quorate.health.monitor.HealthSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Turns a snapshot into what is shown of it. */
final class SnapshotSamples {
    private static final double MILLIS = 1000.0;

    private static final List<Family> WITHOUT_TAGS =
            List.of(Family.BROKERS, Family.BROKERS_EXPECTED, Family.BROKERS_FENCED, Family.TOPICS, Family.PARTITIONS);
    private static final List<Family> WITH_TOTAL = List.of(
            Family.OFFLINE, Family.UNDER_REPLICATED, Family.UNDER_MIN_ISR, Family.AT_MIN_ISR, Family.REASSIGNING);

    private SnapshotSamples() {}

    /** What is shown before anything is known. */
    static Samples nothing() {
        Samples samples = new Samples();
        WITHOUT_TAGS.forEach(family -> samples.put(family, Samples.UNKNOWN));
        WITH_TOTAL.forEach(family -> samples.put(family, Samples.UNKNOWN, Family.TOTAL));
        samples.put(Family.QUORUM_AVAILABLE, Samples.UNKNOWN);
        samples.put(Family.COLLECTION_SECONDS, Samples.UNKNOWN);
        return samples;
    }

    static Samples of(HealthSnapshot snapshot, Limits limits) {
        Samples samples = nothing();
        samples.put(Family.COLLECTION_SECONDS, snapshot.collectedIn().toMillis() / MILLIS);
        for (HealthFinding finding : snapshot.health().findings()) {
            samples.put(
                    Family.FINDINGS, 1, finding.id(), finding.severity().name().toLowerCase(Locale.ROOT));
        }
        snapshot.state()
                .ifPresentOrElse(
                        state -> cluster(state, snapshot.health(), limits, samples),
                        () -> samples.put(Family.QUORUM_AVAILABLE, 0));
        snapshot.groups().value().ifPresent(groups -> GroupSamples.put(groups.values(), limits.groups(), samples));
        return samples;
    }

    private static void cluster(ClusterState state, ClusterHealth health, Limits limits, Samples samples) {
        Set<Integer> missing = new TreeSet<>();
        health.finding(BrokerFinding.BrokersMissing.class)
                .ifPresent(finding -> finding.brokers().forEach(broker -> missing.add(broker.nodeId())));
        Set<Integer> behind = new TreeSet<>();
        health.finding(QuorumFinding.Degraded.class).ifPresent(finding -> behind.addAll(finding.behind()));
        ClusterSamples shown = new ClusterSamples(state, health.isStale(), samples);
        shown.brokers(missing);
        shown.logDirs();
        shown.partitions(limits.topics());
        QuorumSamples.put(state, behind, samples);
        if (health.isStale()) {
            samples.put(Family.QUORUM_AVAILABLE, 0);
        }
    }
}
