// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.upgrade.plan.GateReason.Kind;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The part of the gate that looks at partitions. */
final class PartitionGate {
    private static final String WAIT =
            "Wait until another replica has joined the ISR, or raise the replication factor.";

    private final RestartPolicy policy;
    private final ClusterState state;
    private final Set<Integer> toStop;
    private final Set<Integer> alreadyDown;
    private final Set<Integer> down;

    /** {@code down} are all nodes that are, or will be, down: {@code toStop}, {@code alreadyDown} and foreign ones. */
    PartitionGate(
            RestartPolicy policy,
            ClusterState state,
            Set<Integer> toStop,
            Set<Integer> alreadyDown,
            Set<Integer> down) {
        this.policy = policy;
        this.state = state;
        this.toStop = toStop;
        this.alreadyDown = alreadyDown;
        this.down = down;
    }

    void check(List<GateReason> reasons) {
        if (!policy.level().demands(SafetyLevel.HEALTHY_PARTITIONS_STAY_HEALTHY)) {
            return;
        }
        reasons.addAll(RestartGate.gaps(state.topics(), gap -> true));
        // A topic that was created or deleted in between is a gap of its own, below or not at all.
        reasons.addAll(RestartGate.gaps(state.topicConfigs(), gap -> gap.kind() != Gap.Kind.VANISHED));
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            OptionalInt minIsr = state.minInSyncReplicas(topic.name());
            boolean unread = false;
            for (int index = 0; index < topic.partitionCount(); index++) {
                if (policy.level() == SafetyLevel.FULLY_REPLICATED) {
                    checkReplicated(topic, index, reasons);
                }
                if (!isTouched(topic, index) || policy.interruptibleTopics().contains(topic.name())) {
                    continue;
                }
                if (minIsr.isPresent()) {
                    checkPartition(topic, index, minIsr.getAsInt(), reasons);
                } else if (!unread) {
                    unread = true;
                    reasons.add(RestartGate.notObserved(
                            "min.insync.replicas of topic " + topic.name(), "it was not read."));
                }
            }
        }
    }

    private void checkReplicated(Topic topic, int index, List<GateReason> reasons) {
        for (int position = 0; position < topic.replicationFactor(index); position++) {
            int replica = topic.replica(index, position);
            if (!alreadyDown.contains(replica) && !topic.isInSync(index, replica)) {
                reasons.add(new GateReason(
                        Kind.UNDER_REPLICATED,
                        topic.topicPartition(index).toString(),
                        "replica " + replica + " is not in ISR "
                                + topic.partition(index).isr() + ".",
                        "Wait until it has caught up."));
                return;
            }
        }
    }

    private boolean isTouched(Topic topic, int index) {
        for (int position = 0; position < topic.replicationFactor(index); position++) {
            if (toStop.contains(topic.replica(index, position))) {
                return true;
            }
        }
        return false;
    }

    private void checkPartition(Topic topic, int index, int minInSyncReplicas, List<GateReason> reasons) {
        int replicas = topic.replicationFactor(index);
        int inSync = 0;
        int downInSync = 0;
        int stoppedInSync = 0;
        for (int position = 0; position < replicas; position++) {
            int replica = topic.replica(index, position);
            if (topic.isInSync(index, replica)) {
                inSync++;
                downInSync += down.contains(replica) ? 1 : 0;
                stoppedInSync += toStop.contains(replica) ? 1 : 0;
            }
        }
        int minIsr = Math.min(minInSyncReplicas, replicas);
        int left = inSync - downInSync;
        int now = left + stoppedInSync;
        boolean leaderless = topic.leader(index) == Partition.NO_LEADER;
        if (left == 0 || leaderless) {
            if (stoppedInSync > 0 || now == 0 || leaderless) {
                reasons.add(reason(
                        Kind.OFFLINE, topic, index, leaderless ? " and no leader now." : ", so it would go offline."));
            }
        } else if (now < minIsr) {
            if (policy.level().demands(SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY)) {
                reasons.add(reason(
                        Kind.ALREADY_UNDER_MIN_ISR,
                        topic,
                        index,
                        " and min.insync.replicas=" + minIsr
                                + ", so it is under min ISR already and this would delay its recovery."));
            }
        } else if (left < minIsr + policy.isrMargin()) {
            reasons.add(reason(
                    Kind.UNDER_MIN_ISR,
                    topic,
                    index,
                    ", of which " + left + " would stay; min.insync.replicas=" + minIsr
                            + (policy.isrMargin() == 0 ? "" : " and a margin of " + policy.isrMargin())
                            + " ask for " + (minIsr + policy.isrMargin()) + "."));
        }
    }

    private static GateReason reason(Kind kind, Topic topic, int index, String saw) {
        return new GateReason(
                kind,
                topic.topicPartition(index).toString(),
                "has ISR " + topic.partition(index).isr() + saw,
                WAIT);
    }
}
