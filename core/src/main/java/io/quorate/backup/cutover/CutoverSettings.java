// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the caller of a check asks for. */
record CutoverSettings(
        TopicMapping mapping,
        Predicate<String> topics,
        Predicate<String> groups,
        Set<String> mayDiffer,
        Set<String> transactional,
        Set<String> principalsLeftOut,
        Limits limits,
        Map<CutoverRule, String> accepted) {

    /** How long, how much, how old. */
    record Limits(Duration stableFor, Duration repeatBudget, Duration rollbackAge) {}
}
