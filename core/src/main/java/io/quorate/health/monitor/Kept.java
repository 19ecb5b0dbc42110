// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The last good reading of a section, never newer than it is. */
final class Kept<T> {
    /** What is not allowed or not known to the brokers is not asked for sooner than the rest. */
    static final Set<Gap.Kind> LASTING = EnumSet.of(Gap.Kind.DENIED, Gap.Kind.UNSUPPORTED);

    private @Nullable Observed<T> section;
    private Instant readAt = Instant.MIN;
    private Instant askedAt = Instant.MIN;
    private boolean failed;

    /** A reading that failed does not replace one that did not. */
    void put(Observed<T> read, Instant at) {
        askedAt = at;
        failed = read.gaps().stream().anyMatch(gap -> !LASTING.contains(gap.kind()));
        if (read.value().isPresent() || value().isEmpty()) {
            section = read;
            readAt = at;
        }
    }

    void change(UnaryOperator<Observed<T>> with) {
        if (section != null) {
            section = with.apply(section);
        }
    }

    Optional<T> value() {
        return section == null ? Optional.empty() : section.value();
    }

    /** Something that did not answer is asked for again at each look. */
    boolean isDue(Instant now, Duration interval) {
        return failed || !askedAt.plus(interval).isAfter(now);
    }

    Optional<Observed<T>> section(Instant now, Duration longest) {
        return section == null || readAt.plus(longest).isBefore(now) ? Optional.empty() : Optional.of(section);
    }

    Optional<Instant> readBefore(Instant look) {
        return value().isPresent() && readAt.isBefore(look) ? Optional.of(readAt) : Optional.empty();
    }
}
