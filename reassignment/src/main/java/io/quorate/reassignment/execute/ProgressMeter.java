// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.LogDir;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.reassignment.progress.BrokerProgress;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.PartitionProgress;
import io.quorate.reassignment.progress.ReassignmentPhase;
import io.quorate.reassignment.progress.ReassignmentProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts bytes: what a new replica has, at most as much as its leader has. {@code offsetLag} is not looked at: it is always
 * 0 for a replica that catches up (seen on 4.3.1).
 *
 * <p>Not thread-safe.
 */
final class ProgressMeter {
    private final MoveTable table;
    private final long[] copied;
    private final TreeMap<Integer, Flow> brokers = new TreeMap<>();
    private final Flow all = new Flow();
    private final Map<Integer, Copy> copies = new HashMap<>();

    /** One direction of one broker would be half of it; both together are what a person looks at. */
    private static final class Flow {
        private final Rate rateIn = new Rate();
        private final Rate rateOut = new Rate();
        private long in;
        private long inTotal;
        private long out;
        private long outTotal;
    }

    private record Copy(PartitionProgress progress, long grownAt) {}

    ProgressMeter(MoveTable table) {
        this.table = table;
        this.copied = new long[table.size()];
        for (int move = 0; move < table.size(); move++) {
            Course course = table.course(move);
            List<Integer> adding = Course.without(course.to(), course.from());
            expect(course.from().get(0), adding, Math.max(0, table.bytes(move)));
        }
    }

    private void expect(int leader, List<Integer> adding, long bytes) {
        adding.forEach(node -> flow(node).inTotal += bytes);
        flow(leader).outTotal += bytes * adding.size();
        all.inTotal += bytes * adding.size();
    }

    private Flow flow(int node) {
        return brokers.computeIfAbsent(node, id -> new Flow());
    }

    /** Takes the sizes of one look. */
    void measure(int move, OngoingReassignment ongoing, int leader, Map<Integer, List<LogDir>> dirs, long nanos) {
        TopicPartition partition = table.partition(move);
        long leaderSize = size(dirs, leader, partition);
        Course course = table.course(move);
        int from = course.from().get(0);
        List<Integer> adding = Course.without(course.to(), course.from());
        if (leaderSize > table.bytes(move)) {
            expect(from, adding, leaderSize - Math.max(0, table.bytes(move)));
            table.grown(move, leaderSize);
        }
        long whole = Math.max(0, table.bytes(move));
        long done = 0;
        for (int node : adding) {
            if (ongoing.adding().contains(node)) {
                done += Math.min(Math.max(0, size(dirs, node, partition)), whole);
            } else if (ongoing.replicas().contains(node)) {
                done += whole;
            }
        }
        long step = 0;
        for (int node : ongoing.adding()) {
            step += Math.min(Math.max(0, size(dirs, node, partition)), whole);
        }
        advance(move, from, adding, done);
        remember(move, ongoing, step, whole, nanos);
    }

    private void remember(int move, OngoingReassignment ongoing, long bytes, long whole, long nanos) {
        Copy before = copies.get(move);
        boolean grown = before == null
                || bytes > before.progress().bytes()
                || !before.progress().adding().equals(ongoing.adding());
        long grownAt = grown || before == null ? nanos : before.grownAt();
        copies.put(
                move,
                new Copy(
                        new PartitionProgress(
                                table.partition(move),
                                ongoing.adding(),
                                bytes,
                                whole * ongoing.adding().size(),
                                Duration.ofNanos(nanos - grownAt)),
                        grownAt));
    }

    /** Never goes back: what was cancelled was copied all the same. */
    private void advance(int move, int leader, List<Integer> adding, long done) {
        long more = done - copied[move];
        if (more > 0 && !adding.isEmpty()) {
            copied[move] = done;
            adding.forEach(node -> flow(node).in += more / adding.size());
            flow(leader).out += more;
            all.in += more;
        }
    }

    void settled(int move) {
        copies.remove(move);
        if (table.state(move) == MoveState.DONE) {
            Course course = table.course(move);
            List<Integer> adding = Course.without(course.to(), course.from());
            advance(move, course.from().get(0), adding, adding.size() * Math.max(0, table.bytes(move)));
        }
    }

    /** The copy is not going on any more. */
    void ended(int move) {
        copies.remove(move);
    }

    /** Reads the rates off, once for each look at log dirs. */
    void tick(long nanos) {
        all.rateIn.read(all.in, nanos);
        brokers.values().forEach(flow -> {
            flow.rateIn.read(flow.in, nanos);
            flow.rateOut.read(flow.out, nanos);
        });
    }

    List<PartitionProgress> notGrownFor(Duration time) {
        return copies.values().stream()
                .map(Copy::progress)
                .filter(copy -> copy.bytesTotal() > 0 && copy.bytes() < copy.bytesTotal())
                .filter(copy -> copy.sinceGrowth().compareTo(time) >= 0)
                .toList();
    }

    long bytes() {
        return all.in;
    }

    ReassignmentProgress progress(Instant at, ReassignmentPhase phase) {
        List<BrokerProgress> perBroker = new ArrayList<>();
        brokers.forEach((node, flow) -> {
            if (flow.inTotal + flow.outTotal > 0) {
                perBroker.add(new BrokerProgress(
                        node,
                        Math.min(flow.in, flow.inTotal),
                        flow.inTotal,
                        Math.min(flow.out, flow.outTotal),
                        flow.outTotal));
            }
        });
        return new ReassignmentProgress(
                at,
                phase,
                table.counts(),
                new ReassignmentProgress.Copied(
                        Math.min(all.in, all.inTotal), all.inTotal, all.rateIn.bytesPerSecond()),
                eta(),
                perBroker,
                copies.values().stream().map(Copy::progress).toList());
    }

    /** The slowest broker decides. One to which nothing is copied now is judged by the run as a whole. */
    private Optional<Duration> eta() {
        double seconds = left(all.inTotal, all.in, all.rateIn);
        for (Flow flow : brokers.values()) {
            seconds = Math.max(seconds, left(flow.inTotal, flow.in, flow.rateIn));
            seconds = Math.max(seconds, left(flow.outTotal, flow.out, flow.rateOut));
        }
        return seconds > 0 ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000))) : Optional.empty();
    }

    private static double left(long total, long done, Rate rate) {
        return rate.bytesPerSecond() < 1 ? 0 : Math.max(0, total - done) / rate.bytesPerSecond();
    }

    static long size(Map<Integer, List<LogDir>> dirs, int node, TopicPartition partition) {
        for (LogDir dir : dirs.getOrDefault(node, List.of())) {
            if (dir.size(partition).isPresent()) {
                return dir.size(partition).getAsLong();
            }
        }
        return MoveTable.UNKNOWN_SIZE;
    }
}
