// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

/** Something unwise about a topology: it will run, and one day it will hurt. */
public sealed interface TopologyFinding permits QuorumFinding, DurabilityFinding, NodeFinding {
    /** How bad it is. The worst comes first. */
    enum Severity {
        /** Records or the cluster are at risk in ordinary operation. */
        ERROR,
        /** A single failure does more harm than it must. */
        WARNING,
        /** Good to know. */
        INFO
    }

    /**
     * Returns how bad it is.
     *
     * @return the severity
     */
    Severity severity();

    /**
     * Returns what is unwise, with the values.
     *
     * @return for people
     */
    String reason();

    /**
     * Returns what to do about it.
     *
     * @return for people
     */
    String remedy();

    /**
     * Returns the finding on one line.
     *
     * @return severity, reason and remedy
     */
    default String describe() {
        return severity() + ": " + reason() + ". " + remedy();
    }
}
