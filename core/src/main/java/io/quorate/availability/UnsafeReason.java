// SPDX-License-Identifier: Apache-2.0
package io.quorate.availability;

import io.quorate.cluster.Gap;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Why nodes may not go away now. */
public sealed interface UnsafeReason {
    /**
     * Returns what would happen, or what is not known.
     *
     * @return a sentence with values
     */
    String describe();

    /**
     * Returns what to do about it.
     *
     * @return a sentence
     */
    String remedy();

    /**
     * A partition would have no leader.
     *
     * @param partition which
     * @param isr its in-sync replicas now
     */
    record PartitionOffline(TopicPartition partition, List<Integer> isr) implements UnsafeReason {
        @Override
        public String describe() {
            return partition + " has ISR " + isr + ", so nobody could read or write it.";
        }

        @Override
        public String remedy() {
            return "Raise its replication factor, or wait until another replica is in the ISR.";
        }
    }

    /**
     * A partition would refuse {@code acks=all}.
     *
     * @param partition which
     * @param isr its in-sync replicas now
     * @param minIsr the effective {@code min.insync.replicas}
     */
    record UnderMinIsr(TopicPartition partition, List<Integer> isr, int minIsr) implements UnsafeReason {
        @Override
        public String describe() {
            return partition + " has ISR " + isr + " and min.insync.replicas=" + minIsr
                    + ", so acks=all producers would stall.";
        }

        @Override
        public String remedy() {
            return "Wait until another replica has joined the ISR, or raise the replication factor.";
        }
    }

    /**
     * The controllers could not decide any more, or nobody knows whether they could.
     *
     * @param impact what happens to the quorum
     */
    record QuorumNotKept(QuorumImpact impact) implements UnsafeReason {
        @Override
        public String describe() {
            return "The metadata " + impact.describe() + ".";
        }

        @Override
        public String remedy() {
            return "Wait until every other controller is caught up (kafka-metadata-quorum.sh describe --replication), or"
                    + " add controllers.";
        }
    }

    /**
     * Another node is taken for alive and does not follow the metadata log any more. It may have died a moment ago, so its
     * place in the ISRs was not counted; this explains the other reasons, and does not stand alone.
     *
     * @param nodeId the other node
     * @param behind for how long it has not had everything
     */
    record SilentNode(int nodeId, Duration behind) implements UnsafeReason {
        @Override
        public String describe() {
            return "Node " + nodeId + " has not kept up with the metadata log for " + behind.toSeconds()
                    + " s; it may be dead, although it is still in ISRs.";
        }

        @Override
        public String remedy() {
            return "Wait until it has caught up, or is fenced and out of every ISR.";
        }
    }

    /**
     * A node is not part of the cluster as far as it was seen.
     *
     * @param nodeId its id
     */
    record UnknownNode(int nodeId) implements UnsafeReason {
        @Override
        public String describe() {
            return "Node " + nodeId + " is neither a registered broker nor a controller of the quorum.";
        }

        @Override
        public String remedy() {
            return "Check the id.";
        }
    }

    /**
     * Something that decides could not be seen.
     *
     * @param gap what and why
     */
    record NotObserved(Gap gap) implements UnsafeReason {
        @Override
        public String describe() {
            return "Could not see " + gap.describe() + ".";
        }

        @Override
        public String remedy() {
            return "Make it readable and observe again; what cannot be seen is never taken for safe.";
        }
    }
}
