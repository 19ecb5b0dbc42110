// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.Gap;
import org.apache.kafka.common.errors.TimeoutException;

/** Makes what an observer throws, which nobody outside its package can. */
public final class Unreachable {
    private Unreachable() {}

    public static ClusterObservationException cluster() {
        return new ClusterObservationException(
                new Gap("brokers", Gap.Kind.UNREACHABLE, "TimeoutException: no answer"), new TimeoutException());
    }
}
