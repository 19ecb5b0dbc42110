// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.plan.UpgradeSurvey;

/**
 * Restarts every node of a cluster with the binaries that it has: for another static configuration, another JVM, another
 * machine image. It is an upgrade without a target: the same gates, journal and resumption.
 */
public final class RollingRestart {
    private final RollingUpgradeCoordinator coordinator;

    private RollingRestart(RollingUpgradeCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * Returns a rolling restart.
     *
     * @param coordinator who carries it out
     * @return the restart
     */
    public static RollingRestart using(RollingUpgradeCoordinator coordinator) {
        return new RollingRestart(coordinator);
    }

    /**
     * Plans and begins, or resumes after a crash.
     *
     * @param survey the cluster as it was just seen
     * @param request what is wanted, from {@link UpgradeRequest#restart()}
     * @return the run, which goes on in a thread of its own
     * @throws IllegalArgumentException if the request has a target release
     * @throws UpgradeRefusedException if its preflight failed, or another run is not finished; nothing was changed
     * @throws io.quorate.upgrade.journal.JournalOwnershipException if another coordinator is at work
     */
    public UpgradeExecution start(UpgradeSurvey survey, UpgradeRequest request) {
        if (request.target().isPresent()) {
            throw new IllegalArgumentException("Did not restart anything: the request is to upgrade to "
                    + request.target().get() + ". Use UpgradeRequest.restart(), or plan an upgrade.");
        }
        UpgradePlan plan = UpgradePlanner.targeting(request).plan(survey);
        return coordinator.start(plan);
    }
}
