// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Topic;
import io.quorate.upgrade.plan.NodeStep;
import io.quorate.upgrade.version.Era;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What a node still lacks to be back in the cluster. That its port is open says nothing: a broker with the wrong protocol
 * version answers clients and never joins an ISR.
 */
record Rejoining(Era era, Set<String> outOfSyncBefore) {
    private static final Duration TOLERANCE = Duration.ofSeconds(5);
    private static final int SHOWN = 5;

    /** Sentences; none if the node is back. */
    List<String> missing(ClusterState state, NodeStep step) {
        List<String> missing = new ArrayList<>();
        if (step.role().isController() && era == Era.KRAFT) {
            checkController(state, step.nodeId(), missing);
        }
        if (step.role().isBroker()) {
            checkBroker(state, step.nodeId(), missing);
        }
        return missing;
    }

    private void checkController(ClusterState state, int nodeId, List<String> missing) {
        state.quorum().gaps().forEach(gap -> missing.add("could not see " + gap.describe()));
        MetadataQuorum quorum = state.quorum().value().orElse(null);
        if (quorum == null) {
            return;
        }
        if (quorum.leadership().leaderId() < 0) {
            missing.add("the quorum has no leader");
        }
        if (quorum.replica(nodeId).isEmpty()) {
            missing.add("controller " + nodeId + " does not follow the quorum");
        }
        quorum.voters().stream()
                .filter(voter -> !quorum.isCaughtUp(voter, TOLERANCE))
                .forEach(voter -> missing.add("controller " + voter.nodeId() + " has not caught up"));
    }

    private void checkBroker(ClusterState state, int nodeId, List<String> missing) {
        if (!state.onlineBrokers().contains(nodeId)) {
            missing.add("broker " + nodeId + " is "
                    + (state.broker(nodeId).isPresent() ? "registered but fenced" : "not registered"));
            return;
        }
        // A topic that was deleted since it was listed is no gap that matters.
        state.topics().gaps().stream()
                .filter(gap -> gap.kind() != Gap.Kind.VANISHED)
                .forEach(gap -> missing.add("could not see " + gap.describe()));
        List<String> behind = new ArrayList<>();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            for (int index = 0; index < topic.partitionCount(); index++) {
                if (isBehind(topic, index, nodeId)) {
                    behind.add(topic.topicPartition(index).toString());
                }
            }
        }
        if (!behind.isEmpty()) {
            missing.add("broker " + nodeId + " is not in the ISR of " + behind.size() + " of its partitions, "
                    + behind.subList(0, Math.min(SHOWN, behind.size())));
        }
    }

    private boolean isBehind(Topic topic, int index, int nodeId) {
        for (int position = 0; position < topic.replicationFactor(index); position++) {
            if (topic.replica(index, position) == nodeId) {
                return !topic.isInSync(index, nodeId)
                        && !outOfSyncBefore.contains(replica(topic.topicPartition(index), nodeId));
            }
        }
        return false;
    }

    /** How a replica is named in what was written down before the run. */
    static String replica(TopicPartition partition, int nodeId) {
        return partition + "/" + nodeId;
    }
}
