// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObserver;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityPlanner;
import io.quorate.reassignment.durability.DurabilityPolicy;
import io.quorate.testkit.cluster.NodeSpec;
import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class DurabilityExecutorIT {
    private static final DurabilityPolicy POLICY = DurabilityPolicy.builder().build();

    @Test
    void takesOneBrokerToThreeAndIsANoOpAfterwards() throws Exception {
        try (TestCluster cluster = TestCluster.builder().nodes(1).start()) {
            cluster.admin()
                    .createTopics(
                            List.of(new NewTopic("orders", 20, (short) 1), new NewTopic("payments", 7, (short) 1)))
                    .all()
                    .get();
            ClusterObserver observer = ClusterObserver.using(cluster.admin());
            System.out.println(
                    DurabilityPlanner.targeting(POLICY).plan(observer.observe()).describe());
            cluster.addNode(NodeSpec.combined(2));
            cluster.addNode(NodeSpec.combined(3));
            ClusterState state = observer.observe();
            System.out.println(state.quorum());
            DurabilityPlan plan = DurabilityPlanner.targeting(POLICY).plan(state);
            System.out.println(plan.describe());
            DurabilityResult result;
            try (DurabilityExecution run = DurabilityExecutor.builder(cluster.admin())
                    .listener(event -> System.out.println(event.describe()))
                    .build()
                    .start(plan)) {
                result = run.await(Duration.ofMinutes(2));
            }
            System.out.println(result.describe());
            assertThat(result.isSuccess()).as(result.describe()).isTrue();
            DurabilityPlan again = DurabilityPlanner.targeting(POLICY).plan(observer.observe());
            System.out.println(again.describe());
            assertThat(again.isEmpty()).isTrue();
        }
    }
}
