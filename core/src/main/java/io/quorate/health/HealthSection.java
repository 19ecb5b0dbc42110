// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Observed;
import java.util.Locale;

/** The parts of what is seen of a cluster, each of which can be hidden for a reason of its own. */
public enum HealthSection {
    /** Which brokers are registered. */
    BROKERS,
    /** How the controllers are. */
    QUORUM,
    /** The finalized feature levels. */
    FEATURES,
    /** Topics, their partitions, leaders and in-sync replicas. */
    TOPICS,
    /** {@code min.insync.replicas} and what else is set on topics. */
    TOPIC_CONFIGS,
    /** What is set on brokers. */
    BROKER_CONFIGS,
    /** What is set for all brokers. */
    CLUSTER_DEFAULTS,
    /** Which partitions are being reassigned. */
    REASSIGNMENTS,
    /** The disks. */
    LOG_DIRS;

    Observed<?> of(ClusterState state) {
        return switch (this) {
            case BROKERS -> state.brokers();
            case QUORUM -> state.quorum();
            case FEATURES -> state.features();
            case TOPICS -> state.topics();
            case TOPIC_CONFIGS -> state.topicConfigs();
            case BROKER_CONFIGS -> state.brokerConfigs();
            case CLUSTER_DEFAULTS -> state.clusterDefaults();
            case REASSIGNMENTS -> state.reassignments();
            case LOG_DIRS -> state.logDirs();
        };
    }

    /** The section as words for people. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
