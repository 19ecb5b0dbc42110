// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.execute.RunControl.Look;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.progress.StepProgress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Changes the order of replicas, then elects preferred leaders: a reordered partition keeps its leader until an election
 * (seen on 4.3.1). Nothing is copied. A partition that somebody else changed since is left as it is: its leader is no
 * matter of safety.
 */
final class LeaderSpreadRun {
    /** A broker that is asked may not have heard yet of replicas that were added a moment ago. */
    private static final int MOST_LOOKS_AT_OTHERS = 10;

    private final DurabilityStep.SpreadLeaders step;
    private final ClusterGateway gateway;
    private final RunControl control;
    private final StepTeller teller;
    private final Set<String> topics = new HashSet<>();
    private int looksAtOthers;

    LeaderSpreadRun(DurabilityStep.SpreadLeaders step, ClusterGateway gateway, RunControl control, StepTeller teller) {
        this.step = step;
        this.gateway = gateway;
        this.control = control;
        this.teller = teller;
        step.reorders().forEach(move -> topics.add(move.partition().topic()));
        step.elections().forEach(partition -> topics.add(partition.topic()));
    }

    /** Returns false if the run was asked to stop. */
    boolean run() {
        return control.until(step.describe(), teller, this::reorder)
                && control.until(step.describe(), teller, this::elect);
    }

    private Look reorder() {
        ClusterState state = observe();
        List<String> missing = new ArrayList<>(RunControl.unseen(state.topics(), state.reassignments()));
        if (!missing.isEmpty()) {
            return new Look(missing);
        }
        // Another order would be another target: it would overwrite a reassignment of somebody else.
        Ongoing ongoing = Ongoing.in(state);
        List<String> others = new ArrayList<>();
        Map<TopicPartition, Optional<List<Integer>>> orders = new LinkedHashMap<>();
        for (PartitionMove move : step.reorders()) {
            Optional<Partition> partition = LeaderElection.find(state, move.partition());
            if (ongoing.of(move.partition()).isPresent() || partition.isEmpty()) {
                continue;
            }
            List<Integer> now = partition.get().replicas();
            if (now.equals(move.from())) {
                orders.put(move.partition(), Optional.of(move.to()));
                missing.add(move.partition() + " still has the order " + move.from());
            } else if (!Set.copyOf(now).equals(Set.copyOf(move.to()))) {
                others.add(move.partition() + " is seen with replicas " + now + ", not with " + move.from());
            }
        }
        if (!others.isEmpty() && looksAtOthers++ < MOST_LOOKS_AT_OTHERS) {
            missing.addAll(others);
        }
        if (!orders.isEmpty()) {
            refuseFinally(gateway.reassign(orders), "reorder");
        }
        return new Look(missing);
    }

    private Look elect() {
        LeaderElection election = new LeaderElection(gateway, Set.copyOf(step.elections()));
        Look look = election.look();
        refuseFinally(election.refused(), "elect a leader of");
        int done = Math.max(0, step.elections().size() - look.missing().size());
        teller.advanced(new StepProgress(done, step.elections().size(), 0, 0));
        return new Look(look.missing(), done);
    }

    private void refuseFinally(Map<TopicPartition, KafkaException> refused, String what) {
        refused.forEach((partition, error) -> {
            if (!(error instanceof RetriableException)) {
                throw new OperationHaltedException(
                        step.describe(), List.of("Kafka refused to " + what + " " + partition + ": " + error), error);
            }
        });
    }

    private ClusterState observe() {
        return gateway.observe(Set.of(Section.TOPICS, Section.REASSIGNMENTS), topics::contains);
    }
}
