// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A free port of the loopback interface that no other test takes, in this JVM or in another, until it is closed; so a node
 * finds its port free when it starts again. The lease is a lock on one byte of a file in the directory for temporary files,
 * which ends with the JVM. Ports are taken below those that the system hands out to clients.
 */
final class PortLease implements AutoCloseable {
    static final int FIRST = 20_000;
    static final int LAST = 32_000;

    /** Open as long as the JVM lives: closing a channel ends all locks that this process holds on its file. */
    private static @Nullable FileChannel locks;

    private final int port;
    private final FileLock lock;

    private PortLease(int port, FileLock lock) {
        this.port = port;
        this.lock = lock;
    }

    static PortLease take() {
        int offset = ThreadLocalRandom.current().nextInt(LAST - FIRST);
        for (int i = 0; i < LAST - FIRST; i++) {
            Optional<PortLease> lease = tryTake(FIRST + (offset + i) % (LAST - FIRST));
            if (lease.isPresent()) {
                return lease.get();
            }
        }
        throw new TestClusterException("No free port from " + FIRST + " to " + LAST + " on the loopback interface");
    }

    static synchronized Optional<PortLease> tryTake(int port) {
        try {
            FileLock lock = locks().tryLock(port, 1, false);
            if (lock == null) {
                return Optional.empty();
            }
            if (isFree(port)) {
                return Optional.of(new PortLease(port, lock));
            }
            lock.release();
            return Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // another test of this JVM
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock a port", e);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as Kafka does: connections that linger do not keep a port taken
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static FileChannel locks() throws IOException {
        FileChannel open = locks;
        if (open == null || !open.isOpen()) { // an interrupt closes it
            Path file = Path.of(
                    System.getProperty("java.io.tmpdir"), "quorate-ports-" + System.getProperty("user.name") + ".lock");
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locks = open;
        }
        return open;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot give back port " + port, e);
        }
    }
}
