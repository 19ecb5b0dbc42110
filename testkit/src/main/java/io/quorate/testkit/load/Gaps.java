// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long each partition went without something that should happen all the time, an acknowledgement or a delivery, over the
 * whole run and in each phase of it.
 *
 * <p>Over the whole run a gap reaches from one such event to the next, the first from the start and the last to the end.
 * In a phase only the part of the gap that lies within it counts: a mark is set just before a fault, when every partition has
 * a gap of some milliseconds open, and the phase before must not be blamed for what the fault then makes of it.
 *
 * <p>Thread-safe. Takes the time instead of reading it.
 */
final class Gaps {
    private final long[] last;
    private final long[] longest;
    private final List<Phase> phases = new ArrayList<>();
    private boolean running;
    private long startedAt;
    private long endedAt;

    Gaps(int partitions) {
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

    /** Notes that it happened, unless the run has not begun or has ended. */
    synchronized void happened(int partition, long now) {
        if (!running) {
            return;
        }
        longest[partition] = Math.max(longest[partition], now - last[partition]);
        current().gap(partition, last[partition], now);
        current().count++;
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

    /** Returns how long a load was running that has ended. */
    synchronized Duration length() {
        return length(endedAt);
    }

    synchronized List<Phase> phases() {
        return List.copyOf(phases);
    }

    synchronized long startedAt() {
        return startedAt;
    }

    synchronized boolean isRunning() {
        return running;
    }

    /** Writes a run that has ended. */
    synchronized void write(DataOutput out) throws IOException {
        Wire.writeLongs(out, longest, longest.length);
        out.writeLong(endedAt - startedAt);
        out.writeInt(phases.size());
        for (Phase phase : phases) {
            Wire.writeText(out, phase.name);
            out.writeLong(phase.beganAt - startedAt);
            out.writeLong(phase.endedAt - startedAt);
            out.writeLong(phase.count);
            Wire.writeLongs(out, phase.longest, phase.longest.length);
        }
    }

    /** Reads a run that has ended; its clock began at 0. */
    static Gaps read(DataInput in) throws IOException {
        long[] longest = Wire.readLongs(in);
        Gaps gaps = new Gaps(longest.length);
        System.arraycopy(longest, 0, gaps.longest, 0, longest.length);
        gaps.endedAt = in.readLong();
        int phases = Wire.count(in);
        for (int index = 0; index < phases; index++) {
            Phase phase = new Phase(Wire.readText(in), in.readLong(), 0);
            phase.endedAt = in.readLong();
            phase.count = in.readLong();
            phase.longest = Wire.readLongs(in);
            gaps.phases.add(phase);
        }
        return gaps;
    }

    /** One phase; complete once the run has ended. */
    static final class Phase {
        private final String name;
        private final long beganAt;
        private long[] longest;
        private long endedAt;
        private long count;

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

        /** Returns how often it happened, in all partitions. */
        long count() {
            return count;
        }

        Duration longest(int partition) {
            return Duration.ofNanos(longest[partition]);
        }
    }
}
