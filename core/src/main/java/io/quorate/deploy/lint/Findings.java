// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import io.quorate.deploy.lint.LintFinding.Severity;
import java.util.List;

/** Where rules put what they find. */
record Findings(List<LintFinding> all) {
    void error(LintRule rule, Place place, String breaks, String fix) {
        all.add(new LintFinding(rule, Severity.ERROR, place, breaks, fix));
    }

    void warning(LintRule rule, Place place, String breaks, String fix) {
        all.add(new LintFinding(rule, Severity.WARNING, place, breaks, fix));
    }
}
