// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import io.quorate.error.KafkaOperationException;

/** Topics are not as declared, so the application should not start. The message lists every violation with its remedy. */
public final class TopicsViolatedException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    private final transient TopicReport report;

    TopicsViolatedException(TopicReport report) {
        super("Topics are not as declared: " + report.describe(), null);
        this.report = report;
    }

    /**
     * Returns what was found.
     *
     * @return the report
     */
    public TopicReport report() {
        return report;
    }
}
