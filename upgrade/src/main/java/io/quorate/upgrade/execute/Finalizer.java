// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.observe.ClusterConditions;
import io.quorate.upgrade.execute.ClusterGateway.FeatureChange;
import io.quorate.upgrade.execute.RunLog.Action;
import io.quorate.upgrade.plan.FinalizationStep;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.RunPhase;
import io.quorate.upgrade.version.Era;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Raises feature levels one by one, or takes the pin of the protocol away node by node: what cannot be taken back. Every node
 * is proven to run the target before, controllers too: below {@code metadata.version} 3.7-IV0 the active controller checks
 * only itself and the brokers, and a controller that cannot read the new level dies.
 */
final class Finalizer {
    private static final String ELR = "eligible.leader.replicas.version";
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final RunContext context;
    private final Verifier verifier;

    Finalizer(RunContext context, Verifier verifier) {
        this.context = context;
        this.verifier = verifier;
    }

    void run() {
        context.board()
                .phase(RunPhase.FINALIZING, context.plan().pointOfNoReturn().description());
        if (context.plan().era() == Era.ZOOKEEPER) {
            new TargetProof(context).demand();
            for (Roll roll : context.plan().rolls()) {
                if (!UpgradeRun.isReversible(roll)) {
                    context.board().phase(RunPhase.FINALIZING, roll.describe());
                    new RollRun(context, roll, verifier).run(Set.of());
                }
            }
            return;
        }
        for (FinalizationStep step : context.plan().finalization()) {
            // Nodes come and go between two steps, so each is proven anew.
            new TargetProof(context).demand();
            awaitWhole();
            raise(step);
        }
    }

    /** No replica out of sync, no controller behind, no registration of a node that nobody knows. */
    private void awaitWhole() {
        await("the cluster to be whole before a feature level is raised", () -> {
            ClusterState state = context.gateway().observe();
            List<String> missing = new ArrayList<>(
                    ClusterConditions.everyIsrFull(topic -> true).missing(state));
            Set<Integer> strangers = new TreeSet<>();
            for (Broker broker : state.brokers().orElse(List.of())) {
                if (!context.plan().nodeIds().contains(broker.nodeId())) {
                    strangers.add(broker.nodeId());
                } else if (!broker.isOnline()) {
                    missing.add("broker " + broker.nodeId() + " is fenced");
                }
            }
            if (!strangers.isEmpty()) {
                missing.add(
                        "brokers " + strangers + " are registered and not in the plan; unregister them, or plan again");
            }
            state.quorum().gaps().forEach(gap -> missing.add(gap.describe()));
            MetadataQuorum quorum = state.quorum().value().orElse(null);
            if (quorum != null) {
                quorum.voters().stream()
                        .filter(voter -> !quorum.isCaughtUp(voter, TOLERANCE))
                        .forEach(voter -> missing.add("controller " + voter.nodeId() + " has not caught up"));
            }
            return missing;
        });
    }

    private void raise(FinalizationStep step) {
        int level = level(step.feature());
        if (level >= step.toLevel()) {
            context.board().note(step.feature() + " is " + level + " already");
            awaitSeen(step);
            return;
        }
        if (step.feature().equals(ELR)) {
            new MinIsrGuard(context).fix();
        }
        try {
            context.gateway().changeFeature(step.feature(), step.toLevel(), FeatureChange.TRY);
        } catch (KafkaException e) {
            throw new Halt(
                    Outcome.BLOCKED,
                    List.of(
                            step.feature() + " cannot be raised from " + level + " to " + step.toLevel() + ": "
                                    + e.getMessage(),
                            "Nothing was raised in this step. Mend what the controllers name, and finalize again."));
        }
        context.log()
                .intend(
                        Action.FEATURE,
                        step.feature(),
                        Map.of("from", String.valueOf(level), "to", String.valueOf(step.toLevel())));
        context.gateway().changeFeature(step.feature(), step.toLevel(), FeatureChange.RAISE);
        awaitSeen(step);
        context.log().done(Action.FEATURE, step.feature(), Map.of());
        context.board().note("Raised " + step.feature() + " from " + level + " to " + step.toLevel());
        if (step.feature().equals(ELR)) {
            verifier.verify();
            context.board().phase(RunPhase.FINALIZING, "");
        }
    }

    private int level(String feature) {
        Observed<ClusterFeatures> features = context.gateway().observe().features();
        if (features.value().isEmpty()) {
            throw new Halt(
                    Outcome.BLOCKED,
                    "The finalized level of " + feature + " could not be read: "
                            + features.gaps().get(0).describe() + ".");
        }
        return features.value().get().level(feature).orElse(0);
    }

    private void awaitSeen(FinalizationStep step) {
        await("every broker to know " + step.feature() + "=" + step.toLevel(), () -> {
            List<String> missing = new ArrayList<>();
            for (int node : context.plan().brokerIds()) {
                Observed<Map<String, Integer>> seen = context.gateway().finalizedFeatures(node);
                seen.gaps().forEach(gap -> missing.add(gap.describe()));
                int level = seen.orElse(Map.of()).getOrDefault(step.feature(), 0);
                if (seen.isComplete() && level < step.toLevel()) {
                    missing.add("broker " + node + " sees level " + level);
                }
            }
            return missing;
        });
    }

    private void await(String what, Supplier<List<String>> look) {
        new Patience(context).await(what, context.settings().timeouts().node(), look);
    }
}
