// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import static io.quorate.cluster.Clusters.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.health.group.GroupHealth;
import io.quorate.health.group.GroupStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GroupDifferTest {
    private final GroupDiffer differ = new GroupDiffer();

    @Test
    void aGroupThatIsNewAndWellIsNoEventAndOneThatIsNotIs() {
        assertThat(look(GroupStatus.OK)).isEmpty();
        assertThat(look(GroupStatus.STALLED)).containsExactly(changed(GroupStatus.OK, GroupStatus.STALLED));
        assertThat(look(GroupStatus.STALLED)).isEmpty();
    }

    @Test
    void whatIsNotKnownForAWhileIsNoEvent() {
        look(GroupStatus.STALLED);

        assertThat(look(GroupStatus.UNKNOWN)).isEmpty();
        assertThat(look(GroupStatus.STALLED)).isEmpty();
        assertThat(look(GroupStatus.OK)).containsExactly(changed(GroupStatus.STALLED, GroupStatus.OK));
    }

    @Test
    void aGroupThatIsGoneIsForgottenUnlessTheListIsNotComplete() {
        look(GroupStatus.STOPPED);
        Gap gap = new Gap("groups", Gap.Kind.UNREACHABLE, "TimeoutException");

        assertThat(differ.differences(Observed.unavailable(gap), NOW)).isEmpty();
        assertThat(look(GroupStatus.STOPPED)).isEmpty();
        assertThat(differ.differences(Observed.present(Map.of()), NOW)).isEmpty();
        assertThat(look(GroupStatus.STOPPED)).hasSize(1);
    }

    private List<HealthEvent> look(GroupStatus status) {
        GroupHealth health = new GroupHealth(
                "billing",
                status,
                "why",
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalInt.empty());
        return differ.differences(Observed.present(Map.of("billing", health)), NOW);
    }

    private static HealthEvent changed(GroupStatus before, GroupStatus after) {
        return new HealthEvent.GroupStatusChanged(NOW, "billing", before, after, "why");
    }
}
