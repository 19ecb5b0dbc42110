// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.upgrade.plan.UpgradeRequest.CanaryRule;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NextWaveTest {
    private static final KafkaVersion V43 = KafkaVersion.of("4.3.1");

    private static Sketch combined(int metadataVersion) {
        return Sketch.ofBrokers(5)
                .voters(2, 1, 3)
                .topic("t", 2)
                .partition("t", 1, 2, 3)
                .partition("t", 3, 4, 5)
                .level("metadata.version", metadataVersion);
    }

    private static UpgradePlan plan(Sketch sketch, String from, UpgradeRequest request) {
        return UpgradePlanner.targeting(request)
                .plan(sketch.survey(Era.KRAFT, from).build());
    }

    private static UpgradePlan to43(Sketch sketch, String from) {
        return plan(sketch, from, UpgradeRequest.to(V43).build());
    }

    @Test
    void choosesOnFreshMetadataWhoIsNext() {
        Sketch planned = RestartWavesTest.rackAware(9, 100).level("metadata.version", 29);
        UpgradePlan plan = plan(
                planned,
                "4.2.2",
                UpgradeRequest.to(V43)
                        .parallelism(Parallelism.withinOneRack(3))
                        .canaryRule(CanaryRule.NONE)
                        .build());
        Roll roll = plan.rolls().get(0);
        Set<Integer> controllers = Set.of(1001, 1002, 1003);

        NextWave controller =
                NextWave.choose(plan.gate(), roll, planned.leader(1002).state(), Set.of());
        NextWave together = NextWave.choose(plan.gate(), roll, planned.state(), controllers);
        // A new partition over two brokers of the first wave: they cannot go together any more.
        Sketch grown = planned.topic("new", 1).partition("new", 1, 4);
        NextWave apart = NextWave.choose(plan.gate(), roll, grown.state(), controllers);
        NextWave down = NextWave.choose(plan.gate(), roll, grown.fenced(8).state(), controllers);
        Set<Integer> all = plan.nodeIds();

        assertThat(controller.wave().orElseThrow().nodeIds()).containsExactly(1003);
        assertThat(together.wave().orElseThrow().nodeIds()).containsExactly(1, 4, 7);
        assertThat(apart.wave().orElseThrow().nodeIds()).containsExactly(1, 7);
        assertThat(down.wave().orElseThrow().nodeIds()).as("it is down anyway").containsExactly(8);
        assertThat(NextWave.choose(plan.gate(), roll, planned.state(), all).wave())
                .isEmpty();
    }

    @Test
    void saysWhyNobodyIsNext() {
        UpgradePlan plan = to43(combined(29), "4.2.2");
        NextWave stuck = NextWave.choose(
                plan.gate(),
                plan.rolls().get(0),
                combined(29).behind(3, Duration.ofMinutes(1)).fenced(5).state(),
                Set.of());

        assertThat(stuck.wave()).isEmpty();
        assertThat(stuck.verdict().describe()).contains("node 5: is fenced");
    }
}
