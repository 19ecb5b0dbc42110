// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import io.quorate.testkit.load.WorkloadReport;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what a workload found. Each one fails on a report that is not {@link WorkloadReport#isComplete() complete},
 * for its zeros are no verdict; and each failure holds the whole report.
 */
public final class WorkloadReportAssert extends AbstractAssert<WorkloadReportAssert, WorkloadReport> {
    WorkloadReportAssert(WorkloadReport actual) {
        super(actual, WorkloadReportAssert.class);
    }

    /**
     * Verifies that everything that was acknowledged could be checked.
     *
     * @return this
     */
    public WorkloadReportAssert isComplete() {
        isNotNull();
        if (!actual.isComplete()) {
            fail("Expected a complete report, whose zeros mean something, but " + actual.incompleteBecause());
        }
        return this;
    }

    /**
     * Verifies that every acknowledged record is in the log.
     *
     * @return this
     */
    public WorkloadReportAssert lostNothing() {
        return none(actual.lost(), "lost record");
    }

    /**
     * Verifies that no record is in the log twice.
     *
     * @return this
     */
    public WorkloadReportAssert duplicatedNothing() {
        return none(actual.duplicated(), "duplicated record");
    }

    /**
     * Verifies that the records of each producer are in each partition in the order in which it sent them.
     *
     * @return this
     */
    public WorkloadReportAssert isOrdered() {
        return none(actual.reordered(), "reordered record");
    }

    /**
     * Verifies that no record was damaged.
     *
     * @return this
     */
    public WorkloadReportAssert corruptedNothing() {
        return none(actual.corrupt(), "corrupt record");
    }

    /**
     * Verifies that readers of committed records were shown no record of an aborted transaction.
     *
     * @return this
     */
    public WorkloadReportAssert showedNothingAborted() {
        return none(actual.abortedRead(), "record of an aborted transaction that was read");
    }

    /**
     * Verifies that the group's committed offsets never went back.
     *
     * @return this
     */
    public WorkloadReportAssert keptCommittedOffsets() {
        return none(actual.commitRegressions(), "committed offset that went back");
    }

    /**
     * Verifies that nothing at all was wrong with any record or offset.
     *
     * @return this
     */
    public WorkloadReportAssert isClean() {
        isComplete();
        if (!actual.isClean()) {
            fail("Expected a clean report, but it has " + actual.faults());
        }
        return this;
    }

    /**
     * Verifies that something was lost: for tests that show that a setting loses records.
     *
     * @return this
     */
    public WorkloadReportAssert lostSomething() {
        isComplete();
        if (actual.lost() == 0) {
            fail("Expected lost records, but there were none");
        }
        return this;
    }

    /**
     * Verifies that no partition went without an acknowledgement for longer than this while the load was running.
     *
     * @param longest the longest time
     * @return this
     */
    public WorkloadReportAssert wasUnavailableAtMost(Duration longest) {
        isComplete();
        return atMost("an acknowledgement", actual.longestTimeWithoutAck(), longest);
    }

    /**
     * Verifies that no partition went without an acknowledgement for longer than this within one phase.
     *
     * @param phase as given to {@link io.quorate.testkit.load.Workload#mark(String)}
     * @param longest the longest time
     * @return this
     */
    public WorkloadReportAssert wasUnavailableAtMost(String phase, Duration longest) {
        isComplete();
        return atMost(
                "an acknowledgement in phase \"" + phase + "\"",
                actual.phase(phase).longestTimeWithoutAck(),
                longest);
    }

    /**
     * Verifies that the group was never without a new record of a partition for longer than this while the load was running.
     *
     * @param longest the longest time
     * @return this
     */
    public WorkloadReportAssert deliveredWithin(Duration longest) {
        isComplete();
        return atMost("a delivery", actual.longestTimeWithoutDelivery(), longest);
    }

    /**
     * Verifies that enough was acknowledged for the other assertions to mean something.
     *
     * @param records at least this many
     * @return this
     */
    public WorkloadReportAssert acknowledgedAtLeast(long records) {
        isNotNull();
        if (actual.acknowledged() < records) {
            fail("Expected at least %d acknowledged records, but there were %d"
                    .formatted(records, actual.acknowledged()));
        }
        return this;
    }

    private WorkloadReportAssert none(long count, String what) {
        isComplete();
        if (count > 0) {
            fail("Expected no %s, but there were %d".formatted(what, count));
        }
        return this;
    }

    private WorkloadReportAssert atMost(String what, Duration seen, Duration longest) {
        if (seen.compareTo(longest) > 0) {
            fail("Expected no partition to be without %s for longer than %d ms, but one was for %d ms"
                    .formatted(what, longest.toMillis(), seen.toMillis()));
        }
        return this;
    }

    private void fail(String message) {
        failWithMessage("%s", message + "\n" + actual.describe());
    }
}
