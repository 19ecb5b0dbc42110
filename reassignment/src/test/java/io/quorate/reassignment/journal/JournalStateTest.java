// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class JournalStateTest {
    private final JournalState state = new JournalState();

    @Test
    void knowsNothingOfAPlanThatWasNotBegun() {
        assertThat(state.begun()).isEmpty();
        assertThat(state.isWhole()).isFalse();
        assertThat(state.isSettled()).isTrue();
    }

    @Test
    void tellsWhetherAPlanIsWholeAndStartsAnewWithASecondBeginning() {
        JournalRecord part =
                new JournalRecord.PlannedMoves("orders", Uuid.ZERO_UUID, List.of(Records.move(0), Records.move(1)));
        state.accept(Records.begun(4));
        state.accept(part);
        assertThat(state.isWhole()).isFalse();
        state.accept(new JournalRecord.ThrottlePreImage(Records.TOPIC, "k", Optional.of("v")));
        state.accept(new JournalRecord.PhaseEntered("moving", Records.AT));

        state.accept(Records.begun(2));
        state.accept(part);

        assertThat(state.isWhole()).isTrue();
        assertThat(state.phase()).isEmpty();
        assertThat(state.throttlesOwed()).hasSize(1);
        assertThat(state.begun()).contains(Records.begun(2));
    }

    @Test
    void owesThrottlesAndCordonsUntilTheyAreRestored() {
        for (JournalRecord record : Records.ofEveryKind().subList(0, 12)) {
            state.accept(record);
        }
        state.accept(new JournalRecord.ThrottlePreImage(Records.TOPIC, "key", Optional.of("later")));
        state.accept(new JournalRecord.CordonPreImage(3, Optional.of("by ourselves")));
        state.accept(new JournalRecord.Ended(JournalRecord.Ended.Outcome.CANCELLED, Records.AT));

        assertThat(state.outcome()).contains(JournalRecord.Ended.Outcome.CANCELLED);
        assertThat(state.phase()).contains("moving");
        assertThat(state.throttlesOwed())
                .extracting(JournalRecord.ThrottlePreImage::before)
                .containsExactly(Optional.of("later"), Optional.empty());
        assertThat(state.cordonsOwed())
                .extracting(JournalRecord.CordonPreImage::before)
                .containsExactly(Optional.of(""), Optional.empty());
        assertThat(state.isSettled()).isFalse();

        Records.ofEveryKind().subList(12, 16).forEach(state);

        assertThat(state.isSettled()).isTrue();
    }
}
