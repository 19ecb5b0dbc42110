// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * A node that replicates the metadata log: a voter, or an observer (every broker, and every controller that is not a
 * voter yet).
 *
 * @param nodeId its node id
 * @param directoryId the id of its metadata log directory; {@link Uuid#ZERO_UUID} where the brokers do not say (before
 *     Kafka 3.9)
 * @param progress how far it has come
 */
public record QuorumReplica(int nodeId, Uuid directoryId, Progress progress) {
    /**
     * How far a replica of the metadata log has come, as its leader sees it.
     *
     * @param logEndOffset the end of its log
     * @param lastFetchedAt when it last asked the leader for more; empty if never, or if the brokers do not say
     * @param lastCaughtUpAt when it last had everything; empty if never, or if the brokers do not say
     */
    public record Progress(long logEndOffset, Optional<Instant> lastFetchedAt, Optional<Instant> lastCaughtUpAt) {}
}
