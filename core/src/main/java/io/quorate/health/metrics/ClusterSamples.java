// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is shown of brokers, log dirs and partitions. Nothing is made for a partition that is well. */
final class ClusterSamples {
    /** The host and port of a broker that is not registered. */
    private static final String NOWHERE = "unknown";

    private final ClusterState state;
    private final boolean stale;
    private final Samples samples;

    /**
     * Creates them.
     *
     * @param stale whether no quorum vouches for what brokers tell: then what is wrong is shown, and what is well is not known
     */
    ClusterSamples(ClusterState state, boolean stale, Samples samples) {
        this.state = state;
        this.stale = stale;
        this.samples = samples;
    }

    void brokers(Set<Integer> missing) {
        state.brokers().value().ifPresent(all -> {
            int online = (int) all.stream().filter(Broker::isOnline).count();
            samples.put(Family.BROKERS, vouched(online));
            samples.put(Family.BROKERS_FENCED, vouched(all.size() - online));
            samples.put(Family.BROKERS_EXPECTED, vouched(online + missing.size()));
            Set<Integer> unregistered = new TreeSet<>(missing);
            for (Broker broker : all) {
                unregistered.remove(broker.nodeId());
                samples.put(
                        Family.BROKER_ONLINE,
                        broker.isOnline() ? vouched(1) : 0,
                        String.valueOf(broker.nodeId()),
                        broker.endpoint().host(),
                        String.valueOf(broker.endpoint().port()));
            }
            unregistered.forEach(
                    nodeId -> samples.put(Family.BROKER_ONLINE, 0, String.valueOf(nodeId), NOWHERE, NOWHERE));
        });
    }

    private double vouched(double value) {
        return stale ? Samples.UNKNOWN : value;
    }

    void logDirs() {
        state.logDirs().orElse(Map.of()).forEach((nodeId, dirs) -> dirs.forEach(dir -> logDir(nodeId, dir)));
    }

    private void logDir(int nodeId, LogDir dir) {
        String broker = String.valueOf(nodeId);
        samples.put(Family.LOG_DIR_ONLINE, dir.problem().isPresent() ? 0 : 1, broker, dir.path());
        dir.space()
                .filter(space -> space.totalBytes() > 0)
                .ifPresent(space -> samples.put(
                        Family.LOG_DIR_USABLE, (double) space.usableBytes() / space.totalBytes(), broker, dir.path()));
    }

    void partitions(int maxTopics) {
        state.topics().value().ifPresent(topics -> {
            Tally tally = new Tally();
            topics.values().forEach(tally::add);
            boolean all = !stale && state.topics().isComplete();
            samples.put(Family.TOPICS, vouched(topics.size()));
            samples.put(Family.PARTITIONS, vouched(tally.partitions));
            show(Family.OFFLINE, tally.offline, all, maxTopics);
            show(Family.UNDER_REPLICATED, tally.underReplicated, all, maxTopics);
            show(Family.UNDER_MIN_ISR, tally.underMinIsr, all && !tally.minIsrUnknown, maxTopics);
            show(Family.AT_MIN_ISR, tally.atMinIsr, all && !tally.minIsrUnknown, maxTopics);
        });
        state.reassignments().value().ifPresent(ongoing -> {
            Map<String, Integer> byTopic = new HashMap<>();
            for (OngoingReassignment reassignment : ongoing) {
                byTopic.merge(reassignment.partition().topic(), 1, Integer::sum);
            }
            show(Family.REASSIGNING, byTopic, !stale && state.reassignments().isComplete(), maxTopics);
        });
    }

    /** None found is 0 only if all were looked at. */
    private void show(Family family, Map<String, Integer> byTopic, boolean complete, int maxTopics) {
        int sum = byTopic.values().stream().mapToInt(Integer::intValue).sum();
        samples.put(family, sum == 0 && !complete ? Samples.UNKNOWN : sum, Family.TOTAL);
        samples.putLargest(family, byTopic, maxTopics);
    }

    private final class Tally {
        private final Map<String, Integer> offline = new HashMap<>();
        private final Map<String, Integer> underReplicated = new HashMap<>();
        private final Map<String, Integer> underMinIsr = new HashMap<>();
        private final Map<String, Integer> atMinIsr = new HashMap<>();
        private int partitions;
        private boolean minIsrUnknown;

        private void add(Topic topic) {
            partitions += topic.partitionCount();
            int minIsr = state.minInSyncReplicas(topic.name()).orElse(-1);
            minIsrUnknown |= minIsr < 0;
            for (int index = 0; index < topic.partitionCount(); index++) {
                int replicas = topic.replicationFactor(index);
                int isr = inSync(topic, index, replicas);
                count(offline, topic, topic.leader(index) < 0);
                count(underReplicated, topic, isr < replicas);
                if (minIsr >= 0) {
                    int needed = Math.min(minIsr, replicas);
                    count(underMinIsr, topic, isr < needed);
                    count(atMinIsr, topic, isr == needed && isr < replicas);
                }
            }
        }

        private static int inSync(Topic topic, int index, int replicas) {
            int isr = 0;
            for (int position = 0; position < replicas; position++) {
                if (topic.isInSync(index, topic.replica(index, position))) {
                    isr++;
                }
            }
            return isr;
        }

        private static void count(Map<String, Integer> byTopic, Topic topic, boolean counts) {
            if (counts) {
                byTopic.merge(topic.name(), 1, Integer::sum);
            }
        }
    }
}
