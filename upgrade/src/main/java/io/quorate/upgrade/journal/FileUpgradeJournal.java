// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import io.quorate.internal.FileLease;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A journal in a directory: a directory for each cluster, in it a file with a line for each record, which has a number and a
 * checksum. What is written is forced to the disk before a step is taken. A last line that a crash has cut off is not a
 * record, and is removed by the next owner; any other damage is an error.
 *
 * <p>A lock on the file {@code lock} makes one process at a time the owner of a cluster's journal; it ends with the process,
 * however that ends. The file {@code token} counts the owners. The directory must be on a disk of this machine, or on a file
 * system whose locks can be relied on.
 *
 * <p>Thread-safe. A second owner is refused.
 */
public final class FileUpgradeJournal implements UpgradeJournal {
    private final Path directory;

    private FileUpgradeJournal(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the journal in a directory.
     *
     * @param directory where it is, or shall be; it is created when the journal is opened
     * @return the journal
     */
    public static FileUpgradeJournal in(Path directory) {
        return new FileUpgradeJournal(directory.toAbsolutePath());
    }

    @Override
    public JournalSession open(String clusterId) {
        if (clusterId.isEmpty()) {
            throw new IllegalArgumentException("A journal needs the id of the cluster, and that is empty");
        }
        // Ids are letters and digits as Kafka makes them; others must not lead out of the directory.
        Path cluster = directory.resolve(URLEncoder.encode(clusterId, StandardCharsets.UTF_8)
                .replace(".", "%2E")
                .replace("*", "%2A"));
        try {
            Files.createDirectories(cluster);
            FileLease lease = FileLease.take(cluster, "upgrade");
            try {
                return FileSession.open(cluster, lease);
            } catch (IOException | JournalException e) {
                lease.close();
                throw e;
            }
        } catch (FileLease.HeldException e) {
            throw new JournalOwnershipException(
                    "Did not open the journal of cluster " + clusterId + " for an upgrade: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new JournalException(
                    "Did not open the journal in " + cluster + ": " + e + ". Nothing was changed on the cluster.", e);
        }
    }
}
