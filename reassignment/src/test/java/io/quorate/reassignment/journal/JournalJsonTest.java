// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalJsonTest {
    static List<JournalRecord> records() {
        return Records.ofEveryKind();
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsWhatItWrites(JournalRecord record) {
        String json = JournalJson.write(record);

        assertThat(json).doesNotContain("\n");
        assertThat(JournalJson.read(json, "here")).isEqualTo(record);
    }

    @Test
    void knowsEveryKindOfRecord() {
        assertThat(records())
                .extracting(record -> (Object) record.getClass())
                .containsAll(List.of(JournalRecord.class.getPermittedSubclasses()));
    }

    /** These lines are in journals already. */
    @Test
    void keepsItsForm() {
        assertThat(records().stream().map(JournalJson::write))
                .startsWith(
                        "{\"type\":\"plan-begun\",\"planId\":\"plan\",\"clusterId\":\"cluster\","
                                + "\"at\":\"2026-11-21T01:02:03.456Z\",\"partitions\":2}",
                        "{\"type\":\"planned-moves\",\"topic\":\"orders\",\"topicId\":\"AAAAAAAAAAEAAAAAAAAAAg\",\"moves\":["
                                + "{\"partition\":0,\"from\":[1,2],\"to\":[2,3]},{\"partition\":1,\"from\":[1,2],\"to\":[2,3]}]}",
                        "{\"type\":\"phase-entered\",\"phase\":\"moving\",\"at\":\"2026-11-21T01:02:03.456Z\"}")
                .contains(
                        "{\"type\":\"throttle-pre-image\",\"resource\":\"BROKER\",\"name\":\"3\",\"key\":\"key\"}",
                        "{\"type\":\"intent\",\"action\":\"REASSIGN\",\"moves\":["
                                + "{\"topic\":\"orders\",\"partition\":0,\"from\":[1,2],\"to\":[2,3]}]}");
    }

    @Test
    void skipsFieldsThatItDoesNotKnow() {
        String json =
                "{\"new\":{\"a\":[1,{\"b\":null}],\"c\":1.5},\"type\":\"throttle-pre-image\",\"resource\":\"TOPIC\","
                        + "\"flag\":true,\"name\":\"orders\",\"key\":\"key\",\"before\":null}";

        assertThat(JournalJson.read(json, "here"))
                .isEqualTo(new JournalRecord.ThrottlePreImage(Records.TOPIC, "key", Optional.empty()));
    }

    @Test
    void refusesAKindThatItDoesNotKnow() {
        assertThatThrownBy(() -> JournalJson.read("{\"type\":\"teleported\"}", "line 7 of x"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("line 7 of x")
                .hasMessageContaining("teleported")
                .hasMessageContaining("newer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{\"type\":\"ended\"",
                "{\"type\":\"ended\"} {}",
                "{}",
                "{\"type\":\"ended\",\"outcome\":\"LOST\",\"at\":\"2026-11-21T01:02:03Z\"}",
                "{\"type\":\"ended\",\"outcome\":\"FINISHED\",\"at\":\"yesterday\"}",
                "{\"type\":\"cordon-restored\",\"nodeId\":3000000000}",
                "{\"type\":\"cordon-restored\",\"nodeId\":\"3\"}",
                "{\"type\":\"intent\",\"action\":\"REASSIGN\",\"moves\":[]}",
                "{\"type\":\"intent\",\"action\":\"REASSIGN\",\"moves\":[7]}",
                "{\"type\":\"intent\",\"action\":\"REASSIGN\",\"moves\":[{\"topic\":\"t\",\"partition\":0,\"from\":[\"1\"],\"to\":[2]}]}",
                "{\"type\":\"planned-moves\",\"topic\":\"t\",\"topicId\":\"?\",\"moves\":[]}",
            })
    void saysWhereAJournalIsDamaged(String json) {
        assertThatThrownBy(() -> JournalJson.read(json, "line 7 of x"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("line 7 of x is damaged");
    }

    @Test
    void refusesRecordsOfTooManyPartitions() {
        var moves = IntStream.range(0, 501).mapToObj(Records::move).toList();

        assertThatThrownBy(() -> new JournalRecord.Intent(JournalRecord.Intent.Action.REASSIGN, moves))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("501");
        assertThatThrownBy(() -> new JournalRecord.PlannedMoves("other", Uuid.ZERO_UUID, moves.subList(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic other");
    }
}
