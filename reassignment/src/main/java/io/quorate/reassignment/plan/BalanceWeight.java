// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/** What is made even between brokers, in proportion to their capacity. */
public enum BalanceWeight {
    /** The number of replicas. */
    COUNT,
    /** The bytes of replicas, within a band around the mean. */
    BYTES
}
