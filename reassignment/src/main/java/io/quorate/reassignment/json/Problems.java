// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that one reading tells all of it; of a file that is wrong everywhere, the first hundred. */
final class Problems {
    private static final int KEPT = 100;

    private final List<String> kept = new ArrayList<>();
    private int count;

    void add(String problem) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(problem);
        }
    }

    void throwIfAny() {
        if (count > 0) {
            throw new ReassignmentJsonException(kept, count);
        }
    }
}
