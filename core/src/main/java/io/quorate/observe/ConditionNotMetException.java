// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.error.KafkaOperationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A cluster did not come to meet a condition in the time it was given. */
public final class ConditionNotMetException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    /** What was still missing at the last look. */
    private final ArrayList<String> missing;

    ConditionNotMetException(Duration timeout, List<String> missing) {
        super(
                "Gave up waiting for the cluster after " + timeout + ". Still missing (" + missing.size() + "): "
                        + missing.stream().limit(SHOWN).collect(Collectors.joining("; "))
                        + (missing.size() > SHOWN ? "; and more" : "") + ".",
                null);
        this.missing = new ArrayList<>(missing);
    }

    /**
     * Returns what was still missing at the last look.
     *
     * @return a sentence for each thing
     */
    public List<String> missing() {
        return List.copyOf(missing);
    }
}
