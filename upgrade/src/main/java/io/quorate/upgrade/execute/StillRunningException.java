// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.error.KafkaOperationException;
import java.time.Duration;

/** A run has not ended within the time that somebody was ready to wait. It goes on. */
public final class StillRunningException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    StillRunningException(Duration timeout, String progress) {
        super(
                "The upgrade has not ended within " + timeout + "; it goes on. Wait again, pause it, or close it. Now: "
                        + progress,
                null);
    }
}
