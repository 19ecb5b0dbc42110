// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.QuorumReplica;
import io.quorate.upgrade.plan.GateReason.Kind;
import io.quorate.upgrade.plan.RestartPolicy.QuorumRule;
import io.quorate.upgrade.version.Era;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * May these nodes be stopped now? The one condition that every stop of an upgrade must pass, on metadata that was read a
 * moment before. Pure, and closed under subsets: what is allowed for a set is allowed for each part of it.
 *
 * <p>Let I be the ISR of a partition, m its {@code min.insync.replicas} (never more than its replicas) and f the margin. The
 * partition can spare {@code |I| - max(m + f, 1)} of its in-sync replicas at a time; nodes that are down already and have
 * not left the ISR yet count as spared.
 *
 * @param era where the cluster keeps its metadata; there is no quorum to ask in the ZooKeeper era
 * @param brokers the nodes with replicas that the cluster is meant to have; one that is missing is down
 * @param policy how careful to be
 */
public record RestartGate(Era era, Set<Integer> brokers, RestartPolicy policy) {
    /** A reading through {@code Admin} is itself up to a poll old, so less would be noise. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    /**
     * Copies the nodes.
     *
     * @param era where the cluster keeps its metadata
     * @param brokers the nodes with replicas
     * @param policy how careful to be
     */
    public RestartGate {
        brokers = Set.copyOf(brokers);
    }

    /**
     * Checks nodes that would be down at the same time.
     *
     * @param state the cluster as it was just seen; sections needed: brokers, topics, topic configs, and the quorum in the
     *     KRaft era
     * @param toStop the nodes to stop; at least one
     * @param alreadyDown nodes of the same wave that were stopped and are not back in every ISR yet; empty if none
     * @return safe, or every reason why not
     * @throws IllegalArgumentException if {@code toStop} is empty
     */
    public GateVerdict check(ClusterState state, Set<Integer> toStop, Set<Integer> alreadyDown) {
        if (toStop.isEmpty()) {
            throw new IllegalArgumentException("Did not check: name at least one node to stop");
        }
        if (policy.level() == SafetyLevel.NONE) {
            return new GateVerdict(List.of());
        }
        List<GateReason> reasons = new ArrayList<>();
        Set<Integer> meant = new TreeSet<>(toStop);
        meant.addAll(alreadyDown);
        checkKnown(state, toStop, reasons);
        Set<Integer> down = checkOthers(state, meant, reasons);
        down.addAll(meant);
        if (era == Era.KRAFT) {
            checkQuorum(state, toStop, meant, reasons);
        }
        new PartitionGate(policy, state, toStop, alreadyDown, down).check(reasons);
        return new GateVerdict(reasons);
    }

    private void checkKnown(ClusterState state, Set<Integer> toStop, List<GateReason> reasons) {
        for (int node : new TreeSet<>(toStop)) {
            boolean isController = state.quorum()
                    .value()
                    .map(quorum -> quorum.replica(node).isPresent())
                    .orElse(false);
            if (!brokers.contains(node) && !isController) {
                reasons.add(new GateReason(
                        Kind.UNKNOWN_NODE,
                        node(node),
                        "is neither a broker of the plan nor a controller of the quorum.",
                        "Check the id, or plan again."));
            }
        }
    }

    /** Nobody else may be down: returns the brokers that are, or seem to be. */
    private Set<Integer> checkOthers(ClusterState state, Set<Integer> meant, List<GateReason> reasons) {
        // Which registrations are fenced is not told before Kafka 4.0; the plan knows whom to expect.
        reasons.addAll(gaps(state.brokers(), gap -> gap.kind() != Gap.Kind.UNSUPPORTED));
        Set<Integer> down = new TreeSet<>();
        Set<Integer> online = state.onlineBrokers();
        for (int node : new TreeSet<>(brokers)) {
            if (meant.contains(node)) {
                continue;
            }
            if (!online.contains(node)) {
                down.add(node);
                String how = state.broker(node).map(Broker::fenced).orElse(false) ? "is fenced." : "is not registered.";
                reasons.add(new GateReason(Kind.NODE_DOWN, node(node), how, "Bring it back first."));
            } else {
                silence(state, node).ifPresent(behind -> {
                    down.add(node);
                    reasons.add(new GateReason(
                            Kind.NODE_DOWN,
                            node(node),
                            "has not followed the metadata log for " + behind.toSeconds() + " s; it may be dead.",
                            "Wait until it has caught up, or bring it back."));
                });
            }
        }
        return down;
    }

    private static java.util.Optional<Duration> silence(ClusterState state, int node) {
        return state.quorum()
                .value()
                .flatMap(quorum -> quorum.replica(node).flatMap(quorum::behindLeader))
                .filter(behind -> behind.compareTo(TOLERANCE) > 0);
    }

    private void checkQuorum(ClusterState state, Set<Integer> toStop, Set<Integer> meant, List<GateReason> reasons) {
        List<GateReason> gaps = gaps(state.quorum(), gap -> true);
        reasons.addAll(gaps);
        MetadataQuorum quorum = state.quorum().value().orElse(null);
        if (quorum == null) {
            if (gaps.isEmpty()) {
                reasons.add(notObserved("quorum", "it was not read."));
            }
            return;
        }
        if (quorum.leadership().leaderId() < 0) {
            reasons.add(new GateReason(Kind.QUORUM, "quorum", "has no leader.", "Wait until it has elected one."));
            return;
        }
        Set<Integer> voters =
                quorum.voters().stream().map(QuorumReplica::nodeId).collect(Collectors.toSet());
        boolean votersStop = toStop.stream().anyMatch(voters::contains);
        if (votersStop && policy.quorumRule() == QuorumRule.MAY_BE_LOST) {
            return;
        }
        List<Integer> left = quorum.voters().stream()
                .filter(voter -> !meant.contains(voter.nodeId()) && quorum.isCaughtUp(voter, TOLERANCE))
                .map(QuorumReplica::nodeId)
                .sorted()
                .toList();
        int needed = votersStop ? needed(quorum) : quorum.majority();
        if (left.size() < needed) {
            reasons.add(new GateReason(
                    Kind.QUORUM,
                    "quorum",
                    "would keep " + left + " of " + voters.size() + " voters caught up, " + needed + " are needed.",
                    "Wait until every other controller is caught up, or add controllers."));
        }
        long votersDown = meant.stream().filter(voters::contains).count();
        if (votersDown > 1 && toStop.contains(quorum.leadership().leaderId())) {
            reasons.add(new GateReason(
                    Kind.QUORUM,
                    node(quorum.leadership().leaderId()),
                    "is the active controller, and would be stopped while another voter is down.",
                    "Stop it alone, after the others."));
        }
    }

    private int needed(MetadataQuorum quorum) {
        int wanted = quorum.majority() + (policy.quorumRule() == QuorumRule.MAJORITY_AND_ONE_MORE ? 1 : 0);
        return Math.max(quorum.majority(), Math.min(wanted, quorum.voters().size() - 1));
    }

    static List<GateReason> gaps(Observed<?> section, java.util.function.Predicate<Gap> matters) {
        return section.gaps().stream()
                .filter(matters)
                .map(gap -> notObserved(gap.subject(), gap.describe() + "."))
                .toList();
    }

    static GateReason notObserved(String subject, String saw) {
        return new GateReason(
                Kind.NOT_OBSERVED,
                subject,
                "could not be seen: " + saw,
                "Make it readable; what cannot be seen is never taken for safe.");
    }

    private static String node(int nodeId) {
        return "node " + nodeId;
    }
}
