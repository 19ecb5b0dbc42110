// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Does a cluster meet a policy? Read from the cluster as it was seen, not from what a plan meant to do.
 *
 * @param lines the answers, one for each question; a question that could not be answered is not met
 */
public record DurabilityChecklist(List<Line> lines) {
    /**
     * One question and its answer.
     *
     * @param question what is asked, for example {@code replication factor 3 everywhere}
     * @param met whether it is so
     * @param seen what was seen
     */
    public record Line(String question, boolean met, String seen) {
        /**
         * Returns the line as text.
         *
         * @return for example {@code [ok] every ISR full: 103 of 103 partitions}
         */
        public String describe() {
            return (met ? "[ok]   " : "[FAIL] ") + question + ": " + seen;
        }
    }

    /**
     * Copies the lines.
     *
     * @param lines the answers, one for each question; a question that could not be answered is not met
     */
    public DurabilityChecklist {
        lines = List.copyOf(lines);
    }

    /**
     * Checks a cluster.
     *
     * @param policy what it shall meet
     * @param state the cluster as it was seen
     * @return the list
     */
    public static DurabilityChecklist of(DurabilityPolicy policy, ClusterState state) {
        int factor = policy.replicationFactor();
        List<Line> lines = new ArrayList<>();
        int online = state.onlineBrokers().size();
        int registered = state.brokers().orElse(List.of()).size();
        lines.add(line(
                "brokers ready",
                Preconditions.seesOnlineBrokers(state) ? Observed.present(List.of()) : state.brokers(),
                online >= factor && online == registered,
                online + " of " + registered + " registered are online, " + factor + " needed"));
        lines.add(partitions(
                policy,
                state,
                "replication factor " + factor + " everywhere",
                p -> p.replicas().size() >= factor));
        lines.add(minIsr(policy, state));
        lines.add(partitions(policy, state, "every ISR full", p -> !p.isOffline() && !p.isUnderReplicated()));
        lines.add(partitions(policy, state, "preferred leaders lead", p -> p.leader() == p.preferredLeader()));
        lines.add(quorum(policy, state));
        return new DurabilityChecklist(lines);
    }

    /**
     * Tells whether the cluster meets the policy.
     *
     * @return {@code true} if every line is met
     */
    public boolean isMet() {
        return lines.stream().allMatch(Line::met);
    }

    /**
     * Returns the list as text for people.
     *
     * @return a line each
     */
    public String describe() {
        return lines.stream().map(Line::describe).collect(Collectors.joining("\n"));
    }

    private static Line partitions(
            DurabilityPolicy policy, ClusterState state, String question, Predicate<Partition> good) {
        List<String> bad = new ArrayList<>();
        int all = 0;
        for (Topic topic : covered(policy, state)) {
            for (Partition partition : topic.partitions()) {
                all++;
                if (!good.test(partition)) {
                    bad.add(topic.topicPartition(partition.index()) + " with leader " + partition.leader()
                            + ", replicas " + partition.replicas() + ", ISR " + partition.isr());
                }
            }
        }
        return line(
                question,
                state.topics(),
                bad.isEmpty(),
                all - bad.size() + " of " + all + " partitions" + (bad.isEmpty() ? "" : ", not so " + bad.get(0)));
    }

    private static Line minIsr(DurabilityPolicy policy, ClusterState state) {
        int wanted = policy.minInSyncReplicas();
        Collection<Topic> topics = covered(policy, state);
        List<String> bad = topics.stream()
                .filter(topic -> state.minInSyncReplicas(topic.name()).orElse(0) < wanted)
                .map(Topic::name)
                .toList();
        OptionalInt lowest = state.brokerConfigs().orElse(Map.of()).values().stream()
                .mapToInt(configs -> configs.intValue("min.insync.replicas").orElse(0))
                .min();
        String seen = topics.size() - bad.size() + " of " + topics.size() + " topics"
                + (bad.isEmpty() ? "" : ", not so " + bad.get(0)) + "; default of the brokers "
                + (lowest.isPresent() ? lowest.getAsInt() : "unknown");
        boolean met = bad.isEmpty() && lowest.orElse(0) >= wanted;
        Observed<?> needed = state.topicConfigs().isComplete() ? state.brokerConfigs() : state.topicConfigs();
        return line("min.insync.replicas " + wanted + " everywhere", needed, met, seen);
    }

    private static Line quorum(DurabilityPolicy policy, ClusterState state) {
        int voters =
                state.quorum().value().map(quorum -> quorum.voters().size()).orElse(0);
        int leader = state.quorum()
                .value()
                .map(MetadataQuorum::leadership)
                .map(MetadataQuorum.Leadership::leaderId)
                .orElse(-1);
        return line(
                "quorum " + policy.controllers() + " of " + policy.controllers(),
                state.quorum(),
                voters >= policy.controllers() && leader >= 0,
                voters + " voters, leader " + leader);
    }

    private static Line line(String question, Observed<?> needed, boolean met, String seen) {
        return needed.isComplete()
                ? new Line(question, met, seen)
                : new Line(
                        question,
                        false,
                        "not seen: " + needed.gaps().stream().map(Gap::describe).collect(Collectors.joining("; ")));
    }

    private static Collection<Topic> covered(DurabilityPolicy policy, ClusterState state) {
        return state.topics().orElse(Map.of()).values().stream()
                .filter(topic -> policy.covers(topic.name()))
                .toList();
    }
}
