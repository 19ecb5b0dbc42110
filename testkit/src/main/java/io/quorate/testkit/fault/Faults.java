// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.NodeState;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Predicate;

/**
 * Faults of one cluster. Each is undone when it is closed; those still open are undone when this is closed, the last first,
 * and at the latest when the cluster is closed.
 *
 * <pre>{@code
 * try (Faults faults = Faults.on(cluster)) {
 *     faults.kill(Target.leaderOf("orders", 0));
 *     ...
 * }
 * Recovery.of(cluster).await(Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Faults implements AutoCloseable {
    private final TestCluster cluster;
    private final Deque<Fault> open = new ConcurrentLinkedDeque<>();

    private Faults(TestCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Returns faults for a cluster; none begins yet.
     *
     * @param cluster a running cluster
     * @return faults, to be closed
     */
    public static Faults on(TestCluster cluster) {
        Faults faults = new Faults(cluster);
        cluster.closeFirst(faults::abandon);
        return faults;
    }

    /**
     * Kills a node (SIGKILL).
     *
     * @param target the node
     * @return starts the node again when closed
     */
    public Fault kill(Target target) {
        int nodeId = running(target);
        cluster.kill(nodeId);
        return opened(nodeId, "killed node " + nodeId, () -> cluster.start(nodeId));
    }

    /**
     * Kills all nodes of a rack that run (SIGKILL), at the same time.
     *
     * @param rack a value of {@code broker.rack}
     * @return starts these nodes again, at the same time, when closed; it is named after the first of them
     */
    public Fault killRack(String rack) {
        return killTogether(
                "rack " + rack, node -> node.rack().filter(rack::equals).isPresent());
    }

    /**
     * Kills all nodes that run (SIGKILL), at the same time, as when the power fails.
     *
     * @return starts these nodes again, at the same time, when closed; it is named after the first of them
     */
    public Fault killAll() {
        return killTogether("all nodes", node -> true);
    }

    private Fault killTogether(String what, Predicate<TestNode> which) {
        int[] nodeIds = cluster.nodes().stream()
                .filter(node -> node.state() == NodeState.RUNNING && which.test(node))
                .mapToInt(TestNode::nodeId)
                .toArray();
        if (nodeIds.length == 0) {
            throw new FaultException(
                    "No fault was begun: of " + what + " no node runs. Start one first, or name another rack.", null);
        }
        cluster.kill(nodeIds);
        return opened(nodeIds[0], "killed " + what + ": " + Arrays.toString(nodeIds), () -> cluster.start(nodeIds));
    }

    /**
     * Stops a node as an operator would (SIGTERM, controlled shutdown).
     *
     * @param target the node
     * @return starts the node again when closed
     */
    public Fault stop(Target target) {
        int nodeId = running(target);
        cluster.stop(nodeId);
        return opened(nodeId, "stopped node " + nodeId, () -> cluster.start(nodeId));
    }

    /**
     * Hangs a node (SIGSTOP, or the freezer of a container): its connections stay open, and nothing answers. If this JVM is
     * killed meanwhile, a process that hangs is killed, too.
     *
     * @param target the node
     * @return lets the node go on when closed
     */
    public Fault pause(Target target) {
        int nodeId = running(target);
        cluster.pause(nodeId);
        return opened(nodeId, "paused node " + nodeId, () -> cluster.resume(nodeId));
    }

    /**
     * Stops a node as an operator would and starts it again, and waits until it takes part. There is nothing to undo.
     *
     * @param target the node
     * @return the node that was restarted
     */
    public int restart(Target target) {
        int nodeId = running(target);
        cluster.stop(nodeId);
        cluster.start(nodeId);
        return nodeId;
    }

    /**
     * Kills a node again and again, each time after it has come up.
     *
     * @param target the node
     * @param alive how long it lives between its start and its end
     * @return ends the loop and leaves the node running when closed
     */
    public CrashLoop crashLoop(Target target, Duration alive) {
        int nodeId = running(target);
        CrashLoop loop = CrashLoop.start(cluster, nodeId, alive, open::remove);
        open.addLast(loop);
        return loop;
    }

    /**
     * Begins to say which links of a node are to suffer.
     *
     * @param target the node
     * @return a description; nothing happens before one of its faults is named
     */
    public LinkFaults links(Target target) {
        return new LinkFaults(this, target);
    }

    /**
     * Lets no file of a node grow any more, as when its disks are full: writes fail with an {@link java.io.IOException}. A
     * broker with one log dir ends itself soon after. Its log file cannot grow either, so what it says meanwhile is lost.
     * Linux only ({@code prlimit}); no root is needed.
     *
     * @param target the node
     * @return makes room and restarts the node when closed: Kafka takes no log dir back while it runs
     */
    public Fault fillDisk(Target target) {
        int nodeId = running(target);
        return opened(nodeId, "filled the disks of node " + nodeId, FullDisk.fill(cluster, nodeId)::undo);
    }

    /**
     * Takes the last log dir of a node away, as a disk that fails. The broker notices when it next writes a checkpoint there
     * or makes a file, at most some seconds later: it ends itself if this was its only log dir, and else goes on without it.
     *
     * @param target the node
     * @return puts the log dir back as it was and restarts the node when closed: Kafka takes no log dir back while it runs
     */
    public Fault failLogDir(Target target) {
        int nodeId = running(target);
        FailedLogDir failed = FailedLogDir.take(cluster, nodeId);
        return opened(nodeId, "took log dir " + failed + " of node " + nodeId, failed::undo);
    }

    /**
     * Shifts the clock that Kafka reads on a node ({@link System#currentTimeMillis}); time goes on as fast as before, and
     * what is measured with {@link System#nanoTime} is not touched. An agent is attached to the process for it, so this JVM
     * has to be a JDK's, with the module {@code jdk.attach}. A node that is started again has the right time.
     *
     * @param target the node
     * @param offset by how much; negative for the past
     * @return sets the clock right when closed; if that would turn it back, the node is killed and started again instead, as
     *     a running Kafka whose clock goes back may not connect to anybody until the clock is where it was
     */
    public Fault shiftClock(Target target, Duration offset) {
        int nodeId = running(target);
        ShiftedClock clock = new ShiftedClock(cluster, nodeId);
        clock.set(offset);
        return opened(nodeId, "clock of node " + nodeId + " shifted by " + offset, () -> clock.undo(offset));
    }

    /**
     * Moves the leaders of all partitions that a node leads to other replicas in their ISR: what clients see of a controlled
     * shutdown, while the node runs. It is made by the admin client alone ({@code alterPartitionReassignments}, with the
     * replicas in another order, and {@code electLeaders}), so also in clusters that {@link TestCluster#connect} reached. Needs
     * Kafka 2.4.
     *
     * @param target the node
     * @return puts the replicas into their order again when closed, whose first ones lead then
     * @throws FaultException if no other replica could lead
     */
    public Fault moveLeaders(Target target) {
        return added(MovedLeaders.awayFrom(running(target), cluster.admin(), open::remove));
    }

    /**
     * Lets the brokers throttle all clients that have no quota of their own: what each client id sends to a broker, and what
     * it reads from it ({@code producer_byte_rate}, {@code consumer_byte_rate}). It is made by the admin client alone, so also
     * in clusters that {@link TestCluster#connect} reached; each broker hears of it a moment later. Needs Kafka 2.6.
     *
     * @param bytesPerSecond at least 1
     * @return sets the quotas to what they were when closed; it has no node
     */
    public Fault throttleClients(long bytesPerSecond) {
        return added(ThrottledClients.to(bytesPerSecond, cluster.admin(), open::remove));
    }

    private Fault added(Fault fault) {
        open.addLast(fault);
        return fault;
    }

    /**
     * Returns the faults that have not been undone.
     *
     * @return in the order in which they began
     */
    public List<Fault> open() {
        return List.copyOf(open);
    }

    /**
     * Undoes what is open, the last first. Others can be begun then.
     *
     * @throws FaultException if some could not be undone
     */
    public void undo() {
        close();
    }

    /**
     * Undoes what is open, the last first. One that cannot be undone does not keep the others from it.
     *
     * @throws FaultException if some could not be undone; the others are its suppressed exceptions
     */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (Fault fault = open.pollLast(); fault != null; fault = open.pollLast()) {
            try {
                fault.close();
            } catch (RuntimeException e) {
                FaultException wrapped = new FaultException("Not undone: " + fault.describe(), e);
                if (failure == null) {
                    failure = wrapped;
                } else {
                    failure.addSuppressed(wrapped);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * The cluster ends: no node is to be started again, but no thread may go on. One that goes on without us is left as it was.
     */
    private void abandon() {
        if (!cluster.isOwn()) {
            close();
            return;
        }
        open.forEach(fault -> {
            if (fault instanceof CrashLoop loop) {
                loop.end();
            }
        });
        open.clear();
    }

    TestCluster cluster() {
        return cluster;
    }

    Fault opened(int nodeId, String description, Runnable undo) {
        OpenFault fault = new OpenFault(nodeId, description, undo, open::remove);
        open.addLast(fault);
        return fault;
    }

    private int running(Target target) {
        TestNode node = cluster.node(target.nodeId(cluster));
        if (node.state() != NodeState.RUNNING) {
            throw new FaultException(
                    "No fault was begun: node " + node.nodeId() + " does not run. Start it first.", null);
        }
        return node.nodeId();
    }
}
