// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.backup.LogRange;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.OffsetQuestion;
import io.quorate.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the times of the records at many offsets. Groups that have read everything, which are most, cost one question for
 * each partition; each other offset costs some 30 more, in batches over all partitions.
 */
final class RecordTimes {
    /** A time has 63 bits, so no search takes more rounds. */
    private static final int MOST_ROUNDS = 63;

    private final LogOffsets logs;
    private final Time time;
    private final Duration patience;

    /**
     * Makes one.
     *
     * @param logs asks
     * @param time the clock
     * @param patience how long all searches together may take; what is not found by then is a gap
     */
    RecordTimes(LogOffsets logs, Time time, Duration patience) {
        this.logs = logs;
        this.time = time;
        this.patience = patience;
    }

    /**
     * An offset in a partition.
     *
     * @param partition the partition
     * @param offset the offset
     */
    record Position(TopicPartition partition, long offset) {}

    /** The time of each position; a present empty one where the log has no record that could tell. */
    Map<Position, Observed<Optional<Instant>>> of(Set<Position> positions, Map<TopicPartition, LogRange> ranges) {
        Map<Position, Observed<Optional<Instant>>> times = new HashMap<>();
        Instant deadline = time.now().plus(patience);
        var highest = logs.ask(
                OffsetQuestion.HIGHEST_TIMESTAMP,
                positions.stream().map(Position::partition).collect(Collectors.toSet()));
        Map<Position, TimeSearch> open = new LinkedHashMap<>();
        for (Position position : positions) {
            Observed<LogOffsets.Found> last = Objects.requireNonNull(highest.get(position.partition()));
            LogRange range = ranges.get(position.partition());
            if (range == null || !range.contains(position.offset())) {
                times.put(position, Observed.present(Optional.empty()));
            } else if (last.value().isEmpty()) {
                times.put(position, Observed.unavailable(last.gaps().get(0)));
            } else if (last.value().get().timestamp() < 0) {
                times.put(position, Observed.present(Optional.empty()));
            } else if (position.offset() == range.end()) {
                times.put(position, found(OptionalLong.of(last.value().get().timestamp())));
            } else {
                open.put(
                        position,
                        new TimeSearch(position.offset(), last.value().get().timestamp()));
            }
        }
        search(open, times, deadline);
        return times;
    }

    private void search(
            Map<Position, TimeSearch> open, Map<Position, Observed<Optional<Instant>>> times, Instant deadline) {
        for (int round = 0; round < MOST_ROUNDS && !open.isEmpty() && time.now().isBefore(deadline); round++) {
            for (List<Position> layer : layers(open)) {
                ask(layer, open, times);
            }
        }
        open.forEach((position, search) -> times.put(
                position,
                Observed.unavailable(new Gap(
                        subject(position),
                        Gap.Kind.UNREACHABLE,
                        "not found within " + patience + " for all offsets"))));
    }

    private record Question(Position position, TimeSearch search, long time) {}

    private void ask(
            List<Position> layer, Map<Position, TimeSearch> open, Map<Position, Observed<Optional<Instant>>> times) {
        Map<TopicPartition, Question> questions = new HashMap<>();
        for (Position position : layer) {
            TimeSearch search = Objects.requireNonNull(open.get(position));
            OptionalLong next = search.next();
            if (next.isPresent()) {
                questions.put(position.partition(), new Question(position, search, next.getAsLong()));
            } else {
                open.remove(position);
                times.put(position, found(search.found()));
            }
        }
        var answers = logs.ask(
                OffsetQuestion.atTime(partition ->
                        Objects.requireNonNull(questions.get(partition)).time()),
                questions.keySet());
        answers.forEach((partition, answer) -> {
            Question question = Objects.requireNonNull(questions.get(partition));
            if (answer.value().isPresent()) {
                question.search().answered(question.time(), answer.value().get());
            } else {
                open.remove(question.position());
                times.put(
                        question.position(), Observed.unavailable(answer.gaps().get(0)));
            }
        });
    }

    /** A request has one question for a partition, so two offsets of one partition go into two. */
    private static List<List<Position>> layers(Map<Position, TimeSearch> open) {
        List<List<Position>> layers = new ArrayList<>();
        Map<TopicPartition, Integer> used = new HashMap<>();
        for (Position position : open.keySet()) {
            int layer = used.merge(position.partition(), 1, Integer::sum) - 1;
            if (layer == layers.size()) {
                layers.add(new ArrayList<>());
            }
            layers.get(layer).add(position);
        }
        return layers;
    }

    private static Observed<Optional<Instant>> found(OptionalLong millis) {
        return Observed.present(
                millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty());
    }

    private static String subject(Position position) {
        return "time of the record at " + position.offset() + " of " + position.partition();
    }
}
