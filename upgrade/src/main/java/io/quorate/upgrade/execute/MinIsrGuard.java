// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.Observed;
import io.quorate.upgrade.execute.RunLog.Action;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps {@code min.insync.replicas} as it is when ELR is finalized. The active controller then writes a cluster-wide value
 * from its own file, which beats what brokers have in theirs; unless there is one already.
 */
final class MinIsrGuard {
    private static final int CLUSTER = -1;

    private final RunContext context;

    MinIsrGuard(RunContext context) {
        this.context = context;
    }

    void fix() {
        Observed<Map<Integer, Integer>> seen = context.gateway().minIsrDefaults();
        if (!seen.isComplete()) {
            throw new Halt(
                    Outcome.BLOCKED,
                    "The brokers' min.insync.replicas could not be read, so ELR is not finalized: "
                            + seen.gaps().get(0).describe() + ".");
        }
        Map<Integer, Integer> values = seen.orElse(Map.of());
        if (values.containsKey(CLUSTER)) {
            return;
        }
        Set<Integer> different = new TreeSet<>(values.values());
        if (different.size() != 1) {
            throw new Halt(
                    Outcome.BLOCKED,
                    "Brokers have different min.insync.replicas in their files, " + values
                            + ", and ELR makes one for all of them. Set the one that is right for the cluster with"
                            + " kafka-configs --entity-type brokers --entity-default, and finalize again.");
        }
        int value = different.iterator().next();
        context.log().intend(Action.MIN_ISR, "", Map.of("value", String.valueOf(value)));
        context.gateway().setClusterMinIsr(value);
        context.log().done(Action.MIN_ISR, "", Map.of());
        context.board()
                .note("Set min.insync.replicas=" + value
                        + " for the cluster, as brokers have it in their files, so that ELR does not change it");
    }
}
