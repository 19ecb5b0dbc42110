// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.LogDir;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a broker has room for one more replica. A broker chooses the log dir by counting replicas, not bytes, so the
 * fullest one must have the room. A full log dir goes offline with everything in it.
 */
final class DiskRoom {
    private DiskRoom() {}

    /**
     * Decides.
     *
     * @param node the broker
     * @param bytes the size of the replica
     * @param onTheWay what is being copied to the broker already
     * @param dirs the log dirs of all brokers that told
     * @return why it is not to be copied there; empty if it may be, which is so, too, where brokers are too old to tell
     */
    static Optional<String> refusal(int node, long bytes, long onTheWay, Map<Integer, List<LogDir>> dirs) {
        List<LogDir> own = dirs.get(node);
        if (own == null) {
            return Optional.of("broker " + node + " has not told how much room its log dirs have");
        }
        OptionalLong usable = own.stream()
                .filter(dir -> dir.problem().isEmpty())
                .flatMap(dir -> dir.space().stream())
                .mapToLong(LogDir.Space::usableBytes)
                .min();
        // What others write meanwhile needs room, too: a tenth, and as much again as the replica itself.
        long needed = onTheWay + bytes;
        needed += Math.max(bytes, needed / 10);
        if (usable.isPresent() && usable.getAsLong() < needed) {
            return Optional.of("broker " + node + " has a log dir with " + usable.getAsLong()
                    + " bytes of room, and a replica of " + bytes + " bytes beside " + onTheWay
                    + " on the way wants " + needed);
        }
        if (!own.isEmpty() && own.stream().allMatch(dir -> dir.problem().isPresent())) {
            return Optional.of("broker " + node + " has no log dir that works");
        }
        return Optional.empty();
    }
}
