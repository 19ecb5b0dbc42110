// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

/**
 * The last looks at a group in one partition. The rules are those of Burrow, with two differences. A log in which nothing
 * was written is no stall, and one that has just been written to is none yet: a group that had read everything, or all but
 * the markers of transactions, has had no time to commit. And a stall lasts until the group goes on, also when the log
 * rests again.
 */
final class PartitionWindow {
    static final int LOOKS = 10;

    /** Markers of transactions that no consumer gets; a group that has read everything may stay that far behind. */
    static final long MARKERS = 100;

    private final long[] commits = new long[LOOKS];
    private final long[] lags = new long[LOOKS];
    private final EndHistory ends = new EndHistory();
    private int looks;
    private boolean rewound;
    private long lastEnd;

    /** At the last commit: how far behind it was, and where the log ended. */
    private long lagAtCommit;

    private long endAtCommit;

    /** How many looks since then found the log longer. */
    private int looksSinceWritten;

    void add(long commit, long lag, long end, long millis) {
        if (looks > 0) {
            compare(commit, end);
        }
        if (looks == 0 || commit != commits[looks - 1]) {
            lagAtCommit = lag;
            endAtCommit = end;
            looksSinceWritten = 0;
        } else if (end > endAtCommit) {
            looksSinceWritten++;
        }
        push(commit, lag);
        if (lag == 0 || (rewound && looks == LOOKS)) {
            rewound = false;
        }
        lastEnd = end;
        ends.add(end, millis);
    }

    private void compare(long commit, long end) {
        if (commit >= commits[looks - 1]) {
            return;
        }
        // Only a topic that was made again goes back on both sides.
        rewound = end >= lastEnd;
        looks = 0;
    }

    private void push(long commit, long lag) {
        if (looks == LOOKS) {
            System.arraycopy(commits, 1, commits, 0, LOOKS - 1);
            System.arraycopy(lags, 1, lags, 0, LOOKS - 1);
            looks--;
        }
        commits[looks] = commit;
        lags[looks] = lag;
        looks++;
    }

    LagTime behind(long nowMillis) {
        return lag() == 0 ? LagTime.NONE : ends.age(lastEnd - lag(), nowMillis);
    }

    long lag() {
        return lags[looks - 1];
    }

    /** Whether it went on in the last so many looks. */
    boolean advancedIn(int lastLooks) {
        int from = Math.max(0, looks - 1 - lastLooks);
        return commits[looks - 1] > commits[from];
    }

    PartitionVerdict verdict() {
        long commit = commits[looks - 1];
        if (rewound) {
            return new PartitionVerdict(
                    GroupStatus.REWOUND,
                    "went back to offset " + commit + " and has " + lag() + " offsets to read again");
        }
        if (hasCaughtUpOrComesNearer()) {
            return new PartitionVerdict(GroupStatus.OK, "keeps up");
        }
        if (looksSinceWritten >= LOOKS - 1) {
            return new PartitionVerdict(
                    GroupStatus.STALLED,
                    "stays at offset " + commit + " for " + looksSinceWritten + " looks since more was written, "
                            + lag() + " offsets behind");
        }
        if (looks < LOOKS) {
            return new PartitionVerdict(GroupStatus.UNKNOWN, "was looked at " + looks + " times of " + LOOKS);
        }
        if (commit > commits[0]) {
            return new PartitionVerdict(
                    GroupStatus.LAGGING,
                    "reads, and is " + lag() + " offsets behind, never fewer in " + LOOKS + " looks");
        }
        return lagAtCommit > MARKERS
                ? new PartitionVerdict(
                        GroupStatus.STALLED,
                        "stays at offset " + commit + " with " + lag() + " offsets to read that were there before")
                : new PartitionVerdict(GroupStatus.OK, "has read all but " + lag() + " offsets, and little is written");
    }

    private boolean hasCaughtUpOrComesNearer() {
        for (int i = 0; i < looks; i++) {
            boolean nearer = i > 0 && lags[i] < lags[i - 1] && commits[i] > commits[i - 1];
            if (lags[i] == 0 || nearer) {
                return true;
            }
        }
        return false;
    }
}
