// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

/** How a consumer group gets on, over the last looks. It needs no threshold of lag, which every group would want another of. */
public enum GroupStatus {
    /** It has nothing left to read, or comes nearer to the end of its logs. */
    OK,
    /** It reads, and never came nearer to the end of some log in the whole window. */
    LAGGING,
    /** It has members, something to read in some partition, and does not go on there. */
    STALLED,
    /** It has no members and something to read. */
    STOPPED,
    /** It went back to an earlier offset and has not caught up since. */
    REWOUND,
    /** There is too little to say: too few looks so far, no commit, or something could not be read. */
    UNKNOWN;

    /**
     * Tells whether somebody should have a look.
     *
     * @return {@code true} for {@link #STALLED}, {@link #STOPPED} and {@link #REWOUND}
     */
    public boolean isAlarming() {
        return this == STALLED || this == STOPPED || this == REWOUND;
    }
}
