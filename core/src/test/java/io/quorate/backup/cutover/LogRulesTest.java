// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import static io.quorate.backup.cutover.Move.ORDERS;
import static io.quorate.backup.cutover.Move.last;
import static io.quorate.backup.cutover.Move.logs;
import static io.quorate.backup.cutover.Move.notRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Observed;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogRulesTest {
    private static final SeenLog SOURCE = new SeenLog(100, 200, 200, last(199, 199));

    @Test
    void anEndThatMovesIsAProducerThatWasForgotten() {
        Move move = new Move().source(side -> side.logs(logs(ORDERS, new SeenLog(100, 198, 200, last(199, 199)))));

        assertThat(move.item(CutoverRule.PRODUCERS_STOPPED).describe())
                .startsWith("FAIL")
                .contains("orders-0: its end went from 198 to 200 within PT5S");
    }

    @Test
    void twoLooksWithinAMomentProveNothing() {
        Observed<Map<org.apache.kafka.common.TopicPartition, SeenLog>> same = Observed.present(Map.of(ORDERS, SOURCE));
        Move hasty = new Move().source(side -> side.logs(new SeenLogs(Duration.ofSeconds(4), same)));

        assertThat(hasty.item(CutoverRule.PRODUCERS_STOPPED)).isInstanceOf(CutoverItem.Unknown.class);
        assertThat(hasty.check(Move.builder().stableFor(Duration.ofSeconds(4))).item(CutoverRule.PRODUCERS_STOPPED))
                .isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void aLogThatWasNotSeenIsUnknownOnEitherSide() {
        SeenLogs none = new SeenLogs(Move.LONG_ENOUGH, Observed.present(Map.of()));

        Move source = new Move().source(side -> side.logs(none));
        assertThat(source.item(CutoverRule.PRODUCERS_STOPPED).describe()).startsWith("UNKNOWN");
        assertThat(source.item(CutoverRule.DRAINED).describe()).contains("not seen at the source");
        assertThat(source.item(CutoverRule.COMMITS_NOT_AHEAD).describe()).startsWith("UNKNOWN");
        Move target = new Move().target(side -> side.logs(none));
        assertThat(target.item(CutoverRule.DRAINED).describe()).contains("not seen at the target");
        assertThat(target.item(CutoverRule.COMMITS_NOT_AHEAD).describe()).startsWith("UNKNOWN");
        assertThat(target.item(CutoverRule.GROUPS_PRESENT).describe()).startsWith("UNKNOWN");
    }

    @Test
    void aCopyThatEndsWithAnotherRecordIsNotDrained() {
        Move late = new Move().target(side -> side.logs(logs(ORDERS, new SeenLog(0, 100, 100, last(99, 198)))));
        Move foreign = new Move()
                .target(side -> side.logs(logs(
                        ORDERS,
                        new SeenLog(
                                0,
                                100,
                                100,
                                Observed.present(Optional.of(
                                        new RecordStamp(99, Move.record(0, 199).timestamp(), 7)))))));

        assertThat(late.item(CutoverRule.DRAINED).describe())
                .startsWith("FAIL")
                .contains("offset 199 of 2026-11-20T12:03:19Z")
                .contains("offset 99 of 2026-11-20T12:03:18Z");
        assertThat(foreign.item(CutoverRule.DRAINED)).isInstanceOf(CutoverItem.Failed.class);
    }

    @Test
    void fewerRecordsThanAtTheSourceAreNotDrainedThoughTheLastOneIsThere() {
        Move move = new Move().target(side -> side.logs(logs(ORDERS, new SeenLog(0, 99, 99, last(98, 199)))));

        assertThat(move.item(CutoverRule.DRAINED).describe())
                .contains("99 records at the target, 100 at the source")
                .contains("transactionalTopics");
        assertThat(move.check(Move.builder().transactionalTopics(Set.of("orders")))
                        .item(CutoverRule.DRAINED)
                        .describe())
                .startsWith("PASS")
                .contains("counted too in 0");
    }

    @Test
    void recordsAreNotCountedWhereOffsetsDoNotCountThem() {
        SeenLog oneLess = new SeenLog(0, 99, 99, last(98, 199));
        Move compacted = new Move()
                .sourceState(Move.orders(Map.of("cleanup.policy", "compact,delete")))
                .target(side -> side.logs(logs(ORDERS, oneLess)));
        Move marker = new Move()
                .source(side -> side.logs(logs(ORDERS, new SeenLog(100, 201, 201, last(199, 199)))))
                .target(side -> side.logs(logs(ORDERS, oneLess)));
        Move cut = new Move().target(side -> side.logs(logs(ORDERS, new SeenLog(40, 99, 99, last(98, 199)))));

        assertThat(compacted.item(CutoverRule.DRAINED).describe()).startsWith("PASS");
        assertThat(marker.item(CutoverRule.DRAINED).describe()).startsWith("PASS");
        assertThat(cut.item(CutoverRule.DRAINED).describe()).startsWith("PASS");
    }

    @Test
    void anEmptyCopyIsDrainedOnlyWhereTheSourceIsEmptyToo() {
        SeenLog empty = new SeenLog(200, 200, 200, Observed.present(Optional.empty()));
        SeenLog nothing = new SeenLog(0, 0, 0, Observed.present(Optional.empty()));

        Move lost = new Move().target(side -> side.logs(logs(ORDERS, nothing)));
        assertThat(lost.item(CutoverRule.DRAINED).describe()).contains("its copy is empty");
        Move expired = new Move()
                .source(side -> side.logs(logs(ORDERS, empty)))
                .target(side -> side.logs(logs(ORDERS, nothing)));
        assertThat(expired.item(CutoverRule.DRAINED).describe()).startsWith("PASS");
    }

    @Test
    void aLogOfMarkersAloneHasNothingToCopy() {
        Observed<Optional<RecordStamp>> none = Observed.present(Optional.empty());
        Move markers = new Move().source(side -> side.logs(logs(ORDERS, new SeenLog(199, 200, 200, none))));

        assertThat(markers.item(CutoverRule.DRAINED)).isInstanceOf(CutoverItem.Passed.class);
        Move copyless = new Move().target(side -> side.logs(logs(ORDERS, new SeenLog(99, 100, 100, none))));
        assertThat(copyless.item(CutoverRule.DRAINED).describe()).contains("there is none");
    }

    @Test
    void withoutTheLastRecordsNobodyKnows() {
        Move source = new Move().source(side -> side.logs(logs(ORDERS, new SeenLog(100, 200, 200, notRead()))));
        Move target = new Move().target(side -> side.logs(logs(ORDERS, new SeenLog(0, 100, 100, notRead()))));

        assertThat(source.item(CutoverRule.DRAINED).describe())
                .startsWith("UNKNOWN")
                .contains("consumer");
        assertThat(target.item(CutoverRule.DRAINED).describe())
                .startsWith("UNKNOWN")
                .contains("consumer");
    }
}
