// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObservationException;
import io.quorate.upgrade.lifecycle.FencedException;
import io.quorate.upgrade.lifecycle.LifecycleException;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.plan.NodeStep;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.NodeStage;
import io.quorate.upgrade.version.DetectedVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Waits until the nodes of a wave are back, for several looks in a row. */
final class Rejoin {
    /** {@code BrokerState} while a broker recovers its logs after an unclean stop: that may take long, and ends. */
    private static final double RECOVERY = 2;

    private final RunContext context;
    private final Roll roll;
    private final Rejoining rejoining;
    private final Map<Integer, Integer> crashes = new HashMap<>();

    Rejoin(RunContext context, Roll roll, Set<String> outOfSyncBefore) {
        this.context = context;
        this.roll = roll;
        this.rejoining = new Rejoining(context.plan().era(), outOfSyncBefore);
    }

    void await(List<NodeStep> steps) {
        steps.forEach(step -> context.board().node(step.nodeId(), NodeStage.REJOINING, ""));
        long begun = context.time().nanos();
        int agreed = 0;
        while (true) {
            List<String> missing = look(steps);
            agreed = missing.isEmpty() ? agreed + 1 : 0;
            if (agreed >= context.settings().pace().looks()) {
                refuseOtherRelease(steps);
                return;
            }
            if (missing.isEmpty()) {
                begun = context.time().nanos();
            } else if (steps.stream().anyMatch(this::isRecovering)) {
                begun = context.time().nanos();
            } else if (context.time().nanos() - begun
                    > context.settings().timeouts().node().toNanos()) {
                throw late(steps, missing);
            }
            context.control().sleep();
        }
    }

    private List<String> look(List<NodeStep> steps) {
        List<String> missing = new ArrayList<>();
        for (NodeStep step : steps) {
            NodeStatus status = context.lifecycle().status(step.nodeId());
            if (status.isStopped()) {
                crashed(step, status);
                missing.add("node " + step.nodeId() + " was started again");
            }
        }
        try {
            ClusterState state = context.gateway().observe();
            for (NodeStep step : steps) {
                List<String> own = rejoining.missing(state, step);
                context.board().node(step.nodeId(), NodeStage.REJOINING, own.isEmpty() ? "" : own.get(0));
                missing.addAll(own);
            }
        } catch (ClusterObservationException e) {
            missing.add(e.gap().describe());
        }
        return missing;
    }

    /** Once may be chance; twice is the release or its configuration. */
    private void crashed(NodeStep step, NodeStatus status) {
        int times = crashes.merge(step.nodeId(), 1, Integer::sum);
        String how = status.describe();
        if (times == 1) {
            context.board().warn("Node " + step.nodeId() + " ended by itself and is started once more: " + how);
            try {
                new NodeTurn(context, roll, step.nodeId()).start();
            } catch (FencedException e) {
                throw new Halt(Outcome.FENCED, String.valueOf(e.getMessage()));
            } catch (LifecycleException e) {
                context.board().warn(String.valueOf(e.getMessage()));
            }
            context.board().node(step.nodeId(), NodeStage.REJOINING, how);
            return;
        }
        context.board().node(step.nodeId(), NodeStage.FAILED, how);
        throw new NodeCrashed(
                step, "Node " + step.nodeId() + " ended by itself " + times + " times after its start: " + how + ".");
    }

    private boolean isRecovering(NodeStep step) {
        return context.lifecycle()
                .metric(step.nodeId(), "kafka.server:type=KafkaServer,name=BrokerState", "Value")
                .value()
                .filter(state -> state == RECOVERY)
                .isPresent();
    }

    private Halt late(List<NodeStep> steps, List<String> missing) {
        steps.forEach(step -> context.board().node(step.nodeId(), NodeStage.FAILED, missing.get(0)));
        List<String> reasons = new ArrayList<>();
        reasons.add("Not back within " + context.settings().timeouts().node() + " after the start: nodes "
                + steps.stream().map(step -> String.valueOf(step.nodeId())).collect(Collectors.joining(", ")) + ".");
        missing.stream().limit(10).forEach(what -> reasons.add(what + "."));
        steps.forEach(step ->
                reasons.add("Now " + context.lifecycle().status(step.nodeId()).describe() + "."));
        reasons.add("No other node is touched. Mend the cause and start the same plan again, or roll back.");
        return new Halt(Outcome.BLOCKED, reasons);
    }

    /** A node that runs something else than was installed was not upgraded, whatever its files say. */
    private void refuseOtherRelease(List<NodeStep> steps) {
        if (roll.version().isEmpty()) {
            return;
        }
        Set<Integer> ids = steps.stream().map(NodeStep::nodeId).collect(Collectors.toSet());
        Map<Integer, DetectedVersion> seen = context.gateway().versions(ids);
        for (NodeStep step : steps) {
            Optional<String> other = Optional.ofNullable(seen.get(step.nodeId()))
                    .filter(found -> found.line().isPresent()
                            && !found.line().equals(roll.version().map(to -> to.line())))
                    .map(DetectedVersion::describe)
                    .or(() -> context.lifecycle()
                            .status(step.nodeId())
                            .version()
                            .filter(found -> !found.equals(roll.version().get()))
                            .map(Object::toString));
            if (other.isPresent()) {
                context.board().node(step.nodeId(), NodeStage.FAILED, "runs " + other.get());
                throw new Halt(
                        Outcome.BLOCKED,
                        "Node " + step.nodeId() + " is back and runs " + other.get() + ", not "
                                + roll.version().get() + ". Look at what its lifecycle installs and starts.");
            }
        }
    }

    /** A node that cannot run what was installed on it. */
    static final class NodeCrashed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient NodeStep step;

        NodeCrashed(NodeStep step, String message) {
            super(message);
            this.step = step;
        }

        NodeStep step() {
            return step;
        }
    }
}
