// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Topic;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.plan.LogDirMove;
import io.quorate.reassignment.plan.States;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A controller and its brokers in memory. With every look each new replica gets a piece of its data. What brokers answer
 * about topics may be one look old. At any call it can fail in any way, and after every call it checks what must hold at
 * every moment.
 */
final class ControllerModel implements ClusterGateway {
    static final String CLUSTER = "cluster";

    final TreeMap<TopicPartition, PartitionModel> partitions =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    final Map<String, Uuid> topicIds = new TreeMap<>();
    final Map<String, Integer> minIsr = new HashMap<>();
    final TreeSet<Integer> brokers = new TreeSet<>();
    final TreeSet<Integer> online = new TreeSet<>();
    final Map<Integer, Optional<String>> cordoned = new HashMap<>();
    final LogDirModel logDirs = new LogDirModel();
    final ThrottleModel throttles;
    private final Set<TopicPartition> meddled = new HashSet<>();
    private final PartitionModel.Rules rules;
    private final Map<Integer, CallFault> faults = new HashMap<>();
    private Supplier<CallFault> weather = CallFault::none;
    private Map<String, Topic> known = Map.of();
    private long piece = 40;
    private int calls;
    private int mostAdding = 1;
    private int slots = Integer.MAX_VALUE;
    private int submitted;

    ControllerModel(PartitionModel.Rules rules, int... nodes) {
        this.rules = rules;
        for (int node : nodes) {
            brokers.add(node);
            online.add(node);
        }
        this.throttles = new ThrottleModel(this);
    }

    ControllerModel topic(String name, int minInSyncReplicas, List<List<Integer>> replicas) {
        topicIds.put(name, Uuid.randomUuid());
        minIsr.put(name, minInSyncReplicas);
        for (int i = 0; i < replicas.size(); i++) {
            partitions.put(new TopicPartition(name, i), new PartitionModel(replicas.get(i), 100));
        }
        known = topics();
        return this;
    }

    ControllerModel allowingAtOnce(int adding) {
        mostAdding = adding;
        return this;
    }

    ControllerModel allowingSlots(int perBroker) {
        slots = perBroker;
        return this;
    }

    ControllerModel usable(long bytes) {
        logDirs.usable(bytes);
        return this;
    }

    void copying(long bytesWithEachLook) {
        piece = bytesWithEachLook;
    }

    /** Lets a call go wrong, counted from 1 and from now. */
    ControllerModel failing(int call, CallFault fault) {
        calls = 0;
        faults.clear();
        faults.put(call, fault);
        return this;
    }

    void alsoFailing(int call, CallFault fault) {
        faults.put(call, fault);
    }

    /** Lets something happen at every call that the run makes. */
    void under(Supplier<CallFault> weather) {
        this.weather = weather;
    }

    void unharmed() {
        calls = 0;
        faults.clear();
        weather = CallFault::none;
    }

    int calls() {
        return calls;
    }

    /** How many partitions were asked for, in all requests. */
    int submitted() {
        return submitted;
    }

    /** Somebody else does it. */
    void meddle(String topic, int index, List<Integer> target) {
        meddled.add(new TopicPartition(topic, index));
        partition(topic, index).reassign(target, rules, online);
    }

    void meddleByCancelling(String topic, int index) {
        partition(topic, index).cancel(online);
    }

    void grow(String topic, List<Integer> replicas) {
        int next = (int) partitions.keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .count();
        partitions.put(new TopicPartition(topic, next), new PartitionModel(replicas, 100));
    }

    void kill(int node) {
        online.remove(node);
        partitions.values().forEach(partition -> partition.lost(node, online));
    }

    void start(int node) {
        online.add(node);
        partitions.values().forEach(partition -> partition.elect(online));
    }

    /** What others have made of it is not what this run must keep to. */
    void handOver(TopicPartition partition) {
        meddled.add(partition);
    }

