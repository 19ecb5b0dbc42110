// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/**
 * How many bytes a broker may receive without a log dir running full.
 *
 * <p>A broker chooses the log dir of a new replica by count, not by room, so in the worst case all of them land in the
 * dir with the least room. What leaves the broker frees nothing until its move has ended. Of the room of that dir a tenth
 * and once the largest partition stay free, because partitions grow while they are copied.
 */
final class DiskRoom {
    private DiskRoom() {}

    /** For each broker; {@link PlacementTask#UNKNOWN_ROOM} where it was not read. */
    static long[] of(ReplicaMap cluster) {
        long largest = 0;
        for (int partition = 0; partition < cluster.partitionCount(); partition++) {
            largest = Math.max(largest, cluster.size(partition));
        }
        long[] room = new long[cluster.brokers().size()];
        Arrays.fill(room, PlacementTask.UNKNOWN_ROOM);
        for (int i = 0; i < room.length; i++) {
            for (LogDirRoom dir : cluster.brokers().get(i).logDirs()) {
                if (!dir.cordoned() && dir.usableBytes().isPresent()) {
                    long usable = dir.usableBytes().getAsLong();
                    room[i] = Math.min(room[i], Math.max(0, usable - usable / 10 - largest));
                }
            }
        }
        return room;
    }
}
