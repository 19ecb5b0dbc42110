// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.List;

/** Sentences, the first hundred of them: a plan that is wrong a million times needs no million lines to say so. */
final class VerifierNotes {
    private static final int MOST = 100;

    private final List<String> notes = new ArrayList<>();
    private int left;

    void add(String note) {
        if (notes.size() < MOST) {
            notes.add(note);
        } else {
            left++;
        }
    }

    List<String> all() {
        List<String> all = new ArrayList<>(notes);
        if (left > 0) {
            all.add("... and " + left + " more");
        }
        return all;
    }
}
