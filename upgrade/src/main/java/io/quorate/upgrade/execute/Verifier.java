// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupPartition;
import io.quorate.observe.ClusterObservationException;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.RunPhase;
import io.quorate.upgrade.version.Era;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Writes down what the cluster is like before, and compares: nothing that users put there may be less afterwards. */
final class Verifier {
    private static final String CLUSTER = "cluster";
    private static final String TOPIC = "topic ";
    private static final String MIN_ISR = "min.insync.replicas ";
    private static final String OFFSET = "offset ";
    private static final String OUT = "out of sync ";
    static final String FEATURE = "feature ";
    private static final int SHOWN = 5;

    private final RunContext context;
    private final Canary canary;

    /** Committed offsets as they were last seen; they only grow. */
    private final Map<String, Long> offsets = new TreeMap<>();

    private Map<String, String> baseline = Map.of();
    private Set<String> outOfSync = Set.of();

    Verifier(RunContext context, Canary canary) {
        this.context = context;
        this.canary = canary;
    }

    /** Takes what an earlier coordinator wrote down, or looks and writes it down. */
    void prepare() {
        if (!context.log().isDone(RunLog.Action.BASELINE, "")) {
            context.log().writeBaseline(look());
        }
        baseline = context.log().baseline();
        Set<String> out = new HashSet<>();
        baseline.keySet().stream()
                .filter(name -> name.startsWith(OUT))
                .forEach(name -> out.add(name.substring(OUT.length())));
        outOfSync = out;
        baseline.forEach((name, value) -> {
            if (name.startsWith(OFFSET)) {
                offsets.put(name, Long.parseLong(value));
            }
        });
        canary.prepare();
        blockOn(canary.check());
    }

    Set<String> outOfSyncBefore() {
        return outOfSync;
    }

    private Map<String, String> look() {
        long begun = context.time().nanos();
        while (true) {
            List<String> missing = new ArrayList<>();
            try {
                ClusterState state = context.gateway().observe();
                state.topics().gaps().stream().map(Gap::describe).forEach(missing::add);
                state.topicConfigs().gaps().stream().map(Gap::describe).forEach(missing::add);
                if (context.plan().era() == Era.KRAFT) {
                    state.features().gaps().stream().map(Gap::describe).forEach(missing::add);
                }
                if (missing.isEmpty()) {
                    return describe(state);
                }
            } catch (ClusterObservationException e) {
                missing.add(e.gap().describe());
            }
            if (context.time().nanos() - begun
                    > context.settings().timeouts().gate().toNanos()) {
                throw new Halt(
                        Outcome.BLOCKED,
                        "What the cluster is like before could not be seen: " + String.join("; ", missing)
                                + ". Nothing was changed.");
            }
            context.control().sleep();
        }
    }

