// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long each partition went without an acknowledgement, over the whole run and in each phase of it.
 *
 * <p>Over the whole run a gap reaches from one acknowledgement to the next, the first from the start and the last to the end.
 * In a phase only the part of the gap that lies within it counts: a mark is set just before a fault, when every partition has
 * a gap of some milliseconds open, and the phase before must not be blamed for what the fault then makes of it.
 *
 * <p>Thread-safe. Takes the time instead of reading it.
 */
final class AckGaps {
    private final long[] last;
    private final long[] longest;
    private final List<Phase> phases = new ArrayList<>();
    private boolean running;
    private long startedAt;
    private long endedAt;

    AckGaps(int partitions) {
        last = new long[partitions];
        longest = new long[partitions];
    }

    synchronized void start(String phase, long now) {
        Arrays.fill(last, now);
        startedAt = now;
        running = true;
        phases.add(new Phase(phase, now, last.length));
    }

    synchronized void mark(String phase, long now) {
        if (!running) {
            throw new IllegalStateException(
                    "Did not begin phase \"%s\": the workload is not running any more.".formatted(phase));
        }
        if (phases.stream().anyMatch(one -> one.name.equals(phase))) {
            throw new IllegalArgumentException(
                    "Did not begin phase \"%s\": there is one of that name already among %s. Give each phase its own name."
                            .formatted(
                                    phase, phases.stream().map(one -> one.name).toList()));
        }
        endPhase(now);
        phases.add(new Phase(phase, now, last.length));
    }

    synchronized void acknowledged(int partition, long now) {
        if (!running) {
            return;
        }
        longest[partition] = Math.max(longest[partition], now - last[partition]);
        current().gap(partition, last[partition], now);
        current().acknowledged++;
        last[partition] = Math.max(last[partition], now);
    }

    synchronized void end(long now) {
        if (!running) {
            return;
        }
        endPhase(now);
        for (int partition = 0; partition < last.length; partition++) {
            longest[partition] = Math.max(longest[partition], now - last[partition]);
        }
        endedAt = now;
        running = false;
    }

    private void endPhase(long now) {
        for (int partition = 0; partition < last.length; partition++) {
            current().gap(partition, last[partition], now);
        }
        current().endedAt = now;
    }

    private Phase current() {
        return phases.get(phases.size() - 1);
    }

    synchronized Duration sinceLast(int partition, long now) {
        return running ? Duration.ofNanos(Math.max(0, now - last[partition])) : Duration.ZERO;
    }

    synchronized Duration longest(int partition) {
        return Duration.ofNanos(longest[partition]);
    }

    /** Returns how long the load has been running, or was. */
    synchronized Duration length(long now) {
        return phases.isEmpty() ? Duration.ZERO : Duration.ofNanos((running ? now : endedAt) - startedAt);
    }

    synchronized List<Phase> phases() {
        return List.copyOf(phases);
    }

    synchronized long startedAt() {
        return startedAt;
    }

    /** One phase; complete once the run has ended. */
    static final class Phase {
        private final String name;
        private final long beganAt;
        private final long[] longest;
        private long endedAt;
        private long acknowledged;

        private Phase(String name, long now, int partitions) {
            this.name = name;
            this.beganAt = now;
            this.endedAt = now;
            this.longest = new long[partitions];
        }

        private void gap(int partition, long from, long to) {
            longest[partition] = Math.max(longest[partition], to - Math.max(from, beganAt));
        }

        String name() {
            return name;
        }

        long beganAt() {
            return beganAt;
        }

        Duration length() {
            return Duration.ofNanos(endedAt - beganAt);
        }

        long acknowledged() {
            return acknowledged;
        }

        Duration longest(int partition) {
            return Duration.ofNanos(longest[partition]);
        }
    }
}
