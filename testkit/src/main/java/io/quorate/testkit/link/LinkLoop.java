// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import io.quorate.testkit.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that serves all links of a cluster, and what belongs to it. */
final class LinkLoop implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LinkLoop.class);
    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private final Time time;
    private final long origin;
    private final Selector selector;
    private final Thread thread = new Thread(this, "quorate-links");
    private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = new HashSet<>();
    private final Map<Link, LinkState> links = new HashMap<>();
    private final List<Suffering> sufferings = new ArrayList<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 16);
    private long nextDue = Long.MAX_VALUE;
    private volatile boolean closed;

    private LinkLoop(Time time, Selector selector) {
        this.time = time;
        this.origin = time.nanos();
        this.selector = selector;
    }

    static LinkLoop start(Time time) throws IOException {
        LinkLoop loop = new LinkLoop(time, Selector.open());
        loop.thread.setDaemon(true);
        loop.thread.start();
        return loop;
    }

    Selector selector() {
        return selector;
    }

    /** Does something on the thread of the loop and waits for it. */
    <T> T call(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        tasks.add(task);
        selector.wakeup();
        if (closed) {
            task.cancel(false);
            throw new IllegalStateException("The links are closed: their cluster has been closed");
        }
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while links were changed", e);
        } catch (java.util.concurrent.CancellationException e) {
            throw new IllegalStateException("The links were closed meanwhile", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.atError().setCause(e).log("The links of a test cluster broke");
        } finally {
            closed = true;
            tearDown();
        }
    }

    private long now() {
        return time.nanos() - origin;
    }

    private void turn() throws IOException {
        long wait = nextDue == Long.MAX_VALUE ? 0 : Math.max(0, nextDue - now()) / NANOS_OF_A_MILLI + 1;
        selector.select(wait);
        Set<Connection> touched = new HashSet<>();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof Connection connection) {
                touched.add(connection);
            } else if (key.isValid() && key.attachment() instanceof Front front) {
                accept((ServerSocketChannel) key.channel(), front, touched);
            }
        }
        boolean changed = false;
        for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            changed = true;
        }
        long now = now();
        boolean due = nextDue <= now;
        advance(changed || due ? new HashSet<>(connections) : touched, now, changed || due);
        selector.selectedKeys().clear();
    }

    private void advance(Set<Connection> some, long now, boolean all) {
        if (all) {
            nextDue = Long.MAX_VALUE;
        }
        for (Connection connection : some) {
            connection.advance(scratch, now);
            if (connection.isClosed()) {
                connections.remove(connection);
            } else {
                nextDue = Math.min(nextDue, connection.nextDue());
            }
        }
    }

    private void accept(ServerSocketChannel server, Front front, Set<Connection> touched) throws IOException {
        SocketChannel near = server.accept();
        if (near == null) {
            return;
        }
        try {
            InetSocketAddress peer = (InetSocketAddress) near.getRemoteAddress();
            var from = NodeAddress.nodeAt(peer.getAddress());
            Link link = new Link(from, front.nodeId(), from.isPresent() ? front.forNodes() : Traffic.CLIENT);
            LinkState state = links.computeIfAbsent(link, key -> new LinkState(key, conditionOf(key)));
            Connection connection = new Connection(state, near, front.destination(), selector);
            connection.attach();
            connections.add(connection);
            touched.add(connection);
        } catch (IOException e) {
            near.close(); // gone before it was served
        }
    }

    private LinkCondition conditionOf(Link link) {
        return LinkCondition.all(sufferings.stream()
                .filter(suffering -> suffering.concerns(link))
                .map(Suffering::condition)
                .toList());
    }

    Suffering impose(Suffering suffering) {
        sufferings.add(suffering);
        refresh();
        return suffering;
    }

    void lift(Suffering suffering) {
        try {
            call(() -> {
                sufferings.remove(suffering);
                refresh();
                return suffering;
            });
        } catch (IllegalStateException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private void refresh() {
        Set<LinkState> changed = links.values().stream()
                .filter(state -> state.condition(conditionOf(state.link())))
                .collect(Collectors.toSet());
        long now = now();
        connections.stream()
                .filter(connection -> changed.contains(connection.link()))
                .forEach(connection -> connection.reschedule(now));
    }

    int reset(Predicate<Link> which) {
        List<Connection> some = connections.stream()
                .filter(connection -> which.test(connection.link().link()))
                .toList();
        some.forEach(Connection::reset);
        connections.removeAll(some);
        return some.size();
    }

    Map<Link, Integer> connections() {
        Map<Link, Integer> counts = new HashMap<>();
        connections.forEach(connection -> counts.merge(connection.link().link(), 1, Integer::sum));
        return Map.copyOf(counts);
    }

    private void tearDown() {
        connections.forEach(Connection::reset);
        for (SelectionKey key : selector.keys()) {
            try {
                key.channel().close();
            } catch (IOException e) {
                LOGGER.atDebug().setCause(e).log("A port of a link did not close");
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the selector of the links", e);
        } finally {
            tasks.forEach(task -> task.cancel(false));
        }
    }

    void close() {
        closed = true;
        selector.wakeup();
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
