// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import static io.quorate.cluster.Clusters.gap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedTest {
    @Test
    void everythingReadHasAValueAndNoGap() {
        Observed<String> all = Observed.of("all", List.of());

        assertThat(all).isEqualTo(Observed.present("all"));
        assertThat(all.isComplete()).isTrue();
        assertThat(all.orElse("other")).isEqualTo("all");
        assertThat(all.value()).contains("all");
    }

    @Test
    void partlyReadHasAValueAndGaps() {
        Observed<String> some = Observed.of("some", List.of(gap("topic a")));

        assertThat(some.isComplete()).isFalse();
        assertThat(some.orElse("other")).isEqualTo("some");
        assertThat(some.gaps()).containsExactly(gap("topic a"));
    }

    @Test
    void notReadHasAGapAndNoValueSoThatItIsNeverTakenForEmpty() {
        Observed<String> none = Observed.unavailable(gap("topics"));

        assertThat(none.isComplete()).isFalse();
        assertThat(none.value()).isEmpty();
        assertThat(none.orElse("other")).isEqualTo("other");
        assertThat(none.gaps()).containsExactly(gap("topics"));
    }

    @Test
    void partialWithoutAGapIsAContradiction() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Observed.Partial<>("some", List.of()));
    }

    @Test
    void aGapSaysWhatWhyAndWhatKafkaSaid() {
        assertThat(gap("quorum").describe()).isEqualTo("quorum: UNREACHABLE (TimeoutException: no answer)");
    }
}
