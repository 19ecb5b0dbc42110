// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.idOf;
import static io.quorate.reassignment.plan.States.withBrokerConfig;
import static io.quorate.reassignment.plan.States.withDefaultMinIsr;
import static io.quorate.reassignment.plan.States.withMinIsr;
import static io.quorate.reassignment.plan.States.withTopic;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigValue.Source;
import io.quorate.cluster.Observed;
import io.quorate.reassignment.durability.DurabilityAdvice.DefaultMinIsrKept;
import io.quorate.reassignment.durability.DurabilityStep.RaiseDefaultMinIsr;
import io.quorate.reassignment.durability.DurabilityStep.RaiseMinIsr;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MinIsrRaiseTest {
    private static final DurabilityPolicy POLICY = DurabilityPolicy.builder().build();
    private static final DurabilityPolicy ORDERS_ONLY =
            DurabilityPolicy.builder().topics("orders"::equals).build();

    @Test
    void raisesEveryTopicThatIsTooLowAndThenTheDefault() {
        ClusterState state = withTopic(withTopic(cluster(1, 2, 3), "a", List.of(1)), "b", List.of(1));
        state = withMinIsr(state, "b", 2, Source.DYNAMIC_TOPIC);

        assertThat(MinIsrRaise.plan(POLICY, state).steps())
                .containsExactly(new RaiseMinIsr("a", idOf("a"), 1, 2), new RaiseDefaultMinIsr(1, 2));
    }

    @Test
    void neverLowers() {
        ClusterState state = withDefaultMinIsr(withTopic(cluster(1, 2, 3), "a", List.of(1, 2, 3)), 3);

        assertThat(MinIsrRaise.plan(POLICY, withMinIsr(state, "a", 3, Source.DYNAMIC_TOPIC)))
                .isEqualTo(new MinIsrRaise(List.of(), List.of()));
    }

    @Test
    void raisesTheDefaultIfOneBrokerHasItTooLow() {
        ClusterState state = withDefaultMinIsr(cluster(1, 2, 3), 2);

        assertThat(MinIsrRaise.plan(POLICY, state).steps()).isEmpty();
        assertThat(MinIsrRaise.plan(POLICY, withBrokerConfig(state, 3, "min.insync.replicas", "1"))
                        .steps())
                .containsExactly(new RaiseDefaultMinIsr(1, 2));
    }

    @Test
    void keepsTheDefaultForTheSakeOfATopicThatIsLeftAsItIsAndWouldStop() {
        ClusterState state = withTopic(cluster(1, 2, 3), "other", List.of(1, 2));

        MinIsrRaise raise = MinIsrRaise.plan(ORDERS_ONLY, state);

        assertThat(raise.steps()).isEmpty();
        assertThat(raise.advice()).containsExactly(new DefaultMinIsrKept(1, 2, List.of("other")));
        assertThat(raise.advice().get(0).describe())
                .contains("default min.insync.replicas=1 is kept", "no more than 2 replicas: [other]");
    }

    @Test
    void raisesTheDefaultIfNoTopicThatIsLeftAsItIsWouldStop() {
        List<RaiseDefaultMinIsr> raised = List.of(new RaiseDefaultMinIsr(1, 2));
        ClusterState two = withTopic(cluster(1, 2, 3), "other", List.of(1, 2));

        assertThat(MinIsrRaise.plan(ORDERS_ONLY, withMinIsr(two, "other", 1, Source.DYNAMIC_TOPIC))
                        .steps())
                .as("it has a value of its own")
                .isEqualTo(raised);
        assertThat(MinIsrRaise.plan(ORDERS_ONLY, withTopic(cluster(1, 2, 3), "other", List.of(1, 2, 3)))
                        .steps())
                .as("it has a replica to spare")
                .isEqualTo(raised);
        assertThat(MinIsrRaise.plan(ORDERS_ONLY, withTopic(cluster(1, 2, 3), "other", List.of(1)))
                        .steps())
                .as("a single replica is enough for any min.insync.replicas since 3.7")
                .isEqualTo(raised);
        ClusterState beforeThat = withTopic(cluster(1, 2, 3), "other", List.of(1)).toBuilder()
                .features(Observed.present(new ClusterFeatures(Map.of("metadata.version", 18))))
                .build();
        assertThat(MinIsrRaise.plan(ORDERS_ONLY, beforeThat).advice())
                .containsExactly(new DefaultMinIsrKept(1, 2, List.of("other")));
    }

    @Test
    void plansNothingForATopicWhoseConfigsWereNotSeen() {
        ClusterState state = withTopic(cluster(1, 2, 3), "a", List.of(1));

        assertThat(MinIsrRaise.plan(
                                POLICY,
                                state.toBuilder()
                                        .topicConfigs(Observed.present(Map.of()))
                                        .brokerConfigs(Observed.present(Map.of()))
                                        .build())
                        .steps())
                .isEmpty();
    }
}
