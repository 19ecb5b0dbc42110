// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.cluster.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a rule finds: what is wrong, and what nobody could read. Both at once, and all of it. */
final class Findings {
    private static final String LOOK_AGAIN = "Make it readable and look again";

    private final CutoverRule rule;
    private final List<CutoverFinding> wrong = new ArrayList<>();
    private final List<CutoverFinding> unread = new ArrayList<>();

    Findings(CutoverRule rule) {
        this.rule = rule;
    }

    void wrong(String subject, String seen, String remedy) {
        wrong.add(new CutoverFinding(subject, seen, remedy + "."));
    }

    void unread(String subject, String why) {
        unread(subject, why, LOOK_AGAIN);
    }

    void unread(String subject, String why, String remedy) {
        unread.add(new CutoverFinding(subject, why, remedy + "."));
    }

    /** What was read of a section; what was not is found to be unread. */
    <T> Optional<T> read(String subject, Observed<T> section) {
        if (!section.isComplete()) {
            unread(subject, Copies.gaps(section.gaps()));
        }
        return section.value();
    }

    CutoverItem item(String seenWhenKept, Map<CutoverRule, String> accepted) {
        if (!wrong.isEmpty()) {
            List<CutoverFinding> all = new ArrayList<>(wrong);
            all.addAll(unread);
            return new CutoverItem.Failed(rule, all);
        }
        if (unread.isEmpty()) {
            return new CutoverItem.Passed(rule, seenWhenKept);
        }
        @Nullable String reason = accepted.get(rule);
        return reason == null ? new CutoverItem.Unknown(rule, unread) : new CutoverItem.Accepted(rule, reason, unread);
    }
}
