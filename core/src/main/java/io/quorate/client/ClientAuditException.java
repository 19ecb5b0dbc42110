// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import io.quorate.error.KafkaOperationException;
import java.util.stream.Collectors;

/** The settings of a client are not fit for what it must be good at. */
public final class ClientAuditException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    private final transient AuditReport report;

    /**
     * Creates an exception.
     *
     * @param report a report with errors
     */
    public ClientAuditException(AuditReport report) {
        super(
                "The " + report.role().lowerCase() + " is not fit to run. "
                        + report.errors().stream()
                                .map(AuditFinding::describe)
                                .collect(Collectors.joining("\n  ", "\n  ", "")),
                null);
        this.report = report;
    }

    /**
     * Returns the report.
     *
     * @return what the audit found
     */
    public AuditReport report() {
        return report;
    }
}
