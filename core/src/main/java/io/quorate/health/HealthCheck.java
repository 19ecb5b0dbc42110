// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.Broker;
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
        Roster roster = Roster.of(now, policy.quorumTolerance());
        LogDirRules logDirs = LogDirRules.of(now, policy);
        Throttles throttles = new Throttles(now);
        BehindTally behind = new BehindTally(now, roster, logDirs, throttles);
        PartitionScan partitions = PartitionScan.of(now, roster, behind);
        HealthMemory memory = remember(now, before, behind);

        List<HealthFinding> findings = new ArrayList<>();
        findings.addAll(QuorumRules.check(now, policy));
        findings.addAll(new BrokerRules(now, policy, roster, partitions.holders()).check(memory.fencedSince()));
        findings.addAll(partitions.findings(
                policy.leaderImbalance(), new BehindTally.Since(memory.behindSince(), now.observedAt())));
        findings.addAll(logDirs.findings());
        throttles.leftBehind().ifPresent(findings::add);
        findings.addAll(SightRules.check(now, partitions.unread(), policy));
        return new ClusterHealth(Optional.of(now.clusterId()), now.observedAt(), isStale(now), findings, memory);
    }

    private boolean isStale(ClusterState now) {
        return SightRules.isQuorumUnreadable(now, policy)
                || now.quorum()
                        .value()
                        .filter(quorum -> quorum.leadership().leaderId() < 0)
                        .isPresent();
    }

    /** What was not seen now is remembered as it was. */
    private static HealthMemory remember(ClusterState now, HealthMemory before, BehindTally behind) {
        List<Integer> fenced = now.brokers().orElse(List.of()).stream()
                .filter(Broker::fenced)
                .map(Broker::nodeId)
                .toList();
        return new HealthMemory(
                now.brokers().value().isEmpty()
                        ? before.fencedSince()
                        : HealthMemory.carried(before.fencedSince(), fenced, now.observedAt()),
                now.topics().value().isEmpty()
                        ? before.behindSince()
                        : HealthMemory.carried(before.behindSince(), behind.nodeIds(), now.observedAt()));
    }
}
