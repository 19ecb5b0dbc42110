// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimeSearchTest {
    /** Kafka's clocks count milliseconds since 1970. */
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void findsTheTimeOfTheRecord() {
        assertThat(search(List.of(NOW, NOW + 1, NOW + 60_000, NOW + 60_000), 2)).hasValue(NOW + 60_000);
        assertThat(search(List.of(NOW, NOW + 1, NOW + 60_000, NOW + 60_000), 1)).hasValue(NOW + 1);
        assertThat(search(List.of(0L), 0)).hasValue(0);
    }

    @Test
    void takesTheHighestBeforeWhereTimesGoBack() {
        assertThat(search(List.of(NOW + 9, NOW, NOW + 20), 1)).hasValue(NOW + 9);
    }

    @Property
    void findsTheHighestTimeUpToTheOffsetInFewRounds(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 100_000) Integer> times, @ForAll int any) {
        List<Long> log = times.stream().map(time -> NOW + time).toList();
        int offset = Math.floorMod(any, log.size());

        assertThat(search(log, offset))
                .hasValue(log.subList(0, offset + 1).stream()
                        .mapToLong(time -> time)
                        .max()
                        .orElseThrow());
    }

    private static OptionalLong search(List<Long> log, int offset) {
        TimeSearch search = new TimeSearch(
                offset, log.stream().mapToLong(time -> time).max().orElseThrow());
        for (int round = 0; round < 63; round++) {
            OptionalLong next = search.next();
            if (next.isEmpty()) {
                return search.found();
            }
            search.answered(next.getAsLong(), firstNotOlder(log, next.getAsLong()));
        }
        throw new AssertionError("not found within 63 rounds");
    }

    private static LogOffsets.Found firstNotOlder(List<Long> log, long time) {
        return IntStream.range(0, log.size())
                .filter(index -> log.get(index) >= time)
                .mapToObj(index -> new LogOffsets.Found(index, log.get(index)))
                .findFirst()
                .orElse(new LogOffsets.Found(-1, -1));
    }
}
