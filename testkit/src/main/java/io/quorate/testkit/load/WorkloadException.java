// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

/** A workload that did not start, or whose report is not what was asked for. The message says what was seen. */
public class WorkloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkloadException(String message) {
        super(message);
    }

    WorkloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
