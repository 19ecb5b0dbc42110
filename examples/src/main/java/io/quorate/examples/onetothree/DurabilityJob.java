// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.onetothree;

import io.quorate.backup.observe.ClusterExport;
import io.quorate.cluster.ClusterState;
import io.quorate.examples.connection.Looks;
import io.quorate.examples.console.Checklist;
import io.quorate.examples.console.ProgressBar;
import io.quorate.observe.ClusterObserver;
import io.quorate.reassignment.durability.DurabilityChecklist;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityPlanner;
import io.quorate.reassignment.durability.DurabilityPolicy;
import io.quorate.reassignment.execute.DurabilityExecution;
import io.quorate.reassignment.execute.DurabilityExecutor;
import io.quorate.reassignment.execute.DurabilityResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** What both ways of the scenario do with a cluster: back up, plan, run, check. */
final class DurabilityJob {
    private static final DurabilityPolicy POLICY = DurabilityPolicy.builder().build();

    private static final int MOST_TRIES = 5;

    private final PrintStream out;
    private final Admin admin;

    DurabilityJob(PrintStream out, Admin admin) {
        this.out = out;
        this.admin = admin;
    }

    void backUp(@Nullable Path chosen) throws IOException {
        ClusterState state = ClusterObserver.using(admin).observe();
        Path file = chosen != null
                ? chosen
                : Path.of(System.getProperty("java.io.tmpdir"), "quorate-backup-" + state.clusterId() + ".json");
        ClusterExport.using(admin).observe().writeTo(file);
        out.println("Backup of all but the records (topics, configs, offsets, ACLs, quotas): " + file);
    }

    DurabilityPlan plan() {
        return plan(ClusterObserver.using(admin).observe());
    }

    /** What is left to do, as far as it does not come from a broker that is behind. */
    DurabilityPlan planAgain() {
        return plan(
                Looks.until(ClusterObserver.using(admin), state -> plan(state).isEmpty()));
    }

    private static DurabilityPlan plan(ClusterState state) {
        return DurabilityPlanner.targeting(POLICY).plan(state);
    }

    DurabilityResult run(DurabilityPlan plan, Duration timeout) {
        DurabilityExecutor executor =
                DurabilityExecutor.builder(admin).listener(new ProgressBar(out)).build();
        try (DurabilityExecution run = executor.start(plan)) {
            return run.await(timeout);
        }
    }

    /** Plans and runs until there is nothing left to do: brokers that come and go change what is to be done. */
    void settle(Duration timeout) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            DurabilityPlan plan = plan();
            if (plan.isEmpty()) {
                return;
            }
            if (plan.problems().isEmpty()) {
                run(plan, timeout).throwIfFailed();
            }
        }
    }

    void check(Checklist list) {
        ClusterState state = Looks.until(ClusterObserver.using(admin), seen -> DurabilityChecklist.of(POLICY, seen)
                .isMet());
        DurabilityChecklist.of(POLICY, state)
                .lines()
                .forEach(line -> list.add(line.question(), line.met(), line.seen()));
    }
}
