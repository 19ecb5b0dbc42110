// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.plan.LogDirMove;
import io.quorate.reassignment.plan.States;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A small cluster in memory. With every look one replica catches up. Controllers answer at once; what brokers answer
 * (topics and configs) is one look old. At any call it can fail in any way, and after every call it checks what must hold
 * at every moment.
 */
final class SimulatedCluster implements ClusterGateway {
    private final Map<TopicPartition, Partition> first = new HashMap<>();
    private final Map<Integer, CallFault> faults = new HashMap<>();
    private ClusterState truth;
    private ClusterState known;
    private int calls;
    private int writes;
    private boolean spreading;
    private boolean frozen;
    private boolean shrinking;

    SimulatedCluster(ClusterState state) {
        this.truth = state;
        this.known = state;
        begin();
    }

    /** Lets a call go wrong, counted from 1 and from now. */
    SimulatedCluster failing(int call, CallFault fault) {
        calls = 0;
        faults.clear();
        faults.put(call, fault);
        return this;
    }

    void alsoFailing(int call, CallFault fault) {
        faults.put(call, fault);
    }

    SimulatedCluster unharmed() {
        faults.clear();
        return this;
    }

    int calls() {
        return calls;
    }

    int writes() {
        return writes;
    }

    ClusterState truth() {
        return truth;
    }

    /** Somebody else has changed the cluster, and every broker knows. */
    void change(ClusterState state) {
        truth = state;
        known = state;
    }

    @Override
    public ClusterState observe(Set<Section> sections, Predicate<String> topics) {
        return call(Map.of(), () -> {
            ClusterState.Builder seen =
                    ClusterState.builder(truth.clusterId(), truth.observedAt()).brokers(truth.brokers());
            for (Section section : sections) {
                switch (section) {
                    case QUORUM -> seen.quorum(truth.quorum());
                    case FEATURES -> seen.features(truth.features());
                    case REASSIGNMENTS -> seen.reassignments(truth.reassignments());
                    case LOG_DIRS -> seen.logDirs(truth.logDirs());
                    case TOPICS -> seen.topics(only(known.topics(), topics));
                    case TOPIC_CONFIGS -> seen.topicConfigs(only(known.topicConfigs(), topics));
                    case BROKER_CONFIGS ->
                        seen.brokerConfigs(known.brokerConfigs()).clusterDefaults(known.clusterDefaults());
                }
            }
            known = truth;
            oneReplicaCatchesUp();
            return seen.build();
        });
    }

    private static <T> Observed<Map<String, T>> only(Observed<Map<String, T>> section, Predicate<String> topics) {
        Map<String, T> some = new HashMap<>(section.orElse(Map.of()));
        some.keySet().removeIf(topics.negate());
        return Observed.of(some, section.gaps());
    }

    @Override
    public Map<TopicPartition, KafkaException> reassign(
            Map<TopicPartition, Optional<List<Integer>>> targets, FactorChange factorChange) {
        assertThat(targets).as("a request for nothing").isNotEmpty();
        return write(targets.keySet(), () -> {
            targets.forEach((partition, target) -> {
                Partition before = partition(partition);
                Optional<OngoingReassignment> ongoing = ongoing(partition);
                List<Integer> original = new ArrayList<>(before.replicas());
                ongoing.ifPresent(found -> original.removeAll(found.adding()));
                forget(partition);
                set(partition, target.orElse(original), original);
            });
            return Map.of();
        });
    }

    private void set(TopicPartition partition, List<Integer> target, List<Integer> original) {
        List<Integer> adding = new ArrayList<>(target);
        adding.removeAll(original);
        truth = States.edit(truth, partition, found -> {
            List<Integer> isr = new ArrayList<>(found.build().isr());
            isr.retainAll(target);
            return found.replicas(target).isr(isr);
        });
        adding.removeAll(partition(partition).isr());
        if (!adding.isEmpty()) {
            List<OngoingReassignment> all =
                    new ArrayList<>(truth.reassignments().orElse(List.of()));
            all.add(new OngoingReassignment(partition, target, adding, List.of()));
            truth = truth.toBuilder().reassignments(Observed.present(all)).build();
        }
    }

    @Override
    public Map<TopicPartition, KafkaException> electPreferredLeaders(Set<TopicPartition> partitions) {
        assertThat(partitions).as("a request for nothing").isNotEmpty();
        return write(partitions, () -> {
            partitions.forEach(partition -> truth = States.edit(
                    truth, partition, found -> found.leader(found.build().preferredLeader())));
            return Map.of();
        });
    }

    @Override
    public Map<LogDirMove, KafkaException> moveLogDirs(Collection<LogDirMove> moves) {
        throw new AssertionError("a durability plan moves nothing between log dirs");
    }

    @Override
    public Map<Integer, Optional<String>> cordons(Set<Integer> brokers) {
        throw new AssertionError("a durability plan cordons nobody");
    }

    @Override
    public void cordon(int broker, Optional<String> logDirs) {
        throw new AssertionError("a durability plan cordons nobody");
    }

