// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.progress.UpgradeListener;
import java.time.Duration;

/** What a run is told by the one who starts it, beside the plan. */
record RunSettings(
        Timeouts timeouts, Pace pace, Approval approval, SnapshotWait snapshotWait, UpgradeListener listener) {
    /** Whether somebody must approve after the first node of each role. */
    enum Approval {
        NOT_NEEDED,
        NEEDED
    }

    /** How long things may take. */
    record Timeouts(Duration stop, Duration node, Duration gate, Duration leaders) {}

    /** How often to look, how many looks in a row must agree, and how long to watch a node after its turn. */
    record Pace(Duration poll, int looks, Duration coolDown, Duration canarySoak) {}

    /** How long to wait for metadata snapshots: where they can be seen, and where they cannot; zero: refuse then. */
    record SnapshotWait(Duration seen, Duration unseen) {}
}
