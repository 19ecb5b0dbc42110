// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.upgrade.plan.PreflightFinding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what the checks find, and remembers what was overridden. */
final class Findings {
    /** Enough to act on; a cluster with a million partitions can have as many things to say. */
    private static final int KEPT = 200;

    private final Map<PreflightCheck, String> overrides;
    private final List<PreflightFinding> all = new ArrayList<>();

    Findings(Map<PreflightCheck, String> overrides) {
        this.overrides = overrides;
    }

    void passed(PreflightCheck check, String... saw) {
        all.add(new PreflightFinding(check, Severity.PASSED, List.of(saw), "", Optional.empty()));
    }

    void warning(PreflightCheck check, List<String> saw, String remedy) {
        all.add(new PreflightFinding(check, Severity.WARNING, kept(saw), remedy, Optional.empty()));
    }

    void failed(PreflightCheck check, List<String> saw, String remedy) {
        all.add(new PreflightFinding(
                check, Severity.FAILED, kept(saw), remedy, Optional.ofNullable(overrides.get(check))));
    }

    void impossible(PreflightCheck check, List<String> saw, String remedy) {
        all.add(new PreflightFinding(check, Severity.IMPOSSIBLE, kept(saw), remedy, Optional.empty()));
    }

    /** Fails if there is something to say, and passes if there is nothing. */
    void failedIfAny(PreflightCheck check, List<String> saw, String remedy) {
        if (saw.isEmpty()) {
            passed(check);
        } else {
            failed(check, saw, remedy);
        }
    }

    /** Warns if there is something to say, and passes if there is nothing. */
    void warningIfAny(PreflightCheck check, List<String> saw, String remedy) {
        if (saw.isEmpty()) {
            passed(check);
        } else {
            warning(check, saw, remedy);
        }
    }

    /** What could not be seen of a section, in words. */
    static List<String> unseen(Observed<?> section) {
        List<String> words = new ArrayList<>();
        for (Gap gap : section.gaps()) {
            words.add("could not see " + gap.describe());
        }
        return words;
    }

    private static List<String> kept(List<String> saw) {
        if (saw.size() <= KEPT) {
            return saw;
        }
        List<String> kept = new ArrayList<>(saw.subList(0, KEPT));
        kept.add("and " + (saw.size() - KEPT) + " more");
        return kept;
    }

    PreflightReport report() {
        return new PreflightReport(all.stream()
                .sorted(java.util.Comparator.comparing(PreflightFinding::check))
                .toList());
    }
}
