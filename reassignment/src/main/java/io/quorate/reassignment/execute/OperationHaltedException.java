// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.error.KafkaOperationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation stopped half-way, at a place where the cluster is consistent. Planning again and running the new plan goes
 * on from there.
 */
public final class OperationHaltedException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /** A sentence for each reason. */
    private final ArrayList<String> reasons;

    OperationHaltedException(String what, List<String> reasons, @Nullable Throwable cause) {
        super(
                "Stopped at: " + what + ". " + String.join("; ", reasons)
                        + ". The cluster is consistent; mend the cause, plan again, and run the new plan.",
                cause);
        this.reasons = new ArrayList<>(reasons);
    }

    /**
     * Returns why it stopped.
     *
     * @return a sentence for each reason
     */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }
}
