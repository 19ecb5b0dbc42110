// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.plan.MoveReason;

/** Why a partition changes, in words. */
final class Reasons {
    private Reasons() {}

    static String words(MoveReason reason) {
        return switch (reason) {
            case EXPLICIT -> "the request names the target";
            case BROKER_LEAVES -> "a replica is on a broker that goes, is replaced or is offline";
            case REPLICATION_FACTOR_RAISED -> "gets more replicas";
            case REPLICATION_FACTOR_LOWERED -> "loses replicas";
            case RACKS -> "replicas were not spread over racks";
            case NEW_BROKER -> "a new broker gets its share";
            case BALANCE -> "a broker held more than its share, or another less";
            case LEADERSHIP -> "another replica leads; no data is copied";
        };
    }
}
