// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.topology;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.FailureTolerance;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what topologies survive. */
@Command(
        name = "tolerance",
        description =
                "Says what a topology survives: brokers, controllers and racks that are lost, as a runbook has it.",
        mixinStandardHelpOptions = true)
public final class Tolerance implements Callable<Integer> {
    @Option(names = "--layout", description = "one of ${COMPLETION-CANDIDATES} (default: all)")
    private @Nullable Layouts layout;

    /** Made by picocli. */
    public Tolerance() {}

    @Override
    public Integer call() {
        for (Layouts each : Layouts.values()) {
            if (layout == null || layout == each) {
                ClusterTopology topology = each.topology(ClusterTopology.randomClusterId(), "4.3.1");
                FailureTolerance tolerance = topology.failureTolerance();
                System.out.println(each + "\n" + tolerance.describe() + "\n\n" + tolerance.table());
            }
        }
        return 0;
    }
}
