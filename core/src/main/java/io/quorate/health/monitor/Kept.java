// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The last good reading of a section, never newer than it is. */
final class Kept<T> {
    private @Nullable Observed<T> section;
    private Instant readAt = Instant.MIN;
    private boolean complete;

    /** A reading that failed does not replace one that did not. */
    void put(Observed<T> read, Instant at) {
        complete = read.isComplete();
        if (read.value().isPresent()) {
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

    /** Something that is missing is asked for again at each look. */
    boolean isDue(Instant now, Duration interval) {
        return section == null || !complete || !readAt.plus(interval).isAfter(now);
    }

    Optional<Observed<T>> section(Instant now, Duration longest) {
        return section == null || readAt.plus(longest).isBefore(now) ? Optional.empty() : Optional.of(section);
    }

    Optional<Instant> readBefore(Instant look) {
        return section != null && readAt.isBefore(look) ? Optional.of(readAt) : Optional.empty();
    }
}
