// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a cluster stands, for the question where it can go.
 *
 * @param era where it keeps its metadata
 * @param nodes what every node runs
 * @param finalized the finalized feature levels; empty if they could not be read, which no KRaft cluster gets past
 * @param protocols the {@code inter.broker.protocol.version} that each broker speaks now, by node id; ZooKeeper era only
 * @param maxLogDirs the largest number of log dirs of a broker; empty if not known
 */
public record PathQuery(
        Era era,
        Map<Integer, DetectedVersion> nodes,
        Optional<Map<String, Integer>> finalized,
        Map<Integer, String> protocols,
        OptionalInt maxLogDirs) {
    /**
     * Copies the maps.
     *
     * @param era where it keeps its metadata
     * @param nodes what every node runs
     * @param finalized the finalized feature levels
     * @param protocols the protocol that each broker speaks
     * @param maxLogDirs the largest number of log dirs
     */
    public PathQuery {
        nodes = Map.copyOf(nodes);
        finalized = finalized.map(Map::copyOf);
        protocols = Map.copyOf(protocols);
    }

    /**
     * Returns the minor release that a protocol came with.
     *
     * @param protocol for example {@code 2.8-IV1} or {@code 2.8}
     * @return the minor release, or empty if the text is none of Kafka's
     */
    public static Optional<ReleaseLine> protocolLine(String protocol) {
        String[] parts = protocol.split("[.-]", -1);
        try {
            return parts.length < 2
                    ? Optional.empty()
                    : Optional.of(new ReleaseLine(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