    private Map<String, String> describe(ClusterState state) {
        Map<String, String> found = new TreeMap<>();
        found.put(CLUSTER, state.clusterId());
        state.features().value().ifPresent(features -> features.finalized()
                .forEach((name, level) -> found.put(FEATURE + name, String.valueOf(level))));
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            found.put(TOPIC + topic.name(), topic.id().toString());
            state.minInSyncReplicas(topic.name())
                    .ifPresent(value -> found.put(MIN_ISR + topic.name(), String.valueOf(value)));
            for (int index = 0; index < topic.partitionCount(); index++) {
                TopicPartition partition = topic.topicPartition(index);
                for (int position = 0; position < topic.replicationFactor(index); position++) {
                    int replica = topic.replica(index, position);
                    if (!topic.isInSync(index, replica)) {
                        found.put(OUT + Rejoining.replica(partition, replica), "");
                    }
                }
            }
        }
        Committed committed = committed();
        committed.offsets().forEach((name, offset) -> found.put(name, String.valueOf(offset)));
        warnOfGaps(committed);
        return found;
    }

    private Committed committed() {
        Observed<Map<String, ConsumerGroup>> groups = context.gateway().groups();
        List<Gap> gaps = new ArrayList<>(groups.gaps());
        Map<String, Long> found = new TreeMap<>();
        for (ConsumerGroup group : groups.orElse(Map.of()).values()) {
            gaps.addAll(group.partitions().gaps());
            for (Map.Entry<TopicPartition, GroupPartition> entry :
                    group.partitions().orElse(Map.of()).entrySet()) {
                entry.getValue()
                        .commit()
                        .ifPresent(commit ->
                                found.put(OFFSET + entry.getKey() + " of group " + group.groupId(), commit.offset()));
            }
        }
        // A group that was deleted since it was listed is no gap that matters.
        return new Committed(
                found,
                gaps.stream()
                        .filter(gap -> gap.kind() != Gap.Kind.VANISHED)
                        .map(Gap::describe)
                        .distinct()
                        .toList());
    }

    /** What groups committed, as far as that can be read. */
    private record Committed(Map<String, Long> offsets, List<String> gaps) {}

    private void warnOfGaps(Committed committed) {
        if (!committed.gaps().isEmpty()) {
            context.board()
                    .warn("Committed offsets were not compared where they could not be read: "
                            + committed.gaps().size() + " gaps, "
                            + committed.gaps().stream().limit(SHOWN).toList());
        }
    }

    /** Between waves a coordinator may still load its offsets; at the end nothing may be missing without a word. */
    private void warnOfMissing(Committed committed) {
        warnOfGaps(committed);
        List<String> missing = offsets.keySet().stream()
                .filter(name -> !committed.offsets().containsKey(name))
                .toList();
        if (!missing.isEmpty() && committed.gaps().isEmpty()) {
            context.board()
                    .warn(missing.size() + " committed offsets are not there any more; somebody may have deleted the"
                            + " groups, or they expired: "
                            + missing.stream().limit(SHOWN).toList());
        }
    }

    /** Between waves: cheap enough to do each time, and soon enough to tell which node it was. */
    void afterWave() {
        List<String> problems = new ArrayList<>(backwards(committed()));
        problems.addAll(canary.check());
        blockOn(problems);
    }

    private List<String> backwards(Committed committed) {
        List<String> problems = new ArrayList<>();
        committed.offsets().forEach((name, offset) -> {
            Long before = offsets.get(name);
            if (before != null && offset < before) {
                problems.add("The committed " + name + " went back from " + before + " to " + offset + ".");
            }
            offsets.merge(name, offset, Math::max);
        });
        return problems;
    }

    /** Everything, after a roll or a finalization. */
    void verify() {
        context.board().phase(RunPhase.VERIFYING, "");
        ClusterState state = context.gateway().observe();
        List<String> problems = new ArrayList<>();
        if (!state.clusterId().equals(baseline.get(CLUSTER))) {
            problems.add("The cluster id was " + baseline.get(CLUSTER) + " and is " + state.clusterId() + ".");
        }
        baseline.forEach((name, value) -> {
            if (name.startsWith(TOPIC)) {
                compareId(state, name.substring(TOPIC.length()), value, problems);
            } else if (name.startsWith(MIN_ISR)) {
                compareMinIsr(state, name.substring(MIN_ISR.length()), value, problems);
            }
        });
        Committed committed = committed();
        warnOfMissing(committed);
        problems.addAll(backwards(committed));
        problems.addAll(canary.check());
        blockOn(problems);
    }

    private void compareId(ClusterState state, String topic, String before, List<String> problems) {
        String now = state.topic(topic).map(found -> found.id().toString()).orElse("");
        if (now.isEmpty()) {
            context.board().warn("Topic " + topic + " is not there any more; somebody may have deleted it.");
        } else if (!now.equals(before) && !before.equals(Uuid.ZERO_UUID.toString())) {
            problems.add("Topic " + topic + " had the id " + before + " and has " + now + ".");
        }
    }

    private static void compareMinIsr(ClusterState state, String topic, String before, List<String> problems) {
        if (state.topic(topic).isPresent() && state.minInSyncReplicas(topic).isPresent()) {
            int now = state.minInSyncReplicas(topic).getAsInt();
            if (now != Integer.parseInt(before)) {
                problems.add("The effective min.insync.replicas of topic " + topic + " was " + before + " and is " + now
                        + ".");
            }
        }
    }

    private static void blockOn(List<String> problems) {
        if (!problems.isEmpty()) {
            List<String> reasons = new ArrayList<>(problems);
            reasons.add("Every node is up. Find out why before going on.");
            throw new Halt(Outcome.BLOCKED, reasons);
        }
    }
}
