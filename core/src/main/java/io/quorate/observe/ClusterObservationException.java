// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.Gap;
import io.quorate.error.KafkaOperationException;

/** Nobody of the cluster could be reached, so there is no state to speak of. */
public final class ClusterObservationException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    private final transient Gap gap;

    ClusterObservationException(Gap gap, Throwable cause) {
        super(
                "Did not observe the cluster: " + gap.describe()
                        + ". Check bootstrap.servers, the security settings and that a broker runs.",
                cause);
        this.gap = gap;
    }

    /**
     * Returns what could not be read.
     *
     * @return the gap
     */
    public Gap gap() {
        return gap;
    }
}
