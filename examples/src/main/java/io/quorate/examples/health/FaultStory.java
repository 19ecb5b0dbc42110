// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.health;

import io.quorate.health.ClusterHealth;
import io.quorate.health.HealthStatus;
import io.quorate.health.monitor.HealthMonitor;
import io.quorate.health.monitor.HealthSnapshot;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.time.Time;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Predicate;

/** A broker is killed and comes back, and what the monitor says meanwhile. */
final class FaultStory {
    private static final int VICTIM = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final PrintStream out;
    private final Time time;
    private final HealthMonitor monitor;

    FaultStory(PrintStream out, Time time, HealthMonitor monitor) {
        this.out = out;
        this.time = time;
        this.monitor = monitor;
    }

    /** Returns whether all was seen as it should be. */
    boolean tell(TestCluster cluster, Duration each) throws InterruptedException {
        boolean good = await("The cluster is well", health -> health.status() == HealthStatus.HEALTHY);
        time.sleep(each);
        out.println("\n== Broker " + VICTIM + " is killed");
        cluster.kill(VICTIM);
        good &= await("Its controller is missed", health -> health.findingIds().contains("quorum-degraded"));
        good &= await("It is missed", health -> health.findingIds().contains("brokers-missing"));
        monitor.latest()
                .ifPresent(snapshot ->
                        out.println(snapshot.health().describe().indent(2).stripTrailing()));
        time.sleep(each);
        out.println("\n== Broker " + VICTIM + " is started again");
        cluster.start(VICTIM);
        good &= await("The cluster is well again", health -> health.status() == HealthStatus.HEALTHY);
        time.sleep(each);
        return good;
    }

    private boolean await(String what, Predicate<ClusterHealth> condition) throws InterruptedException {
        long begin = time.nanos();
        long first = monitor.latest().map(HealthSnapshot::number).orElse(0L);
        while (time.nanos() - begin < PATIENCE.toNanos()) {
            boolean seen = monitor.latest()
                    .filter(snapshot -> snapshot.number() > first)
                    .map(HealthSnapshot::health)
                    .filter(condition)
                    .isPresent();
            if (seen) {
                out.printf("[x] %s, after %d ms%n", what, (time.nanos() - begin) / 1_000_000);
                return true;
            }
            time.sleep(LOOK);
        }
        out.printf(
                "[ ] %s: not seen within %d s. Last: %s%n",
                what,
                PATIENCE.toSeconds(),
                monitor.latest().map(HealthSnapshot::toString).orElse("nothing"));
        return false;
    }
}
