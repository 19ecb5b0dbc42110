// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.Observed;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.lifecycle.FenceGuard;
import io.quorate.upgrade.lifecycle.LifecycleException;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.lifecycle.StopRequest;
import io.quorate.upgrade.lifecycle.SwapOrder;
import io.quorate.upgrade.version.KafkaVersion;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/** Hands on a simulated cluster. */
final class SimulatedHands implements BrokerLifecycle {
    /** Nodes on which the new release ends right after its start. */
    final Set<Integer> broken = new TreeSet<>();
    /** Nodes on which nothing can be installed. */
    final Set<Integer> full = new TreeSet<>();
    /** What happens to others at the very moment when a node is stopped. */
    IntConsumer misfortune = nodeId -> {};

    private final SimulatedCluster cluster;
    private final FenceGuard guard = new FenceGuard();
    private final SwapOrder order;

    SimulatedHands(SimulatedCluster cluster, SwapOrder order) {
        this.cluster = cluster;
        this.order = order;
    }

    @Override
    public SwapOrder swapOrder() {
        return order;
    }

    @Override
    public NodeStatus status(int nodeId) {
        SimulatedNode node = cluster.node(nodeId);
        return node.running
                ? NodeStatus.running(nodeId, node.startId(), Optional.of(node.runs))
                : NodeStatus.stopped(nodeId, Optional.of(node.installed));
    }

    @Override
    public void stop(Fence fence, int nodeId, StopRequest request) {
        guard.check(fence, nodeId);
        SimulatedNode node = cluster.node(nodeId);
        if (!node.running || !node.startId().equals(request.startId())) {
            return;
        }
        cluster.stopped(nodeId);
        node.running = false;
        misfortune.accept(nodeId);
        cluster.settle();
        if (order == SwapOrder.INSTALL_STOP_START) {
            start(fence, nodeId);
        }
    }

    @Override
    public void install(Fence fence, int nodeId, KafkaVersion version) {
        guard.check(fence, nodeId);
        SimulatedNode node = cluster.node(nodeId);
        if (order == SwapOrder.STOP_INSTALL_START && node.running) {
            cluster.violations.add("node " + nodeId + " was changed while it runs");
        }
        if (cluster.isHeldOffline(nodeId)) {
            cluster.violations.add("node " + nodeId + " was kept down while what it alone holds is offline");
        }
        if (full.contains(nodeId)) {
            throw new LifecycleException(nodeId, "Did not install " + version + ": the disk is full.", null);
        }
        node.installed = version;
    }

    @Override
    public void applyConfig(Fence fence, int nodeId, ConfigChange change) {
        guard.check(fence, nodeId);
        cluster.node(nodeId).files.putAll(change.set());
        cluster.node(nodeId).files.keySet().removeAll(change.unset());
    }

    @Override
    public void start(Fence fence, int nodeId) {
        guard.check(fence, nodeId);
        SimulatedNode node = cluster.node(nodeId);
        if (!node.running) {
            if (node.installed.compareTo(node.runs) < 0 && node.snapshot <= cluster.lowered && cluster.lowered >= 0) {
                cluster.violations.add("node " + nodeId + " went back before it had a snapshot");
            }
            node.start(cluster.nanos());
            if (broken.contains(nodeId) && node.installed.major() >= 4) {
                node.running = false;
            }
        }
    }

    @Override
    public Observed<OptionalLong> latestMetadataSnapshot(int nodeId) {
        long snapshot = cluster.node(nodeId).snapshot;
        return Observed.present(snapshot < 0 ? OptionalLong.empty() : OptionalLong.of(snapshot));
    }
}
