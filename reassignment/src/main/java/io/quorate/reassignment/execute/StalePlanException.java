// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.error.KafkaOperationException;
import java.util.ArrayList;
import java.util.List;

/** A plan does not fit the cluster any more: somebody else changed what it was made for. */
public final class StalePlanException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /** A sentence for each change. */
    private final ArrayList<String> changes;

    StalePlanException(List<String> changes) {
        super(
                "Stopped: the plan does not fit the cluster any more: " + String.join("; ", changes)
                        + ". Plan again and look at the new plan.",
                null);
        this.changes = new ArrayList<>(changes);
    }

    /**
     * Returns what has changed.
     *
     * @return a sentence for each change
     */
    public List<String> changes() {
        return List.copyOf(changes);
    }
}
