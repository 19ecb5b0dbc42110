// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/** Why a partition is changed. The first that applies. */
public enum MoveReason {
    /** The caller named the target. */
    EXPLICIT,
    /** A replica is on a broker that goes, is replaced or is offline. */
    BROKER_LEAVES,
    /** The partition gets more replicas. */
    REPLICATION_FACTOR_RAISED,
    /** The partition loses replicas. */
    REPLICATION_FACTOR_LOWERED,
    /** Its replicas were not spread over racks as the rule asks for. */
    RACKS,
    /** A new broker gets its share. */
    NEW_BROKER,
    /** A broker held more than its share, or another less. */
    BALANCE,
    /** Only the order of its replicas changes, so that another one leads. No data is copied. */
    LEADERSHIP
}
