// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.upgrade.version.ReleaseTable;
import io.quorate.upgrade.version.UpgradePath;
import java.util.List;

/**
 * Every check that is made before an upgrade starts. All are made, whatever the first ones find; each has an id, a severity
 * and a remedy, and those that are a matter of judgement can be overridden in the request, with a reason. Pure.
 */
public final class Preflight {
    private Preflight() {}

    /**
     * Checks.
     *
     * @param survey what the upgrade is decided on
     * @param request what is wanted
     * @param path what the release tables say about it
     * @param finalization the feature levels that would be raised
     * @param table what is known of releases
     * @return what was found
     */
    public static PreflightReport check(
            UpgradeSurvey survey,
            UpgradeRequest request,
            UpgradePath path,
            List<FinalizationStep> finalization,
            ReleaseTable table) {
        Findings findings = new Findings(request.overrides());
        new NodeChecks(survey, request).check(findings, path, table);
        new PartitionChecks(survey.state(), request.policy()).check(findings);
        new ConfigChecks(survey, request).check(findings, finalization);
        new SurroundingsChecks(survey, request.target()).check(findings, table);
        return findings.report();
    }
}
