// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import java.util.Optional;

/**
 * What is known of the software that one node runs. What is not known stays unknown: a plan can still be made with it,
 * but no feature level is finalized.
 *
 * @param nodeId the node
 * @param line the minor release, or empty if nobody could tell
 * @param exact the release with its patch number; the protocol never tells it, the node's lifecycle may
 * @param evidence what the answer rests on, or why there is none
 */
public record DetectedVersion(int nodeId, Optional<ReleaseLine> line, Optional<KafkaVersion> exact, String evidence) {
    /**
     * Checks that the parts agree.
     *
     * @param nodeId the node
     * @param line the minor release
     * @param exact the release with its patch number
     * @param evidence what the answer rests on
     * @throws IllegalArgumentException if {@code exact} is of another minor release than {@code line}
     */
    public DetectedVersion {
        if (exact.isPresent() && !exact.map(KafkaVersion::line).equals(line)) {
            throw new IllegalArgumentException("Node " + nodeId + " cannot be of " + line + " and be " + exact.get());
        }
    }

    /**
     * The protocol told the minor release.
     *
     * @param nodeId the node
     * @param line the minor release
     * @param evidence what it was seen by
     * @return the version without its patch number
     */
    public static DetectedVersion ofLine(int nodeId, ReleaseLine line, String evidence) {
        return new DetectedVersion(nodeId, Optional.of(line), Optional.empty(), evidence);
    }

    /**
     * Somebody who knows the node's files told the release.
     *
     * @param nodeId the node
     * @param version the release
     * @param evidence who told
     * @return the version
     */
    public static DetectedVersion ofExact(int nodeId, KafkaVersion version, String evidence) {
        return new DetectedVersion(nodeId, Optional.of(version.line()), Optional.of(version), evidence);
    }

    /**
     * Nobody could tell.
     *
     * @param nodeId the node
     * @param why what was tried and what came back
     * @return an unknown version
     */
    public static DetectedVersion unknown(int nodeId, String why) {
        return new DetectedVersion(nodeId, Optional.empty(), Optional.empty(), why);
    }

    /**
     * Returns the version as a word for people.
     *
     * @return for example {@code 4.3.1}, {@code 4.3.x} or {@code unknown}
     */
    public String describe() {
        return exact.map(KafkaVersion::toString)
                .or(() -> line.map(found -> found + ".x"))
                .orElse("unknown");
    }
}
