// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.QuorumReplica;
import io.quorate.reassignment.plan.States;
import java.util.ArrayList;
import java.util.List;

/** The cluster after a step was done and everything has settled. */
public final class AppliedPlan implements DurabilityStep.Handler<ClusterState> {
    private final ClusterState state;

    private AppliedPlan(ClusterState state) {
        this.state = state;
    }

    public static ClusterState to(ClusterState state, DurabilityPlan plan) {
        ClusterState after = state;
        for (DurabilityStep step : plan.steps()) {
            after = step.accept(new AppliedPlan(after));
        }
        return after;
    }

    @Override
    public ClusterState awaitBrokers(DurabilityStep.AwaitBrokers step) {
        return state;
    }

    @Override
    public ClusterState addVoter(DurabilityStep.AddVoter step) {
        MetadataQuorum before = state.quorum().value().orElseThrow();
        List<QuorumReplica> voters = new ArrayList<>(before.voters());
        voters.add(before.replica(step.nodeId()).orElseThrow());
        List<QuorumReplica> observers = new ArrayList<>(before.observers());
        observers.removeIf(found -> found.nodeId() == step.nodeId());
        return States.withQuorum(state, new MetadataQuorum(before.leadership(), voters, observers, before.endpoints()));
    }

    @Override
    public ClusterState growReplicas(DurabilityStep.GrowReplicas step) {
        return change(step);
    }

    @Override
    public ClusterState shrinkReplicas(DurabilityStep.ShrinkReplicas step) {
        step.moves().forEach(move -> assertThat(move.to())
                .as("min.insync.replicas is lowered first")
                .hasSizeGreaterThanOrEqualTo(
                        state.minInSyncReplicas(step.topic()).orElse(0)));
        return change(step);
    }

    private ClusterState change(DurabilityStep.ReplicaChange step) {
        ClusterState after = state.toBuilder()
                .reassignments(Observed.present(state.reassignments().orElse(List.of()).stream()
                        .filter(found -> !found.partition().topic().equals(step.topic()))
                        .toList()))
                .build();
        for (var move : step.moves()) {
            after = States.edit(
                    after, move.partition(), found -> found.replicas(move.to()).isr(move.to()));
        }
        return after;
    }

    @Override
    public ClusterState awaitFullIsr(DurabilityStep.AwaitFullIsr step) {
        return state;
    }

    @Override
    public ClusterState raiseMinIsr(DurabilityStep.RaiseMinIsr step) {
        return States.withMinIsr(state, step.topic(), step.to(), ConfigValue.Source.DYNAMIC_TOPIC);
    }

    @Override
    public ClusterState lowerMinIsr(DurabilityStep.LowerMinIsr step) {
        return States.withMinIsr(state, step.topic(), step.to(), ConfigValue.Source.DYNAMIC_TOPIC);
    }

    @Override
    public ClusterState raiseDefaultMinIsr(DurabilityStep.RaiseDefaultMinIsr step) {
        return States.withDefaultMinIsr(state, step.to());
    }

    @Override
    public ClusterState spreadLeaders(DurabilityStep.SpreadLeaders step) {
        ClusterState after = state;
        for (var move : step.reorders()) {
            after = States.edit(after, move.partition(), found -> found.replicas(move.to()));
        }
        for (var partition : step.elections()) {
            after = States.edit(
                    after, partition, found -> found.leader(found.build().preferredLeader()));
        }
        return after;
    }
}
