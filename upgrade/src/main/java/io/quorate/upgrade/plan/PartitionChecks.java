// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The checks of partitions: available, redundant, replicated, and not on the move. */
final class PartitionChecks {
    private final ClusterState state;
    private final RestartPolicy policy;
    private final List<String> unavailable = new ArrayList<>();
    private final List<String> underReplicated = new ArrayList<>();
    private final List<String> tight = new ArrayList<>();
    private final List<String> unclean = new ArrayList<>();

    PartitionChecks(ClusterState state, RestartPolicy policy) {
        this.state = state;
        this.policy = policy;
    }

    void check(Findings findings) {
        unavailable.addAll(Findings.unseen(state.topics()));
        tight.addAll(Findings.unseen(state.topicConfigs()));
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            look(topic);
        }
        findings.failedIfAny(
                PreflightCheck.AVAILABILITY,
                unavailable,
                "Repair them first: an upgrade makes nothing better and hides what was there before.");
        findings.failedIfAny(
                PreflightCheck.REDUNDANCY,
                tight,
                "Raise the replication factor, or name the topics in RestartPolicy.interruptibleTopics if they may"
                        + " be interrupted.");
        findings.failedIfAny(
                PreflightCheck.REPLICATION, underReplicated, "Wait until every replica has joined the ISR.");
        findings.warningIfAny(
                PreflightCheck.UNCLEAN_ELECTION,
                unclean,
                "Acknowledged records are lost if the last in-sync replica goes. Switch it off for the upgrade.");
        reassignments(findings);
    }

    private void look(Topic topic) {
        OptionalInt minIsr = state.minInSyncReplicas(topic.name());
        if (minIsr.isEmpty() && state.topicConfigs().isComplete()) {
            tight.add("min.insync.replicas of " + topic.name() + " was not read");
        }
        int tightest = Integer.MAX_VALUE;
        for (int index = 0; index < topic.partitionCount(); index++) {
            int replicas = topic.replicationFactor(index);
            int inSync = 0;
            for (int position = 0; position < replicas; position++) {
                inSync += topic.isInSync(index, topic.replica(index, position)) ? 1 : 0;
            }
            if (topic.leader(index) == Partition.NO_LEADER) {
                unavailable.add(topic.topicPartition(index) + " has no leader");
            } else if (minIsr.isPresent() && inSync < Math.min(minIsr.getAsInt(), replicas)) {
                unavailable.add(topic.topicPartition(index) + " has " + inSync
                        + " in-sync replicas and min.insync.replicas=" + minIsr.getAsInt());
            }
            if (inSync < replicas) {
                underReplicated.add(
                        topic.topicPartition(index) + " has " + inSync + " of " + replicas + " replicas in sync");
            }
            tightest = Math.min(tightest, replicas);
        }
        redundancy(topic, tightest, minIsr.orElse(1));
        ConfigSet configs = state.topicConfigs().orElse(Map.of()).get(topic.name());
        if (configs != null
                && configs.value("unclean.leader.election.enable")
                        .orElse("false")
                        .equals("true")) {
            unclean.add(topic.name() + " has unclean.leader.election.enable=true");
        }
    }

    private void redundancy(Topic topic, int replicas, int minIsr) {
        if (policy.interruptibleTopics().contains(topic.name()) || topic.partitionCount() == 0) {
            return;
        }
        int needed = Math.max(Math.min(minIsr, replicas) + policy.isrMargin(), 1);
        if (replicas <= needed) {
            tight.add(topic.name() + " has " + replicas + " replicas and min.insync.replicas=" + minIsr
                    + (policy.isrMargin() == 0 ? "" : " with a margin of " + policy.isrMargin())
                    + ": no broker with one of them can be stopped");
        }
    }

    private void reassignments(Findings findings) {
        List<String> saw = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (Gap gap : state.reassignments().gaps()) {
            (gap.kind() == Gap.Kind.UNSUPPORTED ? unseen : saw).add("could not see " + gap.describe());
        }
        state.reassignments()
                .orElse(List.of())
                .forEach(ongoing -> saw.add(ongoing.partition() + " is being reassigned to " + ongoing.target()));
        if (saw.isEmpty()) {
            findings.warningIfAny(PreflightCheck.REASSIGNMENTS, unseen, "Make sure that none is going on.");
        } else {
            findings.failed(PreflightCheck.REASSIGNMENTS, saw, "Wait until it is done, or cancel it.");
        }
    }
}
