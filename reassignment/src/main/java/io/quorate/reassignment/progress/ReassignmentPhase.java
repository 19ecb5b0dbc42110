// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.progress;

/** What a run is at. */
public enum ReassignmentPhase {
    /** It looks at the cluster and writes down what it is about to change. */
    PREPARING,
    /** It copies replicas. */
    MOVING,
    /** It copies partitions that have one replica only: few at a time, and from healthy brokers. */
    MOVING_SINGLE_REPLICAS,
    /** It elects preferred leaders where the plan changed them. */
    ELECTING_LEADERS,
    /** It moves replicas between the log dirs of their brokers. */
    MOVING_LOG_DIRS,
    /** It reads back what the plan promised. */
    CHECKING,
    /** It takes back what it did. */
    GOING_BACK,
    /** It takes its throttle and its cordon away. */
    CLEANING_UP,
    /** It has ended. */
    ENDED
}
