// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;

/** How much of a section is in the document, spelled as there. Only {@code OK} and {@code PARTIAL} have content. */
enum SectionStatus {
    /** All of it. */
    OK,
    /** Some of it; the gaps say what is missing. */
    PARTIAL,
    /** Nothing: the cluster has no such thing, or it could not be read. */
    NOT_AVAILABLE,
    /** Nothing: the principal may not read it. */
    DENIED;

    static SectionStatus of(Observed<?> section) {
        if (section.value().isPresent()) {
            return section.isComplete() ? OK : PARTIAL;
        }
        return section.gaps().get(0).kind() == Gap.Kind.DENIED ? DENIED : NOT_AVAILABLE;
    }

    boolean hasContent() {
        return this == OK || this == PARTIAL;
    }
}
