// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a minor release.
 *
 * @param line which
 * @param newestProtocol its newest {@code inter.broker.protocol.version}; empty from 4.0 on
 * @param minMetadataVersion the lowest {@code metadata.version} that it starts with; empty before KRaft was ready (3.3)
 * @param maxMetadataVersion the highest that it supports for production, which it also takes for a new cluster
 * @param java the lowest Java that its brokers run on
 * @param maxFeatureLevels the highest level of the other features; one that is not in it is not supported
 */
public record ReleaseFacts(
        ReleaseLine line,
        Optional<String> newestProtocol,
        OptionalInt minMetadataVersion,
        OptionalInt maxMetadataVersion,
        int java,
        Map<String, Integer> maxFeatureLevels) {
    /**
     * Copies the levels.
     *
     * @param line which
     * @param newestProtocol its newest inter-broker protocol
     * @param minMetadataVersion the lowest metadata.version
     * @param maxMetadataVersion the highest metadata.version
     * @param java the lowest Java
     * @param maxFeatureLevels the highest level of the other features
     */
    public ReleaseFacts {
        maxFeatureLevels = Map.copyOf(maxFeatureLevels);
    }

    /**
     * Returns the highest level of a feature that this release knows.
     *
     * @param feature its name
     * @return the level; 0 if it does not know the feature
     */
    public int maxLevel(String feature) {
        return ReleaseTable.METADATA_VERSION.equals(feature)
                ? maxMetadataVersion.orElse(0)
                : maxFeatureLevels.getOrDefault(feature, 0);
    }
}
