// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/** What a client must be good at. What is right for one goal is wrong for another, so the audit asks. */
public enum ClientGoal {
    /** Nobody has said. Only what is wrong for every goal is an error. */
    UNSTATED,
    /** What was acknowledged is kept; what was read is processed at least once. */
    ZERO_LOSS,
    /** Transactions: processed exactly once. */
    EXACTLY_ONCE,
    /** Answers soon, and gives up soon. */
    LOW_LATENCY,
    /** Much data. */
    HIGH_THROUGHPUT,
    /** An admin client that changes things. */
    OPERATIONS,
    /** An admin client that only looks, often. */
    MONITORING;

    boolean forbidsLoss() {
        return this == ZERO_LOSS || this == EXACTLY_ONCE;
    }
}
