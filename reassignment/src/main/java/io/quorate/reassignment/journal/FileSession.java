// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.internal.FileLease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/** The file of one plan, in the hands of its owner. */
final class FileSession implements JournalSession {
    private static final int BLOCK = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final String clusterId;
    private final String planId;
    private final FileLease lease;
    private boolean broken;

    private FileSession(Path file, FileChannel channel, String clusterId, String planId, FileLease lease) {
        this.file = file;
        this.channel = channel;
        this.clusterId = clusterId;
        this.planId = planId;
        this.lease = lease;
    }

    static FileSession open(Path file, String clusterId, String planId, FileLease lease) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            channel.truncate(endOfLastLine(channel));
            channel.position(channel.size());
            channel.force(true);
            forceName(file);
            return new FileSession(file, channel, clusterId, planId, lease);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The name of a new file is lost with the power unless its directory is forced too. */
    private static void forceName(Path file) {
        Path directory = file.getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
            // Where a directory cannot be opened, as on Windows, its entries are written by the file system itself.
            return;
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long end = channel.size(); end > 0; ) {
            long from = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - from));
            int read = 0;
            while (block.hasRemaining() && read >= 0) {
                read = channel.read(block, from + block.position());
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            end = from;
        }
        return 0;
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public String planId() {
        return planId;
    }

    @Override
    public void replay(Consumer<JournalRecord> reader) {
        FileJournal.read(file, reader);
    }

    @Override
    public void append(List<? extends JournalRecord> records) {
        if (broken) {
            throw new JournalException(
                    "Did not write to the journal " + file
                            + ": an earlier write failed, and what is in it is not known. Open it again.",
                    null);
        }
        StringBuilder lines = new StringBuilder();
        records.forEach(record -> lines.append(JournalJson.write(record)).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            // After a failed fsync the next one may succeed without having written what the first one did not.
            broken = true;
            throw new JournalException(
                    "Did not write to the journal " + file + ": " + e + ". The step that it announces was not taken.",
                    e);
        }
    }

    @Override
    public void forget() {
        broken = true;
        try {
            // Where an open file cannot be deleted, an empty one stays.
            channel.truncate(0);
            channel.force(true);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new JournalException(
                    "Did not delete the journal " + file + " of a plan that has ended: " + e
                            + ". Nothing waits for it; delete it by hand.",
                    e);
        }
    }

    @Override
    public void close() {
        try (lease) {
            channel.close();
        } catch (IOException e) {
            throw new JournalException("Could not close the journal " + file + ": " + e, e);
        }
    }
}
