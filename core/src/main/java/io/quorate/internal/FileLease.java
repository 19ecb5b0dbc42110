// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The lock on a directory. Its file says who holds it; the operating system lets go of it when they die. */
public final class FileLease implements AutoCloseable {
    /** Beyond what the file says, so that others can read who the owner is where locks are mandatory. */
    private static final long POSITION = Long.MAX_VALUE - 1;

    /**
     * What this process holds, by file. On POSIX systems a process loses its lock when it closes <em>any</em> handle of the
     * file, so a file that is held here must not even be opened.
     */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private FileLease(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock, or tells who has it. Never waits.
     *
     * @param directory what is locked; it exists
     * @param purpose what for, for those who are refused
     * @return the lock, until it is closed or the process ends
     * @throws HeldException if somebody else has it
     * @throws IOException if the file cannot be written
     */
    public static FileLease take(Path directory, String purpose) throws IOException {
        Path file = directory.toRealPath().resolve("lock");
        String self = "process " + ProcessHandle.current().pid() + " on " + host() + ", " + purpose;
        String here = HELD.putIfAbsent(file, self);
        if (here != null) {
            throw new HeldException(file, here);
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!isLocked(channel)) {
                    throw new HeldException(file, owner(file));
                }
                channel.truncate(0);
                ByteBuffer text = ByteBuffer.wrap((self + "\n").getBytes(StandardCharsets.UTF_8));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                return new FileLease(file, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock(POSITION, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Somebody in this very process has it, loaded by another class loader.
            return false;
        }
    }

    private static String owner(Path file) {
        try {
            String owner = Files.readString(file).strip();
            return owner.isEmpty() ? "it does not say who" : owner;
        } catch (IOException e) {
            return "who it is could not be read: " + e;
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(file);
        }
    }

    /** Somebody else has the lock. */
    public static final class HeldException extends IOException {
        private static final long serialVersionUID = 1L;

        HeldException(Path file, String owner) {
            super("another run holds " + file + " (" + owner
                    + "). Wait for it, or end that process; then this can be resumed.");
        }
    }
}
