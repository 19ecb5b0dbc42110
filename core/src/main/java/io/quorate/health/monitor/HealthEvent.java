// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.health.HealthStatus;
import io.quorate.health.group.GroupStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A difference between two looks at a cluster. What changes and changes back between two looks is not seen at all; an ISR or
 * a leader that changes for a single look is not told either.
 */
public sealed interface HealthEvent {
    /**
     * Returns when the look began that has shown it.
     *
     * @return the time; the change itself is older
     */
    Instant at();

    /**
     * Returns it for people.
     *
     * @return a sentence
     */
    String describe();

    /**
     * Replicas fell out of the ISR of a partition, and were still out at the next look.
     *
     * @param at when it was seen
     * @param partition which
     * @param before the ISR before
     * @param after the ISR now
     */
    record IsrShrank(Instant at, TopicPartition partition, List<Integer> before, List<Integer> after)
            implements HealthEvent {
        /**
         * Copies the lists.
         *
         * @param at when it was seen
         * @param partition which
         * @param before the ISR before
         * @param after the ISR now
         */
        public IsrShrank {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        @Override
        public String describe() {
            return "ISR of " + partition + " shrank from " + before + " to " + after;
        }
    }

    /**
     * Replicas came into the ISR of a partition, and were still in at the next look. Where some came and others went, both
     * events are told.
     *
     * @param at when it was seen
     * @param partition which
     * @param before the ISR before
     * @param after the ISR now
     */
    record IsrExpanded(Instant at, TopicPartition partition, List<Integer> before, List<Integer> after)
            implements HealthEvent {
        /**
         * Copies the lists.
         *
         * @param at when it was seen
         * @param partition which
         * @param before the ISR before
         * @param after the ISR now
         */
        public IsrExpanded {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        @Override
        public String describe() {
            return "ISR of " + partition + " expanded from " + before + " to " + after;
        }
    }

    /**
     * Another broker leads a partition, and still did at the next look.
     *
     * @param at when it was seen
     * @param partition which
     * @param before the node id of the leader before
     * @param after the node id of the leader now
     */
    record LeaderChanged(Instant at, TopicPartition partition, int before, int after) implements HealthEvent {
        @Override
        public String describe() {
            return "leader of " + partition + " changed from " + before + " to " + after;
        }
    }

    /**
     * A partition has no leader: nobody can read or write it. Told at once.
     *
     * @param at when it was seen
     * @param partition which
     * @param lastLeader the node id of the leader before
     */
    record PartitionOffline(Instant at, TopicPartition partition, int lastLeader) implements HealthEvent {
        @Override
        public String describe() {
            return partition + " is offline, broker " + lastLeader + " led it";
        }
    }

    /**
     * A partition has a leader again. Told at the second look in a row that shows one.
     *
     * @param at when it was seen
     * @param partition which
     * @param leader the node id of the leader
     */
    record PartitionOnline(Instant at, TopicPartition partition, int leader) implements HealthEvent {
        @Override
        public String describe() {
            return partition + " is online again, broker " + leader + " leads it";
        }
    }

    /**
     * A broker is fenced or no longer registered. Told at once: the controller has already waited for its session.
     *
     * @param at when it was seen
     * @param nodeId which
     */
    record BrokerFenced(Instant at, int nodeId) implements HealthEvent {
        @Override
        public String describe() {
            return "broker " + nodeId + " is fenced";
        }
    }

    /**
     * A broker is online again, or for the first time. Told at the second look in a row that shows it.
     *
     * @param at when it was seen
     * @param nodeId which
     */
    record BrokerReturned(Instant at, int nodeId) implements HealthEvent {
        @Override
        public String describe() {
            return "broker " + nodeId + " is online";
        }
    }

    /**
     * Another controller is active.
     *
     * @param at when it was seen
     * @param before the node id of the active controller before
     * @param after the node id of the active controller now
     */
    record QuorumLeaderChanged(Instant at, int before, int after) implements HealthEvent {
        @Override
        public String describe() {
            return "active controller changed from " + before + " to " + after;
        }
    }

    /**
     * A topic was deleted and created again: its records are gone.
     *
     * @param at when it was seen
     * @param topic its name
     * @param before its id before
     * @param after its id now
     */
    record TopicRecreated(Instant at, String topic, Uuid before, Uuid after) implements HealthEvent {
        @Override
        public String describe() {
            return "topic " + topic + " was deleted and created again, its id changed from " + before + " to " + after;
        }
    }

    /**
     * The verdict on the whole cluster is another one.
     *
     * @param at when it was seen
     * @param before the verdict before
     * @param after the verdict now
     * @param reasons the findings of the verdict now that are the reason, for people
     */
    record StatusChanged(Instant at, HealthStatus before, HealthStatus after, String reasons) implements HealthEvent {
        @Override
        public String describe() {
            return "cluster was " + before + " and is " + after + (reasons.isEmpty() ? "" : ": " + reasons);
        }
    }

    /**
     * A consumer group gets on otherwise than when that was known last: {@link GroupStatus#UNKNOWN} in between is not told,
     * and a group that is new is taken to have been {@link GroupStatus#OK}.
     *
     * @param at when it was seen
     * @param groupId which
     * @param before its status before
     * @param after its status now
     * @param reason why
     */
    record GroupStatusChanged(Instant at, String groupId, GroupStatus before, GroupStatus after, String reason)
            implements HealthEvent {
        @Override
        public String describe() {
            return "group " + groupId + " was " + before + " and is " + after + ": " + reason;
        }
    }

    /**
     * Nobody of the cluster answers any more. Told at once.
     *
     * @param at when it was seen
     * @param reason what Kafka's client said
     */
    record ClusterLost(Instant at, String reason) implements HealthEvent {
        @Override
        public String describe() {
            return "nobody of the cluster answers: " + reason;
        }
    }

    /**
     * The cluster answers again.
     *
     * @param at when it was seen
     * @param silentFor since it was lost
     */
    record ClusterBack(Instant at, Duration silentFor) implements HealthEvent {
        @Override
        public String describe() {
            return "the cluster answers again after " + silentFor.toSeconds() + " s";
        }
    }
}
