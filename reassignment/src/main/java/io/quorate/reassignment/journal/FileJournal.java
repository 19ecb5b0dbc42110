// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.internal.FileLease;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A journal in a directory: a directory for each cluster, a file for each plan in it, a line of JSON for each record. What is
 * written is forced to the disk before a step is taken. A last line that a crash has cut off is not a record, and is removed
 * by the next owner.
 *
 * <p>A lock on the file {@code lock} makes one process at a time the owner of a cluster's journal; it ends with the process,
 * however that ends. The directory must be on a disk of this machine, or on a file system whose locks can be relied on.
 *
 * <p>Thread-safe. A second owner is refused.
 */
public final class FileJournal implements ReassignmentJournal {
    private static final String SUFFIX = ".journal";

    private final Path directory;

    private FileJournal(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the journal in a directory.
     *
     * @param directory where it is, or shall be; it is created when the journal is opened
     * @return the journal
     */
    public static FileJournal in(Path directory) {
        return new FileJournal(directory.toAbsolutePath());
    }

    @Override
    public JournalSession open(String clusterId, String planId) {
        Path cluster = cluster(clusterId);
        try {
            Files.createDirectories(cluster);
            FileLease lease = FileLease.take(cluster, "plan " + planId);
            try {
                return FileSession.open(cluster.resolve(name(planId) + SUFFIX), clusterId, planId, lease);
            } catch (IOException | JournalException e) {
                lease.close();
                throw e;
            }
        } catch (FileLease.HeldException e) {
            throw new JournalOwnershipException(
                    "Did not open the journal of cluster " + clusterId + " for plan " + planId + ": " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new JournalException(
                    "Did not open the journal in " + cluster + ": " + e + ". Nothing was changed on the cluster.", e);
        }
    }

    @Override
    public List<String> unfinished(String clusterId) {
        Map<Instant, List<String>> unfinished = new TreeMap<>();
        for (Path file : files(cluster(clusterId))) {
            JournalState state = new JournalState();
            read(file, state);
            if (!state.isSettled()) {
                Instant begun =
                        state.begun().map(JournalRecord.PlanBegun::begunAt).orElse(Instant.MIN);
                unfinished.computeIfAbsent(begun, time -> new ArrayList<>()).add(planId(file));
            }
        }
        return unfinished.values().stream().flatMap(List::stream).toList();
    }

    private static List<Path> files(Path cluster) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(cluster, "*" + SUFFIX)) {
            found.forEach(files::add);
        } catch (NoSuchFileException e) {
            return files;
        } catch (IOException e) {
            throw new JournalException("Did not read the journal in " + cluster + ": " + e + ".", e);
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    /** Reads all whole lines; one without its end was never promised to anybody. */
    static void read(Path file, Consumer<JournalRecord> reader) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            StringBuilder line = new StringBuilder();
            char[] buffer = new char[1 << 16];
            for (int length = lines.read(buffer); length >= 0; length = lines.read(buffer)) {
                int from = 0;
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') {
                        line.append(buffer, from, i - from);
                        number++;
                        reader.accept(JournalJson.read(line.toString(), "line " + number + " of " + file));
                        line.setLength(0);
                        from = i + 1;
                    }
                }
                line.append(buffer, from, length - from);
            }
        } catch (NoSuchFileException e) {
            // Nothing was written about this plan yet.
            return;
        } catch (IOException e) {
            throw new JournalException("Did not read the journal " + file + ": " + e + ".", e);
        }
    }

    private Path cluster(String clusterId) {
        return directory.resolve(name(clusterId));
    }

    private static String planId(Path file) {
        String name = String.valueOf(file.getFileName());
        return URLDecoder.decode(name.substring(0, name.length() - SUFFIX.length()), StandardCharsets.UTF_8);
    }

    /** Ids are letters and digits as Kafka and Quorate make them; others must not lead out of the directory. */
    private static String name(String id) {
        String name = URLEncoder.encode(id, StandardCharsets.UTF_8)
                .replace(".", "%2E")
                .replace("*", "%2A");
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "A journal needs the id of the cluster and of the plan, and one is empty");
        }
        return name;
    }
}
