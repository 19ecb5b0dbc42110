// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.Map;

/**
 * What one node says of its software. The protocol never tells a release; it follows from this, down to the minor number.
 *
 * @param nodeId the node
 * @param supportedFeatures the feature levels that it could finalize, by name; without {@code metadata.version} it keeps its
 *     metadata in ZooKeeper
 * @param protocol its {@code inter.broker.protocol.version}; unavailable with gap kind {@code UNSUPPORTED} where the node has
 *     none
 * @param apis the requests that it answers, by API key; asked only where the others do not tell the release
 */
public record NodeSoftware(
        int nodeId,
        Observed<Map<String, VersionRange>> supportedFeatures,
        Observed<InterBrokerProtocol> protocol,
        Observed<Map<Integer, VersionRange>> apis) {}
