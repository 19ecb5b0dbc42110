// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

/**
 * The first step after which the old binaries can never run again.
 *
 * @param where which step it is
 * @param description what exactly, and why, in a sentence
 */
public record PointOfNoReturn(Where where, String description) {
    /** Which step it is. */
    public enum Where {
        /** There is none: every step can be taken back. */
        NOWHERE,
        /** When the first broker starts without its {@code inter.broker.protocol.version} pin. */
        PROTOCOL_ROLL,
        /** When the first irreversible feature level is finalized. */
        FINALIZATION
    }
}
