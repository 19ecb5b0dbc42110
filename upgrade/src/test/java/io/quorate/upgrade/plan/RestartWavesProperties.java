// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.upgrade.plan.RestartPolicy.QuorumRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RestartWavesProperties {
    private static final RestartPolicy POLICY =
            new RestartPolicy(SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 0, QuorumRule.MAJORITY, Set.of());

    @Property(tries = 150)
    void noPlannedAndNoExecutedStepLeavesAPartitionUnderMinIsr(
            @ForAll long seed, @ForAll @IntRange(min = 3, max = 9) int brokers) {
        RollModel model = new RollModel(seed, brokers, 6);

        Set<Integer> done = model.roll(POLICY, Parallelism.acrossRacks(brokers), state -> state);

        assertThat(model.violations()).isEmpty();
        assertThat(done)
                .as("once nothing flaps any more, everybody has had a turn")
                .hasSize(brokers);
    }

    @Property(tries = 1)
    void theModelCatchesAGateThatIsOffByOne() {
        assertThat(violationsWith(RestartWavesProperties::withLowerMinIsr)).isNotEmpty();
    }

    @Property(tries = 1)
    void theModelCatchesAGateThatOverlooksDeadBrokers() {
        assertThat(violationsWith(RestartWavesProperties::withoutDeath)).isNotEmpty();
    }

    @Property(tries = 1)
    void theModelCatchesAGateThatTakesReplicasForInSync() {
        assertThat(violationsWith(RestartWavesProperties::withFullIsrs)).isNotEmpty();
    }

    @Property(tries = 50)
    void everyBrokerIsInOneWaveAndNoPlanIsShorterThanTheBound(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int brokers) {
        RollModel model = new RollModel(seed, brokers, 10);
        model.roll(POLICY, Parallelism.acrossRacks(brokers), state -> state);
        ClusterState state =
                Sketch.ofBrokers(brokers).topic("t", 1).partition("t", 1, 2).state();
        Set<Integer> ids = state.onlineBrokers();
        for (Parallelism parallelism :
                List.of(Parallelism.acrossRacks(3), Parallelism.withinOneRack(2), Parallelism.oneAtATime())) {
            RestartWaves waves = RestartWaves.of(state, ids, POLICY, parallelism);

            assertThat(waves.waves().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(waves.waves())
                    .hasSizeGreaterThanOrEqualTo(waves.count().lowerBound())
                    .allSatisfy(wave -> assertThat(wave).hasSizeLessThanOrEqualTo(parallelism.maxNodes()));
        }
    }

    private static List<String> violationsWith(java.util.function.UnaryOperator<ClusterState> bug) {
        List<String> violations = new java.util.ArrayList<>();
        for (long seed = 0; seed < 60 && violations.isEmpty(); seed++) {
            RollModel model = new RollModel(seed, 5, 6);
            model.roll(POLICY, Parallelism.acrossRacks(5), bug);
            violations.addAll(model.violations());
        }
        return violations;
    }

    private static ClusterState withLowerMinIsr(ClusterState state) {
        Map<String, ConfigSet> lower = new HashMap<>();
        state.topicConfigs().orElse(Map.of()).forEach((name, configs) -> {
            int value = configs.intValue("min.insync.replicas").orElseThrow() - 1;
            lower.put(
                    name,
                    new ConfigSet(Map.of(
                            "min.insync.replicas",
                            new ConfigValue(String.valueOf(value), ConfigValue.Source.DYNAMIC_TOPIC))));
        });
        return state.toBuilder().topicConfigs(Observed.present(lower)).build();
    }

    private static ClusterState withoutDeath(ClusterState state) {
        return state.toBuilder()
                .brokers(Observed.present(state.brokers().orElse(List.of()).stream()
                        .map(broker ->
                                new io.quorate.cluster.Broker(broker.nodeId(), broker.endpoint(), broker.rack(), false))
                        .toList()))
                .build();
    }

    private static ClusterState withFullIsrs(ClusterState state) {
        Map<String, Topic> full = new HashMap<>();
        state.topics().orElse(Map.of()).forEach((name, topic) -> {
            Topic.Builder builder = Topic.builder(name);
            topic.partitions()
                    .forEach(partition -> builder.partition(
                            partition.toBuilder().isr(partition.replicas()).build()));
            full.put(name, builder.build());
        });
        return state.toBuilder().topics(Observed.present(full)).build();
    }
}
