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
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
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
    private final BitSet over = new BitSet();
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
        private long lastIn;
        private long lastOut;
    }

    private record Copy(PartitionProgress progress, long grownAt) {}

    ProgressMeter(MoveTable table) {
        this.table = table;
        this.copied = new long[table.size()];
        for (int move = 0; move < table.size(); move++) {
            Course course = table.course(move);
            expect(course.from().get(0), adding(course), Math.max(0, table.bytes(move)));
        }
    }

    private void expect(int leader, List<Integer> adding, long bytes) {
        adding.forEach(node -> flow(node).inTotal += bytes);
        flow(leader).outTotal += bytes * adding.size();
        all.inTotal += bytes * adding.size();
    }

    /** A partition goes elsewhere; what it had copied to where it went before was copied all the same. */
    void redirected(int move, Course before) {
        long bytes = Math.max(0, table.bytes(move));
        Course course = table.course(move);
        expect(course.from().get(0), adding(before), -bytes);
        expect(course.from().get(0), adding(course), bytes);
    }

    private static List<Integer> adding(Course course) {
        return Course.without(course.to(), course.from());
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
        List<Integer> adding = adding(course);
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
        if (over.get(move)) {
            return;
        }
        over.set(move);
        Course course = table.course(move);
        List<Integer> adding = adding(course);
        long bytes = Math.max(0, table.bytes(move));
        if (table.state(move) == MoveState.DONE) {
            advance(move, course.from().get(0), adding, adding.size() * bytes);
        } else if (!adding.isEmpty()) {
            // What will never be copied is not left to copy.
            expect(course.from().get(0), adding, Math.min(0, copied[move] / adding.size() - bytes));
        }
    }

    /** The copy is not going on any more. */
    void ended(int move) {
        copies.remove(move);
    }

    /** Reads the rates off, once for each look at log dirs. A broker that has nothing to do is not called slow. */
    void tick(long nanos) {
        read(all.rateIn, all.in, !copies.isEmpty() || all.in != all.lastIn, nanos);
        all.lastIn = all.in;
        Set<Integer> receiving = new HashSet<>();
        Set<Integer> sending = new HashSet<>();
        copies.forEach((move, copy) -> {
            receiving.addAll(copy.progress().adding());
            sending.add(table.course(move).from().get(0));
        });
        brokers.forEach((node, flow) -> {
            read(flow.rateIn, flow.in, receiving.contains(node) || flow.in != flow.lastIn, nanos);
            read(flow.rateOut, flow.out, sending.contains(node) || flow.out != flow.lastOut, nanos);
            flow.lastIn = flow.in;
            flow.lastOut = flow.out;
        });
    }

    private static void read(Rate rate, long bytes, boolean busy, long nanos) {
        if (busy) {
            rate.read(bytes, nanos);
        } else {
            rate.skip(bytes, nanos);
        }
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

    /**
     * The slowest broker decides. One of which no rate is known yet is judged by the run as a whole, and while nothing is known
     * of that, nothing is said.
     */
    private Optional<Duration> eta() {
        OptionalDouble whole = all.rateIn.seconds(Math.max(0, all.inTotal - all.in));
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        double seconds = whole.getAsDouble();
        for (Flow flow : brokers.values()) {
            seconds = Math.max(seconds, left(flow.rateIn, flow.inTotal - flow.in));
            seconds = Math.max(seconds, left(flow.rateOut, flow.outTotal - flow.out));
        }
        return seconds > 0 ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000))) : Optional.empty();
    }

    private static double left(Rate rate, long bytes) {
        return bytes <= 0 ? 0 : rate.seconds(bytes).orElse(0);
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
