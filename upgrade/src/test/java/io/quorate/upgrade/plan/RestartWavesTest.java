// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.cluster.ClusterState;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestartWavesTest {
    private static final Set<String> NO_TOPICS = Set.of();

    /** Three replicas in three racks, as Kafka places them. */
    static Sketch rackAware(int brokers, int partitions) {
        Sketch sketch = Sketch.ofBrokers(brokers).voters(1001, 1002, 1003).topic("t", 2);
        Random random = new Random(7);
        int perRack = brokers / 3;
        for (int i = 0; i < partitions; i++) {
            sketch.partition(
                    "t",
                    1 + 3 * random.nextInt(perRack),
                    2 + 3 * random.nextInt(perRack),
                    3 + 3 * random.nextInt(perRack));
        }
        return sketch;
    }

    private static RestartWaves waves(ClusterState state, Parallelism parallelism) {
        return RestartWaves.of(state, state.onlineBrokers(), RestartPolicy.DEFAULT, parallelism);
    }

    @Test
    void thirtyBrokersInThreeRacksTakeThreeRounds() {
        RestartWaves found = waves(rackAware(30, 1000).state(), Parallelism.withinOneRack(10));

        assertThat(found.waves()).hasSize(3);
        assertThat(found.count().describe()).startsWith("3 rounds, at least 3 are needed (t-0 has 3 replicas");
    }

    @Test
    void racksAreFoundWithoutTheirNamesToo() {
        ClusterState state = rackAware(9, 400).state();
        RestartWaves found = waves(state, Parallelism.acrossRacks(9));

        assertThat(found.waves()).containsExactlyInAnyOrder(List.of(1, 4, 7), List.of(2, 5, 8), List.of(3, 6, 9));
    }

    @Test
    void randomPlacementGainsNothing() {
        Sketch sketch = Sketch.ofBrokers(12).topic("t", 2);
        Random random = new Random(3);
        for (int i = 0; i < 600; i++) {
            int first = random.nextInt(12);
            int second = (first + 1 + random.nextInt(5)) % 12;
            sketch.partition(
                    "t",
                    first + 1,
                    second + 1,
                    (second + 1 + random.nextInt(5)) % 12 + 1 == first + 1
                            ? (second + 6) % 12 + 1
                            : (second + 3) % 12 + 1);
        }

        assertThat(waves(sketch.state(), Parallelism.acrossRacks(12)).waves()).hasSizeGreaterThan(6);
    }

    @Test
    void aPartitionThatCanSpareTwoLetsTwoGo() {
        ClusterState state = Sketch.ofBrokers(4)
                .topic("t", 1)
                .partition("t", 1, 2, 3)
                .partition("t", 2, 3, 4)
                .state();
        RestartWaves found = waves(state, Parallelism.acrossRacks(4));

        assertThat(found.waves()).hasSize(2);
        assertThat(found.count().lowerBound()).isEqualTo(2);
        assertThat(found.count().bound()).contains("has 3 replicas to restart and can spare 2 at a time");
    }

    @Test
    void withoutConditionsOnPartitionsOnlyTheCapCounts() {
        RestartPolicy ready =
                new RestartPolicy(SafetyLevel.READY_FOR_REQUESTS, 0, RestartPolicy.QuorumRule.MAJORITY, NO_TOPICS);
        ClusterState state = rackAware(9, 50).state();

        assertThat(RestartWaves.of(state, state.onlineBrokers(), ready, Parallelism.acrossRacks(5))
                        .waves())
                .hasSize(2);
    }

    @Test
    void interruptibleTopicsAreInNobodysWay() {
        RestartPolicy policy = new RestartPolicy(
                SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 0, RestartPolicy.QuorumRule.MAJORITY, Set.of("t"));
        ClusterState state = rackAware(9, 50).state();

        assertThat(RestartWaves.of(state, state.onlineBrokers(), policy, Parallelism.acrossRacks(9))
                        .waves())
                .hasSize(1);
    }

    @Test
    void aBrokerWithoutARackGoesAloneWhereRacksCount() {
        ClusterState state = Sketch.ofBrokers(3).topic("t", 1).state();
        ClusterState rackless = state.toBuilder()
                .brokers(io.quorate.cluster.Observed.present(state.brokers().orElse(List.of()).stream()
                        .map(broker -> new io.quorate.cluster.Broker(broker.nodeId(), broker.endpoint(), null, false))
                        .toList()))
                .build();

        assertThat(waves(rackless, Parallelism.withinOneRack(3)).waves()).hasSize(3);
        assertThat(waves(rackless, Parallelism.withinOneRack(3)).count().lowerBound())
                .isEqualTo(3);
        assertThat(waves(rackless, Parallelism.acrossRacks(3)).waves()).hasSize(1);
    }

    @Test
    void oneNodeMustBeAllowed() {
        assertThatIllegalArgumentException().isThrownBy(() -> Parallelism.acrossRacks(0));
    }
}
