// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.progress;

/** What has become of a move, as it was last seen in the cluster. */
public enum MoveState {
    /** It is still to be made. */
    PENDING(false),
    /** Kafka is copying. */
    IN_FLIGHT(false),
    /** Somebody else is reassigning the partition; nothing is done until that has ended. */
    WAITING_FOR_OTHERS(false),
    /** The partition has the replicas of the target, in their order. */
    DONE(true),
    /** Somebody else gave the partition replicas that are neither those of before nor on the way; it is left alone. */
    DRIFTED(true),
    /** Its topic was deleted. */
    SKIPPED_DELETED(true),
    /** Its topic was deleted, and there is another one of the same name now. */
    SKIPPED_RECREATED(true),
    /** Kafka refused it for good. */
    REFUSED(true);

    private final boolean settled;

    MoveState(boolean settled) {
        this.settled = settled;
    }

    /**
     * Tells whether nothing more is done about it.
     *
     * @return {@code true} if it is settled, well or not
     */
    public boolean isSettled() {
        return settled;
    }
}
