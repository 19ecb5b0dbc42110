// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.state;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The stages of a node's turn in a roll, in order. */
public enum NodeStage {
    /** Its turn has not come. */
    WAITING,
    /** It may be stopped now, and that it will be is written down. */
    SELECTED,
    /** Its process is being ended. */
    STOPPING,
    /** Its process is gone; binaries and configuration are being replaced. */
    SWAPPING,
    /** It is being started. */
    STARTING,
    /** Its process runs; it has yet to be in the cluster, and in every ISR that it was in. */
    REJOINING,
    /** It is back in sync, and its leaders are coming back to it. */
    LEADERS_RETURNING,
    /** Everything is back; it is watched for a while. */
    COOLING_DOWN,
    /** Its turn is over. */
    DONE,
    /** It could not be brought back, or not in time. */
    FAILED;

    private static final Map<NodeStage, Set<NodeStage>> NEXT = Map.of(
            WAITING, Set.of(SELECTED, STOPPING, SWAPPING, STARTING, REJOINING, DONE),
            SELECTED, Set.of(STOPPING, SWAPPING, WAITING),
            STOPPING, Set.of(SWAPPING, STARTING, FAILED),
            SWAPPING, Set.of(STOPPING, STARTING, FAILED),
            STARTING, Set.of(REJOINING, FAILED),
            REJOINING, Set.of(STARTING, LEADERS_RETURNING, FAILED),
            LEADERS_RETURNING, Set.of(COOLING_DOWN, FAILED),
            COOLING_DOWN, Set.of(DONE, FAILED),
            DONE, Set.of(WAITING),
            FAILED, Set.of(WAITING));

    /**
     * Tells whether another stage may follow this one.
     *
     * @param next the other one
     * @return {@code true} if it may
     */
    public boolean mayBecome(NodeStage next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /**
     * Tells whether the node is, or may be, out of service in this stage.
     *
     * @return {@code true} from the stop until it is back in sync, and after a failure
     */
    public boolean isOut() {
        return switch (this) {
            case STOPPING, SWAPPING, STARTING, REJOINING, FAILED -> true;
            case WAITING, SELECTED, LEADERS_RETURNING, COOLING_DOWN, DONE -> false;
        };
    }

    /**
     * Returns the stage in words for people.
     *
     * @return for example {@code leaders returning}
     */
    public String describe() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
