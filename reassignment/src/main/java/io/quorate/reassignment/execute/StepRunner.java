// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import io.quorate.observe.ClusterCondition;
import io.quorate.observe.ClusterConditions;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.execute.RunControl.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/**
 * Does one step: observes, changes what is not yet as it should be, observes again until it is. Every method returns
 * {@code false} if the run was asked to stop.
 */
final class StepRunner implements DurabilityStep.Handler<Boolean> {
    /** {@code controller.quorum.fetch.timeout.ms} is 2 s by default, and what Admin tells is a moment old. */
    private static final Duration CAUGHT_UP = Duration.ofSeconds(5);

    private final String clusterId;
    private final ClusterGateway gateway;
    private final RunControl control;
    private final int partitionsInFlight;
    private final StepTeller teller;

    StepRunner(
            String clusterId, ClusterGateway gateway, RunControl control, int partitionsInFlight, StepTeller teller) {
        this.clusterId = clusterId;
        this.gateway = gateway;
        this.control = control;
        this.partitionsInFlight = partitionsInFlight;
        this.teller = teller;
    }

    @Override
    public Boolean awaitBrokers(DurabilityStep.AwaitBrokers step) {
        return control.until(
                step.describe(),
                teller,
                () -> new Look(ClusterConditions.brokersOnline(step.nodeIds())
                        .missing(gateway.observe(Set.of(), name -> false))));
    }

    @Override
    public Boolean addVoter(DurabilityStep.AddVoter step) {
        return control.until(step.describe(), teller, () -> {
            ClusterState state = gateway.observe(Set.of(Section.QUORUM), name -> false);
            List<String> missing =
                    ClusterConditions.quorumVoters(Set.of(step.nodeId())).missing(state);
            if (missing.isEmpty() || state.quorum().value().isEmpty()) {
                return new Look(missing);
            }
            Optional<QuorumReplica> observer = state.quorum().value().get().replica(step.nodeId());
            if (observer.isEmpty()) {
                return new Look(List.of("controller " + step.nodeId() + " does not follow the quorum; is it running?"));
            }
            if (!state.quorum().value().get().isCaughtUp(observer.get(), CAUGHT_UP)) {
                return new Look(List.of("controller " + step.nodeId() + " has not caught up with the metadata log"));
            }
            if (!observer.get().directoryId().equals(step.directoryId())) {
                throw new StalePlanException(List.of("controller " + step.nodeId() + " has another metadata log: its"
                        + " directory is " + observer.get().directoryId() + ", and the plan is for "
                        + step.directoryId()));
            }
            gateway.addVoter(clusterId, step);
            return new Look(missing);
        });
    }

    @Override
    public Boolean growReplicas(DurabilityStep.GrowReplicas step) {
        return new ReplicaGrowthRun(step, gateway, control, partitionsInFlight, teller).run();
    }

    @Override
    public Boolean awaitFullIsr(DurabilityStep.AwaitFullIsr step) {
        ClusterCondition full = ClusterConditions.everyIsrFull(step.topics()::contains);
        return control.until(
                step.describe(),
                teller,
                () -> new Look(full.missing(gateway.observe(Set.of(Section.TOPICS), step.topics()::contains))));
    }

    @Override
    public Boolean raiseMinIsr(DurabilityStep.RaiseMinIsr step) {
        return control.until(step.describe(), teller, () -> {
            ClusterState state = gateway.observe(Set.of(Section.TOPICS, Section.TOPIC_CONFIGS), step.topic()::equals);
            refuseAnotherTopic(state, step.topic(), step.topicId());
            refuseTooFewReplicas(state, step);
            // Looked at again right here: a topic may have lost a replica since the ISRs were awaited.
            List<String> missing = new ArrayList<>(
                    ClusterConditions.everyIsrFull(step.topic()::equals).missing(state));
            missing.addAll(RunControl.unseen(state.topicConfigs()));
            int now = state.minInSyncReplicas(step.topic()).orElse(0);
            if (missing.isEmpty() && now < step.to()) {
                gateway.setMinIsr(step.topic(), step.to());
                missing.add(step.topic() + " still has min.insync.replicas=" + now);
            }
            return new Look(missing);
        });
    }

