// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

/** How bad a finding is, the least first. */
public enum HealthSeverity {
    /** Worth knowing; nobody has to get up. */
    INFO,
    /** Everything works, but somebody should look today. */
    WARNING,
    /** Somebody should look now. */
    CRITICAL
}
