// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.bench;

import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReplicaMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long a plan takes, by goal and size. On a machine that does other work too, {@link PlanTable} tells more: CPU time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class PlanBenchmark {
    @Param({"10000", "100000", "1000000"})
    private int partitions;

    @Param
    private BenchCase goal = BenchCase.REBALANCE_SKEWED;

    private ReplicaMap cluster = BenchCluster.of(1).map(0);

    @Setup
    public void make() {
        cluster = goal.cluster(partitions);
    }

    @Benchmark
    public ReassignmentPlan plan() {
        return goal.plan(cluster, partitions);
    }
}
