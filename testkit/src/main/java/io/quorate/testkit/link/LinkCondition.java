// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a link suffers from; several conditions add up. */
public final class LinkCondition {
    static final LinkCondition NONE = new LinkCondition(0, 0, Duration.ZERO);

    private final int cuts;
    private final long bytesPerSecond;
    private final Duration latency;

    private LinkCondition(int cuts, long bytesPerSecond, Duration latency) {
        this.cuts = cuts;
        this.bytesPerSecond = bytesPerSecond;
        this.latency = latency;
    }

    /**
     * Returns a cut: nothing gets through, nobody is told, and what was sent meanwhile arrives when the link is whole again
     * and the connection still there. So a network that drops packets looks to its ends.
     *
     * @return the condition
     */
    public static LinkCondition cut() {
        return new LinkCondition(1, 0, Duration.ZERO);
    }

    /**
     * Returns a delay of every byte, in both directions: a request and its answer take twice as much.
     *
     * @param oneWay how long a byte is under way, more than zero
     * @return the condition
     * @throws IllegalArgumentException if it is zero or negative
     */
    public static LinkCondition latency(Duration oneWay) {
        if (oneWay.isNegative() || oneWay.isZero()) {
            throw new IllegalArgumentException("A link is slow by more than zero, but this is " + oneWay);
        }
        return new LinkCondition(0, 0, oneWay);
    }

    /**
     * Returns a limit of what passes in each direction, shared by all connections of a link.
     *
     * @param bytesPerSecond at least 1
     * @return the condition
     * @throws IllegalArgumentException if it is less than 1
     */
    public static LinkCondition bandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("A link carries at least 1 byte/s, but this is " + bytesPerSecond
                    + ". To carry nothing at all it is to be cut.");
        }
        return new LinkCondition(0, bytesPerSecond, Duration.ZERO);
    }

    static LinkCondition all(Collection<LinkCondition> conditions) {
        return conditions.stream().reduce(NONE, LinkCondition::and);
    }

    private LinkCondition and(LinkCondition other) {
        long narrower = bytesPerSecond == 0
                ? other.bytesPerSecond
                : other.bytesPerSecond == 0 ? bytesPerSecond : Math.min(bytesPerSecond, other.bytesPerSecond);
        return new LinkCondition(cuts + other.cuts, narrower, latency.plus(other.latency));
    }

    boolean isCut() {
        return cuts > 0;
    }

    Duration latency() {
        return latency;
    }

    OptionalLong bytesPerSecond() {
        return bytesPerSecond == 0 ? OptionalLong.empty() : OptionalLong.of(bytesPerSecond);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LinkCondition that
                && cuts == that.cuts
                && bytesPerSecond == that.bytesPerSecond
                && latency.equals(that.latency);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cuts, bytesPerSecond, latency);
    }

    @Override
    public String toString() {
        return (isCut() ? "cut" : "not cut") + ", latency " + latency
                + (bytesPerSecond == 0 ? "" : ", " + bytesPerSecond + " B/s");
    }
}
