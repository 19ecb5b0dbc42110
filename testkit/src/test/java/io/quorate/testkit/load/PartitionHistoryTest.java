// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.load.RecordCodec.Decoded;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PartitionHistoryTest {
    private final PartitionHistory history = new PartitionHistory(HistoryBuilder.PARTITION, 1, 10);

    @Test
    void isReadToEndWhenTheGroupHasReachedTheEndOfTheLog() {
        history.endsAt(20);
        history.reached(20, OptionalLong.of(0));
        assertThat(history.isReadToEnd()).isTrue();
    }

    @Test
    void isNotReadToEndAsLongAsTheEndIsUnknown() {
        history.reached(20, OptionalLong.of(0));
        assertThat(history.whyNotReadToEnd())
                .hasValueSatisfying(why -> assertThat(why).contains("could not be read"));
    }

    @Test
    void isNotReadToEndWhileTheGroupIsBehind() {
        history.endsAt(20);
        history.reached(19, OptionalLong.of(1));
        assertThat(history.whyNotReadToEnd()).hasValue("the group read up to offset 19 of 20");
    }

    @Test
    void doesNotBelieveAnEndBelowAnAcknowledgedOffset() {
        history.stored(20);
        history.endsAt(20);
        history.reached(20, OptionalLong.of(0));
        assertThat(history.whyNotReadToEnd())
                .hasValueSatisfying(why -> assertThat(why).contains("high watermark"));
    }

    @Test
    void doesNotBelieveAnEndBelowAnOffsetThatWasRead() {
        history.read(20, Decoded.FOREIGN);
        history.endsAt(20);
        history.reached(20, OptionalLong.of(0));
        assertThat(history.isReadToEnd()).isFalse();
    }

    @Test
    void takesAnAcknowledgementWithoutAnOffset() {
        history.stored(-1);
        history.endsAt(10);
        history.reached(10, OptionalLong.of(0));
        assertThat(history.isReadToEnd()).isTrue();
    }
}
