// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Copies of sections, and what is said of their gaps. */
final class Copies {
    private static final int SHOWN = 3;

    private Copies() {}

    static <T> Observed<T> of(Observed<T> section, UnaryOperator<T> copy) {
        return section.value()
                .map(value -> Observed.of(copy.apply(value), section.gaps()))
                .orElse(section);
    }

    /** The first gaps; a cluster that is down has thousands. */
    static String gaps(List<Gap> gaps) {
        return gaps.stream().limit(SHOWN).map(Gap::describe).collect(Collectors.joining("; "))
                + (gaps.size() > SHOWN ? "; and " + (gaps.size() - SHOWN) + " more" : "");
    }
}
