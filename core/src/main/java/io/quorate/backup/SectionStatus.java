// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.cluster.Observed;

/** How much of a section is in the document, spelled as there. */
enum SectionStatus {
    OK,
    PARTIAL,
    UNAVAILABLE;

    static SectionStatus of(Observed<?> section) {
        return section.isComplete() ? OK : section.value().isPresent() ? PARTIAL : UNAVAILABLE;
    }
}
