// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import static io.quorate.backup.cutover.Move.ORDERS;
import static io.quorate.backup.cutover.Move.group;
import static io.quorate.backup.cutover.Move.last;
import static io.quorate.backup.cutover.Move.logs;
import static io.quorate.backup.cutover.Move.next;
import static io.quorate.backup.cutover.Move.notRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Observed;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In {@link Move}, the group goes on at number 190 of 199 at the source, and at number 188 at the target. */
class CommitRuleTest {
    private static final Observed<Optional<RecordStamp>> NONE = Observed.present(Optional.empty());

    @Test
    void aGroupThatGoesOnBehindWhatItHasNotReadFails() {
        Move ahead = atTarget(91, 191);

        assertThat(ahead.item(CutoverRule.COMMITS_NOT_AHEAD).describe())
                .startsWith("FAIL")
                .contains("group billing in orders-0: goes on at offset 91 of 2026-11-20T12:03:11Z")
                .contains("10 records are left to read at the source, 9 at the target");
        assertThat(atTarget(90, 190).item(CutoverRule.COMMITS_NOT_AHEAD)).isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void recordsOfOneMomentAreToldApartByCountingThem() {
        Move sameTime = atTarget(91, 190);

        assertThat(sameTime.item(CutoverRule.COMMITS_NOT_AHEAD).describe())
                .contains("10 records are left to read at the source, 9 at the target");
        assertThat(sameTime.check(Move.builder().transactionalTopics(Set.of("orders")))
                        .item(CutoverRule.COMMITS_NOT_AHEAD))
                .isInstanceOf(CutoverItem.Passed.class);
    }

    @Test
    void whatIsReadAgainHasABudget() {
        Move early = atTarget(30, 130);

        assertThat(early.item(CutoverRule.COMMITS_NOT_AHEAD)).isInstanceOf(CutoverItem.Passed.class);
        assertThat(early.check(Move.builder().repeatBudget(Duration.ofSeconds(59)))
                        .item(CutoverRule.COMMITS_NOT_AHEAD)
                        .describe())
                .contains("would read PT1M of records again")
                .contains("offset.lag.max");
    }

    @Test
    void aGroupThatHasReadAllMayGoOnAtTheEndOrBeforeIt() {
        Move bothAtEnd = atEndOfSource().target(side -> side.groups(group("billing", ORDERS, 100)));
        Move before = atEndOfSource();

        assertThat(bothAtEnd.item(CutoverRule.COMMITS_NOT_AHEAD).describe()).contains("at most PT0S");
        assertThat(before.item(CutoverRule.COMMITS_NOT_AHEAD).describe()).contains("at most PT11S");
    }

    @Test
    void aGroupThatIsAtTheEndOfTheTargetAloneSkipsTheRest() {
        Move move = new Move().target(side -> side.groups(group("billing", ORDERS, 100)));

        assertThat(move.item(CutoverRule.COMMITS_NOT_AHEAD).describe())
                .contains("nothing is left to read at the target, and offset 190");
    }

    @Test
    void whereTheSourceHasExpiredTheTargetTellsTheNewestRecord() {
        Move expired = atEndOfSource().source(side -> side.logs(logs(ORDERS, new SeenLog(200, 200, 200, NONE))));
        Move neither = atEndOfSource()
                .source(side -> side.logs(logs(ORDERS, new SeenLog(200, 200, 200, NONE))))
                .target(side -> side.logs(logs(ORDERS, new SeenLog(0, 100, 100, notRead()))));

        assertThat(expired.item(CutoverRule.COMMITS_NOT_AHEAD).describe()).contains("at most PT11S");
        assertThat(neither.item(CutoverRule.COMMITS_NOT_AHEAD).describe())
                .startsWith("UNKNOWN")
                .contains("nobody could read its newest record");
    }

    @Test
    void timestampsOfTheBrokersClocksSayNothing() {
        Move move = new Move().sourceState(Move.orders(Map.of("message.timestamp.type", "LogAppendTime")));
        Move target = new Move().targetState(Move.orders(Map.of("message.timestamp.type", "LogAppendTime")));
        Move unknown = new Move().targetState(state -> state.topicConfigs(notRead()));

        assertThat(move.item(CutoverRule.COMMITS_NOT_AHEAD)).isInstanceOf(CutoverItem.Unknown.class);
        assertThat(target.item(CutoverRule.COMMITS_NOT_AHEAD)).isInstanceOf(CutoverItem.Unknown.class);
        assertThat(unknown.item(CutoverRule.COMMITS_NOT_AHEAD)).isInstanceOf(CutoverItem.Unknown.class);
    }

    @Test
    void recordsThatWereNotReadAreUnknownOnEitherSide() {
        assertThat(new Move()
                        .source(side -> side.records(notRead()))
                        .item(CutoverRule.COMMITS_NOT_AHEAD)
                        .describe())
                .startsWith("UNKNOWN")
                .contains("DENIED");
        assertThat(new Move()
                        .target(side -> side.records(Observed.present(Map.of())))
                        .item(CutoverRule.COMMITS_NOT_AHEAD)
                        .describe())
                .startsWith("UNKNOWN")
                .contains("NOT_ASKED");
        assertThat(new Move().target(side -> side.groups(notRead())).item(CutoverRule.COMMITS_NOT_AHEAD))
                .isInstanceOf(CutoverItem.Unknown.class);
    }

    @Test
    void aCommitThatIsMissingAtTheTargetIsToldByTheOtherRule() {
        Move move = new Move().target(side -> side.groups(Observed.present(Map.of())));

        assertThat(move.item(CutoverRule.COMMITS_NOT_AHEAD).describe())
                .startsWith("PASS")
                .contains("none of 0");
    }

    private static Move atTarget(long commit, long number) {
        return new Move()
                .target(side -> side.groups(group("billing", ORDERS, commit)).records(next(ORDERS, commit, number)));
    }

    private static Move atEndOfSource() {
        Move move = new Move().source(side -> side.groups(group("billing", ORDERS, 200))
                .logs(logs(ORDERS, new SeenLog(100, 200, 200, last(199, 199)))));
        return move.rollback(Optional.of(Move.backup(move.source())));
    }
}
