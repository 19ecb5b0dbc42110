// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/** How much of a cluster may be moved to reach a goal. */
public enum MovementPolicy {
    /** Only what must move does: replicas on brokers that go, new replicas, and replicas that break the rack rule. */
    FORCED_ONLY,
    /** Replicas move onto the new brokers only; no broker that was there before receives one. */
    NEW_BROKERS_ONLY,
    /** Replicas move until every broker holds its share, as few of them as that needs. */
    FULL_BALANCE
}
