// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import io.quorate.internal.FileLease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The file of one cluster, in the hands of its owner. */
final class FileSession implements JournalSession {
    private final Path file;
    private final Path tokenFile;
    private final FileChannel channel;
    private final FileLease lease;
    private final long token;
    private final List<UpgradeRecord> records;
    private boolean broken;

    private FileSession(Path cluster, FileChannel channel, FileLease lease, long token, List<UpgradeRecord> records) {
        this.file = cluster.resolve("upgrade.journal");
        this.tokenFile = cluster.resolve("token");
        this.channel = channel;
        this.lease = lease;
        this.token = token;
        this.records = records;
    }

    static FileSession open(Path cluster, FileLease lease) throws IOException {
        long token = owners(cluster.resolve("token")) + 1;
        Path file = cluster.resolve("upgrade.journal");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            List<UpgradeRecord> records = new ArrayList<>();
            channel.truncate(readLines(file, records));
            channel.position(channel.size());
            channel.force(true);
            replace(cluster.resolve("token"), String.valueOf(token));
            forceNames(cluster);
            return new FileSession(cluster, channel, lease, token, records);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static long owners(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (NumberFormatException e) {
            throw new JournalException(
                    "Did not open the journal: " + file + " does not hold the number of owners so far. Write a number"
                            + " into it that is higher than every token in the journal beside it.",
                    e);
        }
    }

    /** Reads all whole lines, and returns where the last one ends; what follows was never promised to anybody. */
    private static long readLines(Path file, List<UpgradeRecord> records) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String where = "line " + (records.size() + 1) + " of " + file;
                RecordLine line = RecordLine.read(new String(bytes, from, i - from, StandardCharsets.UTF_8), where);
                if (line.sequence() != records.size() + 1) {
                    throw new JournalException(
                            "Did not read the journal: " + where + " has the number " + line.sequence()
                                    + ", so lines are missing. Restore the file from a copy.",
                            null);
                }
                records.add(line.record());
                from = i + 1;
            }
        }
        return from;
    }

    /** Whole or not at all, whatever happens to the machine meanwhile. */
    private static void replace(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel written = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                written.write(bytes);
            }
            written.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The name of a new file is lost with the power unless its directory is forced too. */
    private static void forceNames(Path directory) {
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
            // Where a directory cannot be opened, as on Windows, its entries are written by the file system itself.
            return;
        }
    }

    @Override
    public long token() {
        return token;
    }

    @Override
    public synchronized List<UpgradeRecord> read() {
        return List.copyOf(records);
    }

    @Override
    public synchronized void append(UpgradeRecord record) {
        if (broken) {
            throw new JournalException(
                    "Did not write to the journal " + file
                            + ": an earlier write failed, and what is in it is not known. Open it again.",
                    null);
        }
        String line = new RecordLine(records.size() + 1, token, record).write() + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        try {
            if (owners(tokenFile) != token) {
                throw new JournalOwnershipException(
                        "Did not write to the journal " + file + ": this owner has the token " + token
                                + ", and another one has taken over with " + owners(tokenFile)
                                + ". End this coordinator.",
                        null);
            }
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
        records.add(record);
    }

    @Override
    public synchronized void close() {
        try (lease) {
            channel.close();
        } catch (IOException e) {
            throw new JournalException("Could not close the journal " + file + ": " + e, e);
        }
    }
}