    @Override
    public Boolean lowerMinIsr(DurabilityStep.LowerMinIsr step) {
        return control.until(step.describe(), teller, () -> {
            ClusterState state = gateway.observe(Set.of(Section.TOPICS, Section.TOPIC_CONFIGS), step.topic()::equals);
            refuseAnotherTopic(state, step.topic(), step.topicId());
            List<String> missing = new ArrayList<>(RunControl.unseen(state.topics(), state.topicConfigs()));
            int now = state.minInSyncReplicas(step.topic()).orElse(0);
            if (missing.isEmpty() && now > step.to()) {
                gateway.setMinIsr(step.topic(), step.to());
                missing.add(step.topic() + " still has min.insync.replicas=" + now);
            }
            return new Look(missing);
        });
    }

    @Override
    public Boolean shrinkReplicas(DurabilityStep.ShrinkReplicas step) {
        int fewest =
                step.moves().stream().mapToInt(move -> move.to().size()).min().orElse(Integer.MAX_VALUE);
        boolean lowered = control.until(step.describe(), missing -> {}, () -> {
            ClusterState state = gateway.observe(Set.of(Section.TOPICS, Section.TOPIC_CONFIGS), step.topic()::equals);
            refuseAnotherTopic(state, step.topic(), step.topicId());
            List<String> missing = new ArrayList<>(RunControl.unseen(state.topics(), state.topicConfigs()));
            int minIsr = state.minInSyncReplicas(step.topic()).orElse(0);
            if (missing.isEmpty() && minIsr > fewest) {
                throw new StalePlanException(List.of(step.topic() + " has min.insync.replicas=" + minIsr
                        + " again, and its partitions would have " + fewest + " replicas"));
            }
            return new Look(missing);
        });
        return lowered && new ReplicaGrowthRun(step, gateway, control, partitionsInFlight, teller).run();
    }

    /** Before Kafka 3.7 a partition with fewer replicas, added since the plan was made, would refuse every acks=all. */
    private static void refuseTooFewReplicas(ClusterState state, DurabilityStep.RaiseMinIsr step) {
        List<String> changes = state.topic(step.topic()).stream()
                .flatMap(topic -> topic.partitions().stream())
                .filter(partition -> partition.replicas().size() <= step.to())
                .map(partition -> step.topic() + "-" + partition.index() + " has replicas " + partition.replicas()
                        + ", too few for min.insync.replicas=" + step.to())
                .toList();
        if (!changes.isEmpty()) {
            throw new StalePlanException(changes);
        }
    }

    @Override
    public Boolean raiseDefaultMinIsr(DurabilityStep.RaiseDefaultMinIsr step) {
        return control.until(step.describe(), teller, () -> {
            ClusterState state = gateway.observe(Set.of(Section.BROKER_CONFIGS), name -> false);
            List<String> missing = new ArrayList<>(RunControl.unseen(state.brokerConfigs()));
            state.brokerConfigs().orElse(Map.of()).forEach((nodeId, configs) -> {
                if (minIsr(configs) < step.to()) {
                    missing.add("broker " + nodeId + " still has min.insync.replicas=" + minIsr(configs));
                }
            });
            if (!missing.isEmpty()) {
                gateway.setDefaultMinIsr(step.to());
            }
            return new Look(missing);
        });
    }

    private static int minIsr(ConfigSet configs) {
        return configs.intValue("min.insync.replicas").orElse(0);
    }

    @Override
    public Boolean spreadLeaders(DurabilityStep.SpreadLeaders step) {
        return new LeaderSpreadRun(step, gateway, control, teller).run();
    }

    /** Throws if a topic is gone, or is another one of the same name. */
    static void refuseAnotherTopic(ClusterState state, String name, Uuid id) {
        if (!state.topics().isComplete()) {
            return;
        }
        Optional<Topic> topic = state.topic(name);
        if (topic.isEmpty()) {
            throw new StalePlanException(List.of("topic " + name + " was deleted"));
        }
        if (!topic.get().id().equals(id)) {
            throw new StalePlanException(List.of("topic " + name + " was deleted and created again: its id is "
                    + topic.get().id() + ", and the plan is for " + id));
        }
    }
}
