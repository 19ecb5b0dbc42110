// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import org.jspecify.annotations.Nullable;

/** The key of a record in a topic: unique, so that compaction drops nothing. */
record JournalKey(String clusterId, String planId, long number) {
    private static final String SEPARATOR = "/";

    static JournalKey parse(@Nullable String text) {
        String[] parts = text == null ? new String[0] : text.split(SEPARATOR, -1);
        try {
            if (parts.length == 3) {
                return new JournalKey(parts[0], parts[1], Long.parseLong(parts[2]));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new JournalException(
                "Did not read the journal: the key \"" + text
                        + "\" is not one of Quorate's. Is the topic used for something else? Name another one.",
                null);
    }

    @Override
    public String toString() {
        return clusterId + SEPARATOR + planId + SEPARATOR + number;
    }
}
