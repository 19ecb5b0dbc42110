// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

/**
 * A simple answer for an application's own health endpoint.
 *
 * @param ok whether all is well
 * @param reason why, for people
 */
public record ProbeAnswer(boolean ok, String reason) {
    static ProbeAnswer yes(String reason) {
        return new ProbeAnswer(true, reason);
    }

    static ProbeAnswer no(String reason) {
        return new ProbeAnswer(false, reason);
    }
}
