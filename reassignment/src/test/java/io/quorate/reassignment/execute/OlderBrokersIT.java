// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.execute.ReassignmentResult.Outcome;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.DataRate;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Brokers of 3.9: no guard of the replication factor (KIP-860, 4.1), no cordon (KIP-1066, 4.3), and the old rule of completion. */
class OlderBrokersIT extends LiveReassignments {
    @RegisterExtension
    static final TestClusterExtension KAFKA =
            TestClusterExtension.of(TestCluster.builder().version("3.9.2").nodes(3));

    @Override
    TestCluster cluster() {
        return KAFKA.cluster();
    }

    @Test
    void movesUnderAThrottleAndLeavesNone() throws Exception {
        LivePlan target = create("moved 1,2>1,3 2,1>2,3 1,2>1,2,3", Map.of());
        Numbers.fill(cluster().clientConfig(), "moved", 3, 6);
        Map<String, String> throttles = throttles("moved");

        ReassignmentResult result = run(builder().throttle(DataRate.ofMegabytesPerSecond(5)), target.plan(admin()));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertReplicas("moved", target.to());
        assertThrottles("moved", throttles);
    }

    @Test
    void goesBackToTheOrderedOriginals() throws Exception {
        LivePlan target = create("returned 1,2>2,3 2,1>3,2", Map.of());
        Numbers.fill(cluster().clientConfig(), "returned", 2, 12);

        ReassignmentResult result =
                run(builder().throttle(DataRate.ofMegabytesPerSecond(1)), target.plan(admin()), (run, event) -> {
                    if (event instanceof ReassignmentEvent.Advanced advanced
                            && advanced.progress().copied().bytes() > 0) {
                        run.throttle(DataRate.ofMegabytesPerSecond(50));
                        run.cancel();
                    }
                });

        assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.CANCELLED);
        assertReplicas("returned", List.of(List.of(1, 2), List.of(2, 1)));
        assertThrottles("returned", Map.of());
    }
}
