// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.WorkloadHistory.Service;
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
    private final Gaps gaps;
    private final Gaps deliveries;
    private final Activity activity;
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
        this.gaps = new Gaps(history.size());
        this.deliveries = new Gaps(history.size());
        this.activity = new Activity(history.size());
    }

    Time time() {
        return time;
    }

    LoadHistory history() {
        return history;
    }

    List<RecordCodec> codecs() {
        return codecs;
    }

    RecordCodec codec(int partition) {
        return codecs.get(partition);
    }

    /** Returns the gaps between acknowledgements. */
    Gaps gaps() {
        return gaps;
    }

    /** Returns the gaps between deliveries to the group. */
    Gaps deliveries() {
        return deliveries;
    }

    void begin(String phase) {
        long now = time.nanos();
        gaps.start(phase, now);
        deliveries.start(phase, now);
    }

    void mark(String phase) {
        long now = time.nanos();
        gaps.mark(phase, now);
        deliveries.mark(phase, now);
    }

    /** Ends the load; what is acknowledged and delivered later is no matter of gaps. */
    void end() {
        long now = time.nanos();
        gaps.end(now);
        deliveries.end(now);
    }

    /** Returns everything that is known, once nothing is recorded any more. */
    WorkloadHistory toHistory(Judge.Isolation isolation, List<String> problems) {
        Service service = new Service(gaps, deliveries, activity, ackLatencies.drain(), readLatencies.drain());
        return new WorkloadHistory(history, service, failures.toList(gaps.startedAt()), isolation, problems);
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
        gaps.happened(partition, now);
        note(Activity.Kind.ACKNOWLEDGED, partition, now);
        ackLatencies.record(now - dueNanos);
    }

    /** Notes that the group was given a record that was due at the given time. */
    void delivered(int partition, long dueNanos, long now) {
        deliveries.happened(partition, now);
        note(Activity.Kind.DELIVERED, partition, now);
        readLatencies.record(now - dueNanos);
    }

    private void note(Activity.Kind kind, int partition, long now) {
        if (gaps.isRunning()) {
            activity.note(kind, partition, now - gaps.startedAt());
        }
    }
}
