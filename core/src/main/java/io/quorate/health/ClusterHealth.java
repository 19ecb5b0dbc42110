// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.Gap;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The verdict on a cluster at one instant, with all its reasons.
 *
 * <p>Immutable. Made by {@link HealthCheck}, or by {@link #unreachable} where nobody answered.
 */
public final class ClusterHealth {
    private static final Comparator<HealthFinding> WORST_FIRST = Comparator.comparing(HealthFinding::status)
            .thenComparing(HealthFinding::severity)
            .reversed();

    private final Optional<String> clusterId;
    private final Instant observedAt;
    private final boolean stale;
    private final List<HealthFinding> findings;
    private final HealthMemory memory;

    ClusterHealth(
            Optional<String> clusterId,
            Instant observedAt,
            boolean stale,
            Collection<HealthFinding> findings,
            HealthMemory memory) {
        this.clusterId = clusterId;
        this.observedAt = observedAt;
        this.stale = stale;
        this.findings = findings.stream().sorted(WORST_FIRST).toList();
        this.memory = memory;
    }

    /**
     * Returns the verdict on a cluster of which nobody answers, and of which nothing was known before.
     *
     * @param gap why nobody could be asked
     * @param at when that was seen
     * @return critical and stale, with one finding
     */
    public static ClusterHealth unreachable(Gap gap, Instant at) {
        return new ClusterHealth(
                Optional.empty(), at, true, List.of(new SightFinding.Unreachable(gap)), HealthMemory.NONE);
    }

    /**
     * Returns the verdict on the same cluster when nobody answers any more. It remembers since when brokers were gone.
     *
     * @param gap why nobody could be asked
     * @param at when that was seen
     * @return critical and stale, with one finding
     */
    public ClusterHealth lost(Gap gap, Instant at) {
        return new ClusterHealth(clusterId, at, true, List.of(new SightFinding.Unreachable(gap)), memory);
    }

    /**
     * Returns which cluster it is.
     *
     * @return its id, or empty if nobody ever answered
     */
    public Optional<String> clusterId() {
        return clusterId;
    }

    /**
     * Returns when the cluster was looked at.
     *
     * @return the time at which reading began
     */
    public Instant observedAt() {
        return observedAt;
    }

    /**
     * Returns the verdict.
     *
     * @return the worst status of any finding; {@link HealthStatus#HEALTHY} if there is none
     */
    public HealthStatus status() {
        return findings.stream().map(HealthFinding::status).reduce(HealthStatus.HEALTHY, HealthStatus::worse);
    }

    /**
     * Tells whether what was seen may be old: no quorum vouches for it, so brokers tell what they heard last.
     *
     * @return {@code true} if the quorum could not be read or has no leader, or if nobody answered
     */
    public boolean isStale() {
        return stale;
    }

    /**
     * Returns everything that is wrong or could not be seen.
     *
     * @return the worst first
     */
    public List<HealthFinding> findings() {
        return findings;
    }

    /**
     * Finds a finding by its kind.
     *
     * @param kind for example {@code PartitionFinding.Offline.class}
     * @param <T> the kind
     * @return the finding, or empty if there is none of that kind
     */
    public <T extends HealthFinding> Optional<T> finding(Class<T> kind) {
        return findings.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /**
     * Returns the names of all findings.
     *
     * @return {@link HealthFinding#id() ids}, the worst first
     */
    public List<String> findingIds() {
        return findings.stream().map(HealthFinding::id).toList();
    }

    /**
     * Returns the verdict as text for people. It stays short whatever the size of the cluster.
     *
     * @return a line for the verdict and a few for each finding
     */
    public String describe() {
        String head = status() + ": cluster " + clusterId.orElse("(never seen)") + " at " + observedAt
                + (stale ? " (stale: no quorum vouches for what brokers tell)" : "");
        return findings.isEmpty()
                ? head + "\nNothing is wrong, and everything was seen."
                : findings.stream().map(HealthFinding::describe).collect(Collectors.joining("\n", head + "\n", ""));
    }

    @Override
    public String toString() {
        return status() + " " + findingIds();
    }

    HealthMemory memory() {
        return memory;
    }
}