    @Override
    public void setMinIsr(String topic, int minInSyncReplicas) {
        write(Set.of(), () -> {
            truth = States.withMinIsr(truth, topic, minInSyncReplicas, ConfigValue.Source.DYNAMIC_TOPIC);
            return Map.of();
        });
    }

    @Override
    public void setDefaultMinIsr(int minInSyncReplicas) {
        write(Set.of(), () -> {
            truth = States.withDefaultMinIsr(truth, minInSyncReplicas);
            return Map.of();
        });
    }

    @Override
    public void addVoter(String clusterId, DurabilityStep.AddVoter voter) {
        assertThat(clusterId).isEqualTo(truth.clusterId());
        write(Set.of(), () -> {
            MetadataQuorum before = truth.quorum().value().orElseThrow();
            QuorumReplica joining = before.replica(voter.nodeId()).orElseThrow();
            assertThat(joining.directoryId()).isEqualTo(voter.directoryId());
            List<QuorumReplica> voters = new ArrayList<>(before.voters());
            voters.add(joining);
            List<QuorumReplica> observers = new ArrayList<>(before.observers());
            observers.remove(joining);
            truth = States.withQuorum(
                    truth, new MetadataQuorum(before.leadership(), voters, observers, before.endpoints()));
            return Map.of();
        });
    }

    private Map<TopicPartition, KafkaException> write(
            Set<TopicPartition> about, CallFault.Effect<Map<TopicPartition, KafkaException>> effect) {
        writes++;
        Map<TopicPartition, KafkaException> refusals = new HashMap<>();
        about.forEach(partition -> refusals.put(partition, new KafkaException("refused")));
        return call(refusals, effect);
    }

    private <T> T call(Map<TopicPartition, KafkaException> refusals, CallFault.Effect<T> effect) {
        calls++;
        CallFault fault = faults.getOrDefault(calls, CallFault.none());
        try {
            return fault.apply(effect, refusals);
        } finally {
            checkWhatMustAlwaysHold();
        }
    }

    /** What a test says is happening: only then may preferred leaders change. */
    void spreading(boolean now) {
        spreading = now;
    }

    /** A run begins: what partitions have from here on, without what is being added, is theirs to keep. */
    void begin() {
        spreading = false;
        first.clear();
        partitions(truth).forEach((name, partition) -> {
            List<Integer> original = new ArrayList<>(partition.replicas());
            ongoing(name).ifPresent(found -> original.removeAll(found.adding()));
            first.put(name, partition.toBuilder().replicas(original).build());
        });
    }

    /** From now on no replica catches up. */
    SimulatedCluster frozen() {
        frozen = true;
        return this;
    }

    /** Replicas may be taken away; all else still holds. */
    SimulatedCluster shrinking() {
        shrinking = true;
        return this;
    }

    private void checkWhatMustAlwaysHold() {
        partitions(truth).forEach((name, partition) -> {
            Partition before = first.getOrDefault(name, partition);
            if (!shrinking) {
                assertThat(partition.replicas())
                        .as("%s keeps its replicas", name)
                        .containsAll(before.replicas());
            }
            assertThat(partition.isr().size())
                    .as("ISR of %s, against its min.insync.replicas", name)
                    .isGreaterThanOrEqualTo(
                            truth.minInSyncReplicas(name.topic()).orElse(0));
            if (!spreading) {
                assertThat(partition.preferredLeader())
                        .as("preferred leader of %s", name)
                        .isEqualTo(before.preferredLeader());
            }
        });
    }

    private void oneReplicaCatchesUp() {
        if (frozen) {
            return;
        }
        List<TopicPartition> names = partitions(truth).keySet().stream()
                .sorted(Comparator.comparing(TopicPartition::toString))
                .toList();
        for (TopicPartition name : names) {
            Partition partition = partition(name);
            List<Integer> behind = new ArrayList<>(partition.replicas());
            behind.removeAll(partition.isr());
            behind.retainAll(truth.onlineBrokers());
            if (!behind.isEmpty()) {
                List<Integer> isr = new ArrayList<>(partition.isr());
                isr.add(behind.get(0));
                truth = States.edit(truth, name, found -> found.isr(isr));
                if (isr.containsAll(partition.replicas())) {
                    forget(name);
                }
                return;
            }
        }
    }

    private Optional<OngoingReassignment> ongoing(TopicPartition partition) {
        return truth.reassignments().orElse(List.of()).stream()
                .filter(found -> found.partition().equals(partition))
                .findFirst();
    }

    private void forget(TopicPartition partition) {
        truth = truth.toBuilder()
                .reassignments(Observed.present(truth.reassignments().orElse(List.of()).stream()
                        .filter(found -> !found.partition().equals(partition))
                        .toList()))
                .build();
    }

    private Partition partition(TopicPartition name) {
        return truth.topic(name.topic()).orElseThrow().partition(name.partition());
    }

    private static Map<TopicPartition, Partition> partitions(ClusterState state) {
        Map<TopicPartition, Partition> all = new HashMap<>();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            topic.partitions().forEach(found -> all.put(topic.topicPartition(found.index()), found));
        }
        return all;
    }
}
