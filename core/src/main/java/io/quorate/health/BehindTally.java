// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Topic;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Counts by broker the replicas that are out of sync, and looks for what explains it. */
final class BehindTally {
    /** Less is no more than the segment that is just being written or deleted. */
    private static final long FAR_BEHIND = 1 << 20;

    private final ClusterState state;
    private final Roster roster;
    private final LogDirRules logDirs;
    private final Throttles throttles;
    private final Map<Integer, Tally> byBroker = new TreeMap<>();

    BehindTally(ClusterState state, Roster roster, LogDirRules logDirs, Throttles throttles) {
        this.state = state;
        this.roster = roster;
        this.logDirs = logDirs;
        this.throttles = throttles;
    }

    private static final class Tally {
        private final Set<BehindBroker.Cause> causes = EnumSet.noneOf(BehindBroker.Cause.class);
        private int partitions;
        private long missingBytes;
    }

    /** Since when brokers have been behind, and now. */
    record Since(Map<Integer, Instant> behindSince, Instant now) {}

    /**
     * Adds a partition that has replicas out of sync.
     *
     * @param adding the replicas that a reassignment is adding: they have a right to be out of sync; null if there is none
     * @return false if all that are out of sync are just being added
     */
    boolean add(Topic topic, int index, @Nullable List<Integer> adding) {
        boolean found = false;
        for (int position = 0; position < topic.replicationFactor(index); position++) {
            int nodeId = topic.replica(index, position);
            if (!topic.isInSync(index, nodeId) && (adding == null || !adding.contains(nodeId))) {
                Tally tally = byBroker.computeIfAbsent(nodeId, id -> new Tally());
                tally.partitions++;
                tally.missingBytes += missingBytes(topic, index, nodeId);
                if (adding != null) {
                    tally.causes.add(BehindBroker.Cause.REASSIGNMENT);
                }
                if (throttles.holdBack(topic.name(), index, topic.leader(index), nodeId)) {
                    tally.causes.add(BehindBroker.Cause.THROTTLED);
                }
                found = true;
            }
        }
        return found;
    }

    private long missingBytes(Topic topic, int index, int nodeId) {
        List<LogDir> dirs = state.logDirs().orElse(Map.of()).get(nodeId);
        if (dirs == null) {
            return 0;
        }
        TopicPartition partition = topic.topicPartition(index);
        long own = dirs.stream().mapToLong(dir -> dir.size(partition).orElse(0)).sum();
        long missing = state.sizeOf(partition).orElse(0) - own;
        return missing < FAR_BEHIND ? 0 : missing;
    }

    Set<Integer> nodeIds() {
        return byBroker.keySet();
    }

    /** The brokers that are behind, the one with most replicas first. */
    List<BehindBroker> brokers(Since since) {
        return byBroker.entrySet().stream()
                .map(entry -> behind(entry.getKey(), entry.getValue(), since))
                .sorted(Comparator.comparingInt(BehindBroker::partitions)
                        .reversed()
                        .thenComparingInt(BehindBroker::nodeId))
                .toList();
    }

    private BehindBroker behind(int nodeId, Tally tally, Since since) {
        Set<BehindBroker.Cause> causes = EnumSet.copyOf(tally.causes);
        if (!roster.isOnline(nodeId)) {
            causes.add(BehindBroker.Cause.BROKER_DOWN);
        } else if (roster.silent().containsKey(nodeId)) {
            causes.add(BehindBroker.Cause.BROKER_SILENT);
        }
        if (logDirs.hasFailed(nodeId)) {
            causes.add(BehindBroker.Cause.LOG_DIR_FAILED);
        } else if (tally.missingBytes > 0) {
            causes.add(BehindBroker.Cause.FAR_BEHIND);
        }
        if (logDirs.isFull(nodeId)) {
            causes.add(BehindBroker.Cause.LOG_DIR_FULL);
        }
        if (causes.isEmpty()) {
            causes.add(BehindBroker.Cause.UNEXPLAINED);
        }
        return new BehindBroker(
                nodeId,
                tally.partitions,
                HealthMemory.lasting(since.behindSince(), nodeId, since.now()),
                tally.missingBytes,
                causes);
    }
}
