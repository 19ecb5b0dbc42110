// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.time.Time;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.plan.UpgradePlan;
import java.util.List;

/** Everything that the parts of a run share. */
record RunContext(
        UpgradePlan plan,
        ClusterGateway gateway,
        BrokerLifecycle lifecycle,
        RunLog log,
        RunSettings settings,
        Control control,
        Board board,
        Crew crew) {
    Time time() {
        return control.time();
    }

    /** Does something for each node of a wave. */
    interface Crew {
        /** Runs all to their end, at the same time or not, and throws what the first one threw. */
        void all(List<Runnable> tasks);
    }
}
