// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run has come, as it was seen at one instant.
 *
 * @param at when
 * @param phase what the run is at
 * @param moves how many moves are in which state; states without a move are left out
 * @param copied the bytes
 * @param eta how long it will still take at the present rate: the slowest broker decides; empty while no rate is known
 * @param brokers the brokers that receive or send, by node id
 * @param inFlight the partitions that are being copied
 */
public record ReassignmentProgress(
        Instant at,
        ReassignmentPhase phase,
        Map<MoveState, Integer> moves,
        Copied copied,
        Optional<Duration> eta,
        List<BrokerProgress> brokers,
        List<PartitionProgress> inFlight) {
    /**
     * How much was copied.
     *
     * @param bytes what was copied, at most as much as there is to copy
     * @param bytesTotal what there is to copy; grows while others write
     * @param bytesPerSecond at which rate, smoothed
     */
    public record Copied(long bytes, long bytesTotal, double bytesPerSecond) {}

    /**
     * Copies the collections.
     *
     * @param at when
     * @param phase what the run is at
     * @param moves how many moves are in which state
     * @param copied the bytes
     * @param eta how long it will still take
     * @param brokers the brokers that receive or send
     * @param inFlight the partitions that are being copied
     */
    public ReassignmentProgress {
        Map<MoveState, Integer> copy = new EnumMap<>(MoveState.class);
        copy.putAll(moves);
        moves = Collections.unmodifiableMap(copy);
        brokers = List.copyOf(brokers);
        inFlight = List.copyOf(inFlight);
    }

    /**
     * Returns how many moves there are in a state.
     *
     * @param state the state
     * @return 0 or more
     */
    public int count(MoveState state) {
        return moves.getOrDefault(state, 0);
    }

    /**
     * Returns how many moves there are.
     *
     * @return in all states
     */
    public int total() {
        return moves.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Returns how many moves are settled, well or not.
     *
     * @return those about which nothing more is done
     */
    public int settled() {
        return moves.entrySet().stream()
                .filter(entry -> entry.getKey().isSettled())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /**
     * Returns the share that is done.
     *
     * @return 0 to 1; by bytes where bytes are copied, else by moves; 1 only when every move is settled
     */
    public double fraction() {
        int total = total();
        if (settled() == total) {
            return 1;
        }
        double share =
                copied.bytesTotal() > 0 ? (double) copied.bytes() / copied.bytesTotal() : (double) settled() / total;
        return Math.min(0.999, share);
    }

    /**
     * Returns the progress as text for people.
     *
     * @return a line
     */
    public String describe() {
        return phase + ": " + count(MoveState.DONE) + " of " + total() + " moves done, " + count(MoveState.IN_FLIGHT)
                + " in flight, " + Math.round(Math.floor(fraction() * 100)) + " %, "
                + Math.round(copied.bytesPerSecond() / 1024 / 102.4) / 10.0 + " MiB/s"
                + eta.map(left -> ", about " + left.toSeconds() + " s left").orElse("");
    }
}
