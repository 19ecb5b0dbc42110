// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ControllerEndpoint;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.QuorumReplica;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * The controllers that shall vote and do not.
 *
 * @param steps a step for each that can be added
 * @param advice what has to be done by hand
 */
record QuorumGrowth(List<DurabilityStep.AddVoter> steps, List<DurabilityAdvice> advice) {

    static QuorumGrowth plan(DurabilityPolicy policy, ClusterState state) {
        MetadataQuorum quorum = state.quorum().value().orElse(null);
        ClusterFeatures features = state.features().value().orElse(null);
        if (quorum == null || features == null || quorum.voters().size() >= policy.controllers()) {
            return new QuorumGrowth(List.of(), List.of());
        }
        Set<Integer> voters = ids(quorum.voters());
        if (!features.isQuorumDynamic()) {
            return new QuorumGrowth(
                    List.of(), List.of(new DurabilityAdvice.StaticQuorum(voters, policy.controllers())));
        }
        return grow(policy, state, quorum);
    }

    private static QuorumGrowth grow(DurabilityPolicy policy, ClusterState state, MetadataQuorum quorum) {
        List<DurabilityStep.AddVoter> candidates = new ArrayList<>();
        List<DurabilityAdvice> advice = new ArrayList<>();
        Set<Integer> waiting = new TreeSet<>();
        for (QuorumReplica observer : latest(quorum.observers())) {
            if (!isController(state, observer.nodeId())) {
                continue;
            }
            waiting.add(observer.nodeId());
            List<ControllerEndpoint> endpoints = endpoints(policy, state, observer.nodeId());
            if (endpoints.isEmpty()) {
                advice.add(new DurabilityAdvice.UnknownControllerEndpoint(observer.nodeId()));
            } else {
                candidates.add(new DurabilityStep.AddVoter(observer.nodeId(), observer.directoryId(), endpoints));
            }
        }
        int voters = quorum.voters().size();
        int reachable = Math.min(policy.controllers(), voters + candidates.size());
        // An even quorum survives no more than the odd one below it, and its majority is harder to reach.
        int goal = reachable % 2 == 0 ? Math.max(voters, reachable - 1) : reachable;
        if (goal < policy.controllers()) {
            advice.add(new DurabilityAdvice.TooFewControllers(ids(quorum.voters()), waiting, policy.controllers()));
        }
        return new QuorumGrowth(candidates.subList(0, goal - voters), advice);
    }

    /** A controller that was formatted again is listed with its old directory, too, until the quorum forgets that. */
    private static Collection<QuorumReplica> latest(List<QuorumReplica> observers) {
        Map<Integer, QuorumReplica> byNode = new TreeMap<>();
        for (QuorumReplica observer : observers) {
            byNode.merge(
                    observer.nodeId(), observer, BinaryOperator.maxBy(Comparator.comparing(QuorumGrowth::lastFetch)));
        }
        return byNode.values();
    }

    private static Instant lastFetch(QuorumReplica replica) {
        return replica.progress().lastFetchedAt().orElse(Instant.EPOCH);
    }

    /** An observer that is no broker can only be a controller; of a broker its roles tell. */
    private static boolean isController(ClusterState state, int nodeId) {
        ConfigSet configs = state.brokerConfigs().orElse(Map.of()).get(nodeId);
        if (configs == null) {
            return state.broker(nodeId).isEmpty();
        }
        return configs.value("process.roles").orElse("").contains("controller");
    }

    private static List<ControllerEndpoint> endpoints(DurabilityPolicy policy, ClusterState state, int nodeId) {
        List<ControllerEndpoint> named = policy.controllerEndpoints().get(nodeId);
        if (named != null) {
            return named;
        }
        ConfigSet configs = state.brokerConfigs().orElse(Map.of()).get(nodeId);
        return configs == null ? List.of() : ControllerListeners.of(configs);
    }

    private static Set<Integer> ids(List<QuorumReplica> replicas) {
        return replicas.stream().map(QuorumReplica::nodeId).collect(Collectors.toCollection(TreeSet::new));
    }
}
