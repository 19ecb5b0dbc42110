// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

/** A link, its condition, and when each of its directions is free again. Belongs to the thread of the loop. */
final class LinkState {
    private final Link link;
    private LinkCondition condition;
    private final Lane requests = new Lane();
    private final Lane responses = new Lane();

    LinkState(Link link, LinkCondition condition) {
        this.link = link;
        this.condition = condition;
    }

    Link link() {
        return link;
    }

    LinkCondition condition() {
        return condition;
    }

    /** Returns whether anything is different now: then what is under way has other times of arrival. */
    boolean condition(LinkCondition next) {
        boolean changed = !condition.equals(next);
        if (changed) {
            condition = next;
            requests.freeAt = 0;
            responses.freeAt = 0;
        }
        return changed;
    }

    /** One direction of the link, which all its connections share. */
    final class Lane {
        private long freeAt;

        boolean isCut() {
            return condition.isCut();
        }

        /** When bytes that enter now have left at the other end. */
        long arrival(long now, int bytes) {
            long free = now;
            if (condition.bytesPerSecond().isPresent()) {
                free = Math.max(now, freeAt)
                        + (long) (bytes * 1e9 / condition.bytesPerSecond().getAsLong());
                freeAt = free;
            }
            return free + condition.latency().toNanos();
        }
    }

    Lane requests() {
        return requests;
    }

    Lane responses() {
        return responses;
    }
}