    void delete(String topic) {
        topicIds.remove(topic);
        partitions.keySet().removeIf(partition -> partition.topic().equals(topic));
        throttles.forget(topic);
    }

    PartitionModel partition(String topic, int index) {
        return Objects.requireNonNull(partitions.get(new TopicPartition(topic, index)), topic + "-" + index);
    }

    Map<TopicPartition, List<Integer>> replicas() {
        Map<TopicPartition, List<Integer>> all = new HashMap<>();
        partitions.forEach((name, partition) -> all.put(name, List.copyOf(partition.replicas)));
        return all;
    }

    List<OngoingReassignment> ongoing() {
        List<OngoingReassignment> all = new ArrayList<>();
        partitions.forEach((name, partition) -> partition.ongoing(name).ifPresent(all::add));
        return all;
    }

    @Override
    public ClusterState observe(Set<Section> sections, Predicate<String> wanted) {
        return call(Map.of(), () -> {
            ClusterState.Builder seen = ClusterState.builder(CLUSTER, States.NOW)
                    .brokers(Observed.present(brokers.stream()
                            .map(node -> new Broker(node, new Endpoint("h", 1), null, !online.contains(node)))
                            .toList()));
            if (sections.contains(Section.REASSIGNMENTS)) {
                seen.reassignments(Observed.present(ongoing()));
            }
            if (sections.contains(Section.TOPICS)) {
                Map<String, Topic> some = new HashMap<>(known);
                some.keySet().removeIf(wanted.negate());
                seen.topics(Observed.present(some));
            }
            if (sections.contains(Section.TOPIC_CONFIGS)) {
                Map<String, ConfigSet> configs = new HashMap<>();
                topicIds.keySet().stream()
                        .filter(wanted)
                        .forEach(topic -> configs.put(
                                topic,
                                new ConfigSet(Map.of(
                                        States.MIN_ISR,
                                        new ConfigValue(
                                                String.valueOf(minIsr.get(topic)), ConfigValue.Source.DEFAULT)))));
                seen.topicConfigs(Observed.present(configs));
            }
            if (sections.contains(Section.LOG_DIRS)) {
                seen.logDirs(Observed.present(logDirs.seen(partitions, online)));
            }
            known = topics();
            copy();
            return seen.build();
        });
    }

    private Map<String, Topic> topics() {
        Map<String, Topic> all = new HashMap<>();
        topicIds.forEach((name, id) -> {
            Topic.Builder topic = Topic.builder(name).id(id);
            partitions.forEach((partition, model) -> {
                if (partition.topic().equals(name)) {
                    topic.partition(model.seen(partition.partition()));
                }
            });
            all.put(name, topic.build());
        });
        return all;
    }

    private void copy() {
        for (PartitionModel partition : partitions.values()) {
            for (int node : List.copyOf(partition.replicas)) {
                partition.copy(node, piece, rules, online);
            }
        }
    }

    @Override
    public Map<TopicPartition, KafkaException> reassign(
            Map<TopicPartition, Optional<List<Integer>>> targets, FactorChange factorChange) {
        assertThat(targets).as("a request for nothing").isNotEmpty();
        submitted += targets.size();
        Map<TopicPartition, KafkaException> refusals = new HashMap<>();
        targets.keySet().forEach(partition -> refusals.put(partition, new KafkaException("refused")));
        return call(refusals, () -> {
            Map<TopicPartition, KafkaException> refused = new HashMap<>();
            targets.forEach((name, target) ->
                    reassign(name, target, factorChange).ifPresent(error -> refused.put(name, error)));
            return refused;
        });
    }

