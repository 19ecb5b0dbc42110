// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.error.KafkaOperationException;
import java.util.ArrayList;
import java.util.List;

/** An upgrade, its finalization or its rollback was not begun. Nothing was changed. */
public final class UpgradeRefusedException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /** Sentences. */
    private final ArrayList<String> reasons;

    UpgradeRefusedException(String what, List<String> reasons) {
        super("Did not " + what + ", nothing was changed: " + String.join(" ", reasons), null);
        this.reasons = new ArrayList<>(reasons);
    }

    /**
     * Returns why not.
     *
     * @return a sentence or more for each reason
     */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }
}
