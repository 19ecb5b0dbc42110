// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks one set of {@link TopicRules} against policies and against topics. */
final class RuleCheck {
    private static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";
    private static final String UNCLEAN = "unclean.leader.election.enable";

    private final TopicRules rules;
    private final Map<Integer, String> racks = new HashMap<>();
    private final int rackCount;

    RuleCheck(TopicRules rules, ClusterState state) {
        this.rules = rules;
        for (Broker broker : state.brokers().orElse(List.of())) {
            if (broker.rack() != null) {
                racks.put(broker.nodeId(), broker.rack());
            }
        }
        this.rackCount = new HashSet<>(racks.values()).size();
    }

    /** What of a policy breaks the rules whatever the cluster is like. */
    static List<String> declared(TopicRules rules, TopicPolicy policy) {
        List<String> problems = new ArrayList<>();
        rules.minReplicationFactor()
                .ifPresent(least -> policy.replicationFactor().ifPresent(declared -> {
                    if (declared < least) {
                        problems.add(policy.subject() + " declares replication factor " + declared
                                + ", the rule wants at least " + least);
                    }
                }));
        rules.minInSyncReplicas().ifPresent(least -> {
            String declared = policy.configs().get(MIN_INSYNC_REPLICAS);
            if (declared != null && Integer.parseInt(declared.trim()) < least) {
                problems.add(policy.subject() + " declares " + MIN_INSYNC_REPLICAS + " " + declared
                        + ", the rule wants at least " + least);
            }
        });
        if (rules.forbidsUncleanLeaderElection()
                && "true".equals(policy.configs().get(UNCLEAN))) {
            problems.add(policy.subject() + " declares " + UNCLEAN + ", which the rule forbids");
        }
        rules.namePattern().ifPresent(pattern -> policy.topic()
                .filter(name -> !pattern.matcher(name).matches())
                .ifPresent(name ->
                        problems.add("topic " + name + " does not match the rule for names, /" + pattern + "/")));
        rules.partitions().ifPresent(range -> policy.partitions()
                .filter(declared -> declared.minimum() < range.minimum() || declared.maximum() > range.maximum())
                .ifPresent(declared -> problems.add(
                        policy.subject() + " declares " + declared + " partitions, the rule wants " + range)));
        return problems;
    }

    List<TopicDrift> check(Topic topic, Optional<ConfigSet> configs) {
        List<TopicDrift> drifts = new ArrayList<>();
        replicas(topic, drifts);
        configs.ifPresent(values -> configs(topic, values, drifts));
        if (!topic.isInternal()) {
            names(topic, drifts);
        }
        return drifts;
    }

    private void replicas(Topic topic, List<TopicDrift> drifts) {
        int fewest = fewestReplicas(topic);
        int unspread = -1;
        for (int index = 0; index < topic.partitionCount(); index++) {
            if (unspread < 0 && rules.wantsRacksSpanned() && !spansRacks(topic, index)) {
                unspread = index;
            }
        }
        if (rules.minReplicationFactor().isPresent()
                && fewest < rules.minReplicationFactor().getAsInt()) {
            drifts.add(new TopicDrift.RuleBroken(
                    topic.name(),
                    "the rule wants replication factor "
                            + rules.minReplicationFactor().getAsInt() + " at least, and a partition has " + fewest,
                    "raise it: ReassignmentGoal.replicationFactor(...) of the reassignment module"));
        }
        if (unspread >= 0) {
            drifts.add(new TopicDrift.RuleBroken(
                    topic.name(),
                    "the rule wants replicas in as many racks as there can be, and partition " + unspread + " is on "
                            + topic.partition(unspread).replicas(),
                    "spread them: ReassignmentGoal.repairRacks() of the reassignment module"));
        }
    }

    /** A partition whose brokers have no rack is not judged: there is nothing to span. Makes no object per partition. */
    private boolean spansRacks(Topic topic, int index) {
        int replicas = topic.replicationFactor(index);
        int spanned = 0;
        for (int position = 0; position < replicas; position++) {
            String rack = racks.get(topic.replica(index, position));
            if (rack == null) {
                return true;
            }
            int before = 0;
            while (before < position && !rack.equals(racks.get(topic.replica(index, before)))) {
                before++;
            }
            spanned += before == position ? 1 : 0;
        }
        return spanned >= Math.min(replicas, rackCount);
    }

    private static int fewestReplicas(Topic topic) {
        int fewest = Integer.MAX_VALUE;
        for (int index = 0; index < topic.partitionCount(); index++) {
            fewest = Math.min(fewest, topic.replicationFactor(index));
        }
        return fewest;
    }

    private void configs(Topic topic, ConfigSet values, List<TopicDrift> drifts) {
        rules.minInSyncReplicas()
                .ifPresent(least -> values.intValue(MIN_INSYNC_REPLICAS).ifPresent(seen -> {
                    int fewest = fewestReplicas(topic);
                    if (seen < least || seen >= fewest) {
                        drifts.add(new TopicDrift.RuleBroken(
                                topic.name(),
                                "the rule wants " + MIN_INSYNC_REPLICAS + " " + least
                                        + " at least and below the replication factor, it is " + seen
                                        + " with replication factor " + fewest,
                                seen < least && least < fewest
                                        ? "set it to " + least + " when every ISR is full"
                                        : "raise the replication factor first, then set it to " + least));
                    }
                }));
        if (rules.forbidsUncleanLeaderElection()
                && "true".equals(values.value(UNCLEAN).orElse("false"))) {
            drifts.add(new TopicDrift.RuleBroken(
                    topic.name(),
                    "the rule forbids " + UNCLEAN + ", and it is true",
                    "set it to false on the topic, or on all brokers"));
        }
    }

    private void names(Topic topic, List<TopicDrift> drifts) {
        rules.namePattern()
                .filter(pattern -> !pattern.matcher(topic.name()).matches())
                .ifPresent(pattern -> drifts.add(new TopicDrift.RuleBroken(
                        topic.name(),
                        "the name does not match the rule for names, /" + pattern + "/",
                        "move its users to a topic with another name")));
        rules.partitions()
                .filter(range -> topic.partitionCount() < range.minimum() || topic.partitionCount() > range.maximum())
                .ifPresent(range -> drifts.add(new TopicDrift.RuleBroken(
                        topic.name(),
                        "the rule wants " + range + " partitions, it has " + topic.partitionCount(),
                        "declare it with the right number, or change the rule")));
    }
}
