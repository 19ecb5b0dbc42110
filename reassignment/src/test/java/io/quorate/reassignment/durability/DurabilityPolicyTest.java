// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.ControllerEndpoint;
import io.quorate.cluster.Endpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurabilityPolicyTest {
    @Test
    void isThreeReplicasTwoInSyncThreeControllersAndEveryTopicIfNothingIsSet() {
        DurabilityPolicy policy = DurabilityPolicy.builder().build();

        assertThat(policy.describe()).isEqualTo("replication factor 3, min.insync.replicas=2, 3 controllers");
        assertThat(policy.covers("__consumer_offsets")).isTrue();
        assertThat(policy.controllerEndpoints()).isEmpty();
    }

    @Test
    void keepsWhatWasSet() {
        ControllerEndpoint endpoint = new ControllerEndpoint("CONTROLLER", new Endpoint("host", 9093));
        DurabilityPolicy policy = DurabilityPolicy.builder()
                .replicationFactor(5)
                .minInSyncReplicas(3)
                .controllers(1)
                .topics(name -> name.startsWith("a"))
                .controllerEndpoint(101, endpoint)
                .build();

        assertThat(policy.replicationFactor()).isEqualTo(5);
        assertThat(policy.minInSyncReplicas()).isEqualTo(3);
        assertThat(policy.controllers()).isEqualTo(1);
        assertThat(policy.covers("a")).isTrue();
        assertThat(policy.covers("b")).isFalse();
        assertThat(policy.controllerEndpoints()).isEqualTo(Map.of(101, List.of(endpoint)));
    }

    @Test
    void namesAllViolationsAtOnce() {
        assertThatThrownBy(() -> DurabilityPolicy.builder()
                        .replicationFactor(1)
                        .minInSyncReplicas(4)
                        .controllers(2)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("replicationFactor=1 survives no loss")
                .hasMessageContaining("minInSyncReplicas=4 must be at least 1 and below replicationFactor=1")
                .hasMessageContaining("controllers=2 must be an odd number");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 1, ''",
        "3, 2, 5, ''",
        "1, 1, 3, replicationFactor=1",
        "3, 3, 3, minInSyncReplicas=3",
        "3, 0, 3, minInSyncReplicas=0",
        "3, 2, 0, controllers=0",
        "3, 2, -1, controllers=-1",
        "3, 2, 4, controllers=4"
    })
    void acceptsWhatCanLoseABrokerAndGoOn(int factor, int minIsr, int controllers, String wrong) {
        DurabilityPolicy.Builder builder = DurabilityPolicy.builder()
                .replicationFactor(factor)
                .minInSyncReplicas(minIsr)
                .controllers(controllers);

        if (wrong.isEmpty()) {
            assertThat(builder.build().replicationFactor()).isEqualTo(factor);
        } else {
            assertThatThrownBy(builder::build).hasMessageContaining(wrong);
        }
    }
}
