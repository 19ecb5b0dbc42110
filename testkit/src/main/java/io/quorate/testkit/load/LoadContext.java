// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the threads of one workload share: where facts are written, and the two words "stop sending" and "stop reading". */
final class LoadContext {
    static final Duration BACKOFF = Duration.ofMillis(200);

    private final Time time;
    private final LoadHistory history;
    private final List<RecordCodec> codecs;
    private final AckGaps gaps;
    private final Failures failures = new Failures();
    private final Latencies ackLatencies = new Latencies();
    private final Latencies readLatencies = new Latencies();
    private final AtomicBoolean sending = new AtomicBoolean(true);
    private final AtomicBoolean reading = new AtomicBoolean(true);
    private final AtomicBoolean readingPaused = new AtomicBoolean();

    LoadContext(Time time, LoadHistory history, List<RecordCodec> codecs) {
        this.time = time;
        this.history = history;
        this.codecs = List.copyOf(codecs);
        this.gaps = new AckGaps(history.size());
    }

    Time time() {
        return time;
    }

    LoadHistory history() {
        return history;
    }

    RecordCodec codec(int partition) {
        return codecs.get(partition);
    }

    AckGaps gaps() {
        return gaps;
    }

    Failures failures() {
        return failures;
    }

    Latencies ackLatencies() {
        return ackLatencies;
    }

    Latencies readLatencies() {
        return readLatencies;
    }

    boolean isSending() {
        return sending.get();
    }

    boolean isReading() {
        return reading.get();
    }

    boolean isReadingPaused() {
        return readingPaused.get();
    }

    void pauseReading() {
        readingPaused.set(true);
    }

    void resumeReading() {
        readingPaused.set(false);
    }

    void stopSending() {
        sending.set(false);
    }

    void stopReading() {
        reading.set(false);
    }

    void failed(String client, String operation, Throwable error) {
        failures.add(client, operation, error, time.nanos());
    }

    /** Notes the final acknowledgement of a record that was due at the given time. */
    void acknowledged(int partition, long dueNanos) {
        long now = time.nanos();
        gaps.acknowledged(partition, now);
        ackLatencies.record(now - dueNanos);
    }
}
