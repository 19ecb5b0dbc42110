// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.upgrade.plan.UpgradeRequest.CanaryRule;
import io.quorate.upgrade.version.DetectedVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nodes of a roll in order: controllers, combined nodes, brokers. Within a role whoever is down goes first, because
 * that costs nothing, and the active controller last, because each change of it costs a moment. Brokers go in waves.
 */
final class RollOrder {
    private final UpgradeSurvey survey;
    private final UpgradeRequest request;
    private final ClusterNodes nodes;

    RollOrder(UpgradeSurvey survey, UpgradeRequest request, ClusterNodes nodes) {
        this.survey = survey;
        this.request = request;
        this.nodes = nodes;
    }

    /** The waves, and how many of them hold replicas. */
    record Ordered(List<Wave> waves, RoundCount rounds) {}

    Ordered order() {
        List<Wave> waves = new ArrayList<>();
        waves.addAll(singles(NodeRole.CONTROLLER, nodes.of(NodeRole.CONTROLLER)));
        List<Wave> combined = singles(NodeRole.COMBINED, nodes.of(NodeRole.COMBINED));
        waves.addAll(combined);
        Set<Integer> brokers = new TreeSet<>(nodes.of(NodeRole.BROKER));
        RestartWaves found = RestartWaves.of(survey.state(), brokers, request.policy(), request.parallelism());
        List<Wave> ofBrokers = request.parallelism().maxNodes() == 1
                ? singles(NodeRole.BROKER, List.copyOf(brokers))
                : together(found.waves());
        waves.addAll(ofBrokers);
        RoundCount rounds = new RoundCount(
                combined.size() + ofBrokers.size(),
                combined.size() + found.count().lowerBound(),
                combined.isEmpty()
                        ? found.count().bound()
                        : "combined nodes go one at a time; " + found.count().bound());
        return new Ordered(
                waves, brokers.isEmpty() && combined.isEmpty() ? new RoundCount(0, 0, "no brokers") : rounds);
    }

    private List<Wave> singles(NodeRole role, List<Integer> ids) {
        int active = active();
        List<NodeStep> steps = ids.stream()
                .map(id -> step(id, role))
                .sorted(Comparator.comparing((NodeStep step) -> step.nodeId() == active)
                        .thenComparing(step -> isUp(step)))
                .toList();
        List<Wave> waves = new ArrayList<>();
        for (NodeStep step : steps) {
            waves.add(new Wave(role, kind(waves.isEmpty()), List.of(step)));
        }
        return waves;
    }

    private List<Wave> together(List<List<Integer>> sets) {
        List<Wave> waves = new ArrayList<>();
        for (List<Integer> set : sets) {
            List<NodeStep> steps =
                    set.stream().map(id -> step(id, NodeRole.BROKER)).toList();
            if (waves.isEmpty() && request.canaryRule() == CanaryRule.FIRST_OF_EACH_ROLE) {
                waves.add(new Wave(NodeRole.BROKER, Wave.Kind.CANARY, steps.subList(0, 1)));
                steps = steps.subList(1, steps.size());
            }
            if (!steps.isEmpty()) {
                waves.add(new Wave(NodeRole.BROKER, Wave.Kind.REGULAR, steps));
            }
        }
        return waves;
    }

    private Wave.Kind kind(boolean first) {
        return first && request.canaryRule() == CanaryRule.FIRST_OF_EACH_ROLE ? Wave.Kind.CANARY : Wave.Kind.REGULAR;
    }

    private NodeStep step(int id, NodeRole role) {
        Optional<String> rack = survey.state().broker(id).map(Broker::rack);
        DetectedVersion from = survey.versions().get(id);
        return new NodeStep(id, role, rack, from == null ? DetectedVersion.unknown(id, "nobody asked") : from);
    }

    private int active() {
        return survey.zookeeperController()
                .orElse(survey.state()
                        .quorum()
                        .value()
                        .map(quorum -> quorum.leadership().leaderId())
                        .orElse(-1));
    }

    private boolean isUp(NodeStep step) {
        return isUp(step, survey.state());
    }

    /** Tells whether a node is registered and not fenced, and keeps up with the quorum if it is a controller. */
    static boolean isUp(NodeStep step, ClusterState state) {
        if (step.role().isBroker()
                && !state.broker(step.nodeId()).map(Broker::isOnline).orElse(false)) {
            return false;
        }
        Optional<MetadataQuorum> quorum = state.quorum().value();
        return !step.role().isController()
                || quorum.isEmpty()
                || quorum.get()
                        .replica(step.nodeId())
                        .map(replica -> quorum.get().isCaughtUp(replica, RestartGate.TOLERANCE))
                        .orElse(false);
    }

    static Map<Integer, DetectedVersion> versions(ClusterNodes nodes, Map<Integer, DetectedVersion> known) {
        Map<Integer, DetectedVersion> versions = new java.util.TreeMap<>();
        nodes.roles()
                .keySet()
                .forEach(id -> versions.put(
                        id, known.getOrDefault(id, DetectedVersion.unknown(id, "nobody asked this node"))));
        return versions;
    }
}