    private Optional<KafkaException> reassign(
            TopicPartition name, Optional<List<Integer>> target, FactorChange factorChange) {
        PartitionModel partition = partitions.get(name);
        if (partition == null) {
            return Optional.of(new UnknownTopicOrPartitionException("no " + name));
        }
        if (target.isEmpty()) {
            List<Integer> left = new ArrayList<>(partition.isr);
            left.removeAll(partition.adding);
            left.retainAll(online);
            if (!partition.adding.isEmpty() && left.isEmpty()) {
                return Optional.of(new InvalidReplicaAssignmentException(name + " would need an unclean election"));
            }
            return partition.cancel(online)
                    ? Optional.empty()
                    : Optional.of(new NoReassignmentInProgressException("nothing goes on"));
        }
        if (!brokers.containsAll(target.get())) {
            return Optional.of(new InvalidReplicaAssignmentException("unknown broker in " + target.get()));
        }
        int factor = partition.replicas.size() - partition.adding.size();
        if (factorChange == FactorChange.FORBIDDEN && target.get().size() != factor) {
            return Optional.of(new InvalidReplicationFactorException("factor " + factor + " to " + target.get()));
        }
        partition.reassign(target.get(), rules, online);
        return Optional.empty();
    }

    @Override
    public Map<TopicPartition, KafkaException> electPreferredLeaders(Set<TopicPartition> elections) {
        assertThat(elections).as("a request for nothing").isNotEmpty();
        return call(Map.of(), () -> {
            for (TopicPartition name : elections) {
                PartitionModel partition = partitions.get(name);
                if (partition != null && partition.isr.contains(partition.replicas.get(0))) {
                    partition.leader = partition.replicas.get(0);
                }
            }
            return Map.of();
        });
    }

    @Override
    public Map<LogDirMove, KafkaException> moveLogDirs(Collection<LogDirMove> moves) {
        logDirs.asked();
        return call(Map.of(), () -> logDirs.move(moves));
    }

    @Override
    public Map<Integer, Optional<String>> cordons(Set<Integer> asked) {
        return call(Map.of(), () -> {
            Map<Integer, Optional<String>> found = new HashMap<>();
            asked.forEach(node -> found.put(node, cordoned.getOrDefault(node, Optional.empty())));
            return found;
        });
    }

    @Override
    public void cordon(int broker, Optional<String> logDirs) {
        call(Map.of(), () -> {
            if (logDirs.isPresent()) {
                cordoned.put(broker, logDirs);
            } else {
                cordoned.remove(broker);
            }
            return Map.of();
        });
    }

    @Override
    public void setMinIsr(String topic, int minInSyncReplicas) {
        throw new AssertionError("a reassignment sets no min.insync.replicas");
    }

    @Override
    public void setDefaultMinIsr(int minInSyncReplicas) {
        throw new AssertionError("a reassignment sets no min.insync.replicas");
    }

    @Override
    public void addVoter(String clusterId, DurabilityStep.AddVoter voter) {
        throw new AssertionError("a reassignment adds no voters");
    }

    <T> T call(Map<TopicPartition, KafkaException> refusals, CallFault.Effect<T> effect) {
        calls++;
        try {
            CallFault fault = faults.get(calls);
            return (fault == null ? weather.get() : fault).apply(effect, refusals);
        } finally {
            checkWhatMustAlwaysHold();
        }
    }

    private void checkWhatMustAlwaysHold() {
        Map<Integer, Integer> into = new HashMap<>();
        partitions.forEach((name, partition) -> {
            assertThat(partition.isr)
                    .as("ISR of %s, which has lost its data", name)
                    .isNotEmpty();
            assertThat(partition.isWedged() && !meddled.contains(name))
                    .as("%s is wedged", name)
                    .isFalse();
            if (!meddled.contains(name)) {
                assertThat(partition.adding)
                        .as("new replicas of %s at once", name)
                        .hasSizeLessThanOrEqualTo(mostAdding);
            }
            partition.adding.forEach(node -> into.merge(node, 1, Integer::sum));
        });
        into.forEach((node, count) ->
                assertThat(count).as("copies into broker %s", node).isLessThanOrEqualTo(slots));
    }
}
