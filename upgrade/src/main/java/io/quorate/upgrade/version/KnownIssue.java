// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import java.util.Optional;

/**
 * Something that is wrong with released versions.
 *
 * @param from the first with it
 * @param to the last with it
 * @param era only clusters that keep their metadata there; empty for both
 * @param severity how bad it is for an upgrade
 * @param id where it is described, for example {@code KAFKA-15353}
 * @param instead the first release without it
 * @param what what goes wrong
 */
public record KnownIssue(
        KafkaVersion from,
        KafkaVersion to,
        Optional<Era> era,
        Severity severity,
        String id,
        KafkaVersion instead,
        String what) {
    /** How bad it is for an upgrade. */
    public enum Severity {
        /** Brokers should not run it. */
        BAD,
        /** Good to know. */
        NOTE
    }

    /**
     * Tells whether a release has it.
     *
     * @param version the release
     * @param in where the cluster keeps its metadata
     * @return {@code true} if it does
     */
    public boolean concerns(KafkaVersion version, Era in) {
        return version.isAtLeast(from) && to.isAtLeast(version) && era.orElse(in) == in;
    }

    /**
     * Returns the issue as text for people.
     *
     * @return a sentence
     */
    public String describe() {
        return what + " (" + id + "); take " + instead + " or newer.";
    }
}
