// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

/** A part of a cluster's state that can be asked for by itself. The brokers are always asked for. */
public enum Section {
    /** The metadata quorum. Needs Kafka 3.3 and KRaft. */
    QUORUM,
    /** The finalized features. Needs Kafka 2.7. */
    FEATURES,
    /** Topics and partitions. */
    TOPICS,
    /** The configs of topics that decide about safety. */
    TOPIC_CONFIGS,
    /** The configs of brokers that decide about safety, and the cluster-wide defaults. */
    BROKER_CONFIGS,
    /** The ongoing reassignments. Needs Kafka 2.4. */
    REASSIGNMENTS,
    /** The log dirs and the sizes of what is in them. Free space needs Kafka 3.3 (KIP-827). */
    LOG_DIRS
}
