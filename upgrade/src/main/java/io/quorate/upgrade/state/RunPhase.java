// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.state;

/** What a run is at. */
public enum RunPhase {
    /** Looks at the cluster, and writes down what it must be like afterwards. */
    PREPARING,
    /** Takes one wave of nodes after the other. */
    ROLLING,
    /** Compares the cluster with what was written down. */
    VERIFYING,
    /** Raises feature levels, or takes the pin of the protocol away. */
    FINALIZING,
    /** Goes back to the old release. */
    ROLLING_BACK,
    /** Does nothing any more. */
    ENDED
}
