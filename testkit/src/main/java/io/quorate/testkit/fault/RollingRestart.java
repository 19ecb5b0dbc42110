// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Restarts all nodes, one after the other, the active controller last, and waits before and after each until the cluster is
 * {@linkplain Recovery whole}.
 */
public final class RollingRestart {
    private final TestCluster cluster;
    private final Time time = Time.system();
    private Duration nodeTimeout = Duration.ofSeconds(60);
    private @Nullable KafkaDistribution distribution;

    private RollingRestart(TestCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * A node that was restarted.
     *
     * @param nodeId its id
     * @param stop from the signal to the end of the process
     * @param start from the start of the process until the node took part
     * @param recovery from then until the cluster was whole
     */
    public record Restarted(int nodeId, Duration stop, Duration start, Duration recovery) {}

    /**
     * Returns a rolling restart that has not begun.
     *
     * @param cluster a running cluster
     * @return a description
     */
    public static RollingRestart of(TestCluster cluster) {
        return new RollingRestart(cluster);
    }

    /**
     * Sets how long the cluster may take to be whole, before the first restart and after each. If not set, 60 seconds.
     *
     * @param timeout how long
     * @return this
     */
    public RollingRestart nodeTimeout(Duration timeout) {
        nodeTimeout = timeout;
        return this;
    }

    /**
     * Sets which Kafka each node runs when it starts again. If not set, the one that it ran.
     *
     * @param newDistribution another Kafka
     * @return this
     */
    public RollingRestart installing(KafkaDistribution newDistribution) {
        distribution = newDistribution;
        return this;
    }

    /**
     * Restarts the nodes.
     *
     * @return what was done, in order
     * @throws FaultException if the cluster is not whole in time; the nodes that are left are not restarted then
     */
    public List<Restarted> run() {
        Recovery recovery = Recovery.of(cluster);
        recovery.await(nodeTimeout);
        List<Restarted> done = new ArrayList<>();
        for (int nodeId : order()) {
            long begin = time.nanos();
            cluster.stop(nodeId);
            KafkaDistribution other = distribution;
            if (other != null) {
                cluster.install(nodeId, other);
            }
            long stopped = time.nanos();
            cluster.start(nodeId);
            long started = time.nanos();
            Duration whole = recovery.await(nodeTimeout);
            done.add(new Restarted(
                    nodeId, Duration.ofNanos(stopped - begin), Duration.ofNanos(started - stopped), whole));
        }
        return List.copyOf(done);
    }

    private List<Integer> order() {
        int active = Target.activeController().nodeId(cluster);
        List<Integer> order = new ArrayList<>(cluster.nodes().stream()
                .map(TestNode::nodeId)
                .filter(nodeId -> nodeId != active)
                .toList());
        if (cluster.nodes().stream().anyMatch(node -> node.nodeId() == active)) {
            order.add(active);
        }
        return order;
    }
}
