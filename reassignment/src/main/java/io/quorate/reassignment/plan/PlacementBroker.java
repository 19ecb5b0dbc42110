// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A broker as the planner sees it.
 *
 * @param id its node id
 * @param rack its rack, or {@code null} if it has none; brokers without a rack are a rack of their own together
 * @param status whether it holds and receives replicas
 * @param capacity how much it can bear compared with the others, 1 for a usual one; more than 0
 * @param logDirs its log dirs; empty if they are not known
 */
public record PlacementBroker(int id, @Nullable String rack, Status status, double capacity, List<LogDirRoom> logDirs) {
    /** Whether a broker holds and receives replicas. */
    public enum Status {
        /** It is online, and may receive replicas. */
        AVAILABLE,
        /** It is online, and keeps what it has, but does not receive: all its log dirs are cordoned, for example. */
        NOT_RECEIVING,
        /** It is fenced, dead, or not registered: its replicas are not live, and it does not receive. */
        OFFLINE
    }

    /**
     * Copies the log dirs and checks the capacity.
     *
     * @param id its node id
     * @param rack its rack, or {@code null} if it has none
     * @param status whether it holds and receives replicas
     * @param capacity how much it can bear compared with the others; more than 0
     * @param logDirs its log dirs; empty if they are not known
     * @throws IllegalArgumentException if the id is negative, or the capacity is not a finite number above 0
     */
    public PlacementBroker {
        Objects.requireNonNull(status, "status");
        logDirs = List.copyOf(logDirs);
        if (id < 0 || !(capacity > 0) || Double.isInfinite(capacity)) {
            throw new IllegalArgumentException("Not a broker: id " + id + ", capacity " + capacity
                    + ". The id must be 0 or more, and the capacity a number above 0 (1 for a usual broker).");
        }
    }

    /**
     * Returns a usual broker that is online.
     *
     * @param id its node id
     * @param rack its rack, or {@code null} if it has none
     * @return capacity 1, log dirs not known
     */
    public static PlacementBroker available(int id, @Nullable String rack) {
        return new PlacementBroker(id, rack, Status.AVAILABLE, 1, List.of());
    }

    /**
     * Returns a broker whose replicas are not live.
     *
     * @param id its node id
     * @param rack its rack, or {@code null} if it has none or none is known
     * @return capacity 1, log dirs not known
     */
    public static PlacementBroker offline(int id, @Nullable String rack) {
        return new PlacementBroker(id, rack, Status.OFFLINE, 1, List.of());
    }
}
