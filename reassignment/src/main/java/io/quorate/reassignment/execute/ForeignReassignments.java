// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

/** What to do when somebody else reassigns partitions of the plan. Theirs are never cancelled. */
public enum ForeignReassignments {
    /** Wait until they have ended, and look again. */
    WAIT,
    /** Do not start the run. Those that begin while it runs are waited for. */
    REFUSE
}
