// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges what was seen of a cluster. It reads nothing and keeps nothing: the same state gives the same verdict.
 *
 * <p>It wants every section of the state; one that is missing or partial is a finding, and then the cluster is not healthy.
 * Its time and memory grow with the partitions, and a healthy one costs no object.
 *
 * <p>Thread-safe.
 */
public final class HealthCheck {
    private final HealthPolicy policy;

    private HealthCheck(HealthPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /**
     * Returns a check.
     *
     * @param policy what counts as well
     * @return the check
     */
    public static HealthCheck with(HealthPolicy policy) {
        return new HealthCheck(policy);
    }

    /**
     * Judges a cluster that is looked at for the first time. What must last to count, like a stale registration, is not
     * found.
     *
     * @param now the cluster as it was seen
     * @return the verdict
     */
    public ClusterHealth check(ClusterState now) {
        return check(now, HealthMemory.NONE);
    }

    /**
     * Judges a cluster that was judged before.
     *
     * @param now the cluster as it was seen
     * @param before the verdict before this one; one on another cluster counts as none
     * @return the verdict, which remembers what lasts
     */
    public ClusterHealth check(ClusterState now, ClusterHealth before) {
        boolean same = before.clusterId().filter(now.clusterId()::equals).isPresent();
        return check(now, same ? before.memory() : HealthMemory.NONE);
    }

    private ClusterHealth check(ClusterState now, HealthMemory before) {
        List<HealthFinding> findings = new ArrayList<>();
        boolean stale =
                policy.isToBeSeen(HealthSection.QUORUM) && now.quorum().value().isEmpty();
        if (stale) {
            findings.add(new QuorumFinding.Unreadable(now.quorum().gaps().get(0)));
        }
        return new ClusterHealth(Optional.of(now.clusterId()), now.observedAt(), stale, findings, before);
    }
}
