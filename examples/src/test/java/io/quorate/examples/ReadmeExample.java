// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObserver;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityPlanner;
import io.quorate.reassignment.durability.DurabilityPolicy;
import io.quorate.reassignment.execute.DurabilityExecution;
import io.quorate.reassignment.execute.DurabilityExecutor;
import io.quorate.reassignment.execute.DurabilityResult;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The code of the README's first screen; a test compares the two and runs it on real brokers. */
final class ReadmeExample {
    private ReadmeExample() {}

    static DurabilityResult makeDurable(String bootstrapServers) {
        // README begin
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            ClusterState now = ClusterObserver.using(admin).observe();
            DurabilityPolicy policy = DurabilityPolicy.builder().build(); // RF 3, min.insync.replicas 2, 3 controllers
            DurabilityPlan plan = DurabilityPlanner.targeting(policy).plan(now);

            System.out.println(plan.describe()); // the dry run: nothing has been changed yet

            try (DurabilityExecution run = DurabilityExecutor.using(admin).start(plan)) {
                DurabilityResult result = run.await(Duration.ofHours(1));
                System.out.println(result.describe()); // what was read back from the cluster
                return result;
            }
        }
        // README end
    }
}
