// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node that is killed each time it has come up. */
public final class CrashLoop implements Fault {
    /** No test wants more, and one that forgets to close has an end. */
    private static final int AT_MOST = 1_000;

    private final TestCluster cluster;
    private final int nodeId;
    private final Duration alive;
    private final Consumer<Fault> whenClosed;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger crashes = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    private CrashLoop(TestCluster cluster, int nodeId, Duration alive, Consumer<Fault> whenClosed) {
        this.cluster = cluster;
        this.nodeId = nodeId;
        this.alive = alive;
        this.whenClosed = whenClosed;
        this.thread = new Thread(this::loop, "quorate-crash-loop-" + nodeId);
        thread.setDaemon(true);
    }

    static CrashLoop start(TestCluster cluster, int nodeId, Duration alive, Consumer<Fault> whenClosed) {
        CrashLoop loop = new CrashLoop(cluster, nodeId, alive, whenClosed);
        loop.thread.start();
        return loop;
    }

    private void loop() {
        try {
            for (int i = 0; i < AT_MOST && !end.await(alive.toMillis(), TimeUnit.MILLISECONDS); i++) {
                cluster.kill(nodeId);
                crashes.incrementAndGet();
                cluster.start(nodeId);
            }
        } catch (TestClusterException | IllegalStateException e) {
            failure = e; // told by close, unless it is the end of the cluster itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        end.countDown();
    }

    /**
     * Returns how often the node was killed.
     *
     * @return the number so far
     */
    public int crashes() {
        return crashes.get();
    }

    @Override
    public int nodeId() {
        return nodeId;
    }

    @Override
    public String describe() {
        return "crash loop of node " + nodeId + ", killed " + crashes + " times so far";
    }

    /** {@inheritDoc} The node runs then. */
    @Override
    public void undo() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        whenClosed.accept(this);
        end();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException("Interrupted while a crash loop of node " + nodeId + " was to end", e);
        }
        cluster.start(nodeId);
        RuntimeException seen = failure;
        if (seen != null) {
            throw new FaultException(
                    "The crash loop of node " + nodeId + " broke off after " + crashes + " crashes. The node runs now.",
                    seen);
        }
    }

    @Override
    public String toString() {
        return describe();
    }
}
