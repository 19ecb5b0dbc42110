// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroup;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Test;

class ComparedOffsetsTest {
    private final Simulation simulation = Simulation.small();
    private final UpgradePlan plan = simulation.plan();

    @Test
    void saysThatNoGroupWasComparedIfNoneCanBeListed() {
        simulation.cluster().groups =
                Observed.unavailable(new Gap("consumer groups", Gap.Kind.DENIED, "not authorized"));

        assertThat(warningsOfARoll())
                .singleElement()
                .asString()
                .contains("not compared")
                .contains("consumer groups");
    }

    @Test
    void namesTheGroupWhoseCommitsCannotBeRead() {
        simulation.cluster().groups = Observed.present(Map.of("payments", unreadable(Gap.Kind.DENIED)));

        assertThat(warningsOfARoll())
                .singleElement()
                .asString()
                .contains("not compared")
                .contains("payments");
    }

    @Test
    void saysNothingOfAGroupThatWasDeletedAfterItWasListed() {
        simulation.cluster().groups = Observed.present(Map.of("payments", unreadable(Gap.Kind.VANISHED)));

        assertThat(warningsOfARoll()).isEmpty();
    }

    private static ConsumerGroup unreadable(Gap.Kind why) {
        return new ConsumerGroup(
                "payments",
                GroupType.CLASSIC,
                GroupState.EMPTY,
                OptionalInt.empty(),
                Observed.unavailable(new Gap("offsets of group payments", why, "said so")));
    }

    private List<String> warningsOfARoll() {
        UpgradeResult rolled = simulation.run(coordinator -> coordinator.start(plan));
        assertThat(rolled.outcome()).as(rolled.describe()).isEqualTo(Outcome.ROLLED);
        return rolled.warnings();
    }
}
