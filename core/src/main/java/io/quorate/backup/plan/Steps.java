// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Collects what is decided. */
final class Steps {
    private static final String SEE = "see that the principal of the restore can read it, and plan again";

    private final List<RestoreStep> steps = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    void add(RestoreStep step) {
        steps.add(step);
    }

    void same(RestoreSection section, String subject) {
        steps.add(new RestoreStep.Same(section, subject));
    }

    void refuse(RestoreSection section, String subject, String reason, String remedy) {
        steps.add(new RestoreStep.Refused(section, subject, reason, remedy));
    }

    void notPossible(RestoreSection section, String subject, String reason) {
        steps.add(new RestoreStep.NotPossible(section, subject, reason));
    }

    /** Something that is on the target only, and stays there. */
    void keep(String what) {
        kept.add(what);
    }

    /**
     * Returns what the backup has, and says what it lacks. What the cluster of the backup did not have is not lacking.
     */
    <T> Optional<T> saved(RestoreSection section, Observed<T> saved) {
        for (Gap gap : saved.gaps()) {
            if (gap.kind() != Gap.Kind.UNSUPPORTED) {
                notPossible(section, gap.subject(), "not in the backup: " + gap.kind() + " (" + gap.cause() + ")");
            }
        }
        return saved.value();
    }

    /** Returns what the target has; if nobody knows, the whole section is refused. */
    <T> Optional<T> seen(RestoreSection section, Observed<T> seen) {
        if (seen.value().isEmpty()) {
            Gap gap = seen.gaps().get(0);
            String remedy =
                    gap.kind() == Gap.Kind.UNSUPPORTED ? "switch it on in the target, or leave the section out" : SEE;
            refuse(section, section.name().toLowerCase(Locale.ROOT), unseen(gap), remedy);
        }
        return seen.value();
    }

    /** Something is not among what was seen: is it not there, or could it just not be seen? */
    boolean isAbsent(RestoreSection section, String subject, Observed<?> seen) {
        if (seen.isComplete()) {
            return true;
        }
        refuse(
                section,
                subject,
                "not seen, and not all was seen: " + unseen(seen.gaps().get(0)),
                SEE);
        return false;
    }

    static String unseen(Gap gap) {
        return gap.describe();
    }

    List<RestoreStep> steps() {
        return steps;
    }

    List<String> kept() {
        return kept;
    }
}
