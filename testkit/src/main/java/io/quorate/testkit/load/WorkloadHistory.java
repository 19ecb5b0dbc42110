// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The facts of one {@link Workload}: what became of each record, what each offset held, what was committed, and what happened
 * when. It can be saved, and judged at another time or by a later judge.
 *
 * <pre>{@code
 * report.history().save(Path.of("target/failover.history"));
 * ...
 * WorkloadReport again = WorkloadHistory.load(Path.of("failover.history")).judge();
 * Files.writeString(Path.of("failover.svg"), again.timeline().svg());
 * }</pre>
 *
 * <p>The file is gzip, some bytes for each record. It holds names of topics, partitions, producers and groups' failures, and no
 * settings of clients.
 */
public final class WorkloadHistory {
    private static final int MAGIC = 0x5152_5448;
    private static final int VERSION = 2;

    private final LoadHistory records;
    private final Service service;
    private final List<ClientFailure> failures;
    private final Judge.Isolation isolation;
    private final List<String> problems;

    WorkloadHistory(
            LoadHistory records,
            Service service,
            List<ClientFailure> failures,
            Judge.Isolation isolation,
            List<String> problems) {
        this.records = records;
        this.service = service;
        this.failures = List.copyOf(failures);
        this.isolation = isolation;
        this.problems = List.copyOf(problems);
    }

    /**
     * Judges these facts. The same facts always give the same report.
     *
     * @return the report
     */
    public WorkloadReport judge() {
        return new Reporter(this).report();
    }

    /**
     * Saves these facts.
     *
     * @param file where; a file that is there is replaced
     * @throws WorkloadException if it cannot be written
     */
    public void save(Path file) {
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), 1 << 16))) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            write(out);
        } catch (IOException e) {
            throw new WorkloadException("Did not save the history of a workload to %s: %s".formatted(file, e), e);
        }
    }

    /**
     * Reads facts that were saved.
     *
     * @param file the file
     * @return the history
     * @throws WorkloadException if the file cannot be read, is damaged, or is no such history
     */
    public static WorkloadHistory load(Path file) {
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)), 1 << 16))) {
            int magic = in.readInt();
            int version = in.readInt();
            if (magic != MAGIC || version != VERSION) {
                throw new IOException("it begins with %08x and version %d, not %08x and version %d"
                        .formatted(magic, version, MAGIC, VERSION));
            }
            WorkloadHistory history = read(in);
            if (in.read() >= 0) {
                throw new IOException("there is more in it than one history");
            }
            return history;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new WorkloadException(
                    "Did not read %s as the history of a workload: %s. It must be a whole file that WorkloadHistory.save wrote."
                            .formatted(file, e),
                    e);
        }
    }

    private void write(DataOutput out) throws IOException {
        Wire.writeText(out, isolation.name());
        records.write(out);
        service.acknowledgements.write(out);
        service.deliveries.write(out);
        service.activity.write(out);
        service.ackLatency.write(out);
        service.endToEndLatency.write(out);
        out.writeInt(failures.size());
        for (ClientFailure one : failures) {
            one.write(out);
        }
        out.writeInt(problems.size());
        for (String one : problems) {
            Wire.writeText(out, one);
        }
    }

    private static WorkloadHistory read(DataInput in) throws IOException {
        Judge.Isolation isolation = Judge.Isolation.valueOf(Wire.readText(in));
        LoadHistory records = LoadHistory.read(in);
        Service service = new Service(
                Gaps.read(in),
                Gaps.read(in),
                Activity.read(in),
                LatencyPercentiles.read(in),
                LatencyPercentiles.read(in));
        List<ClientFailure> failures = new ArrayList<>();
        for (int left = Wire.count(in); left > 0; left--) {
            failures.add(ClientFailure.read(in));
        }
        List<String> problems = new ArrayList<>();
        for (int left = Wire.count(in); left > 0; left--) {
            problems.add(Wire.readText(in));
        }
        return new WorkloadHistory(records, service, failures, isolation, problems);
    }

    LoadHistory records() {
        return records;
    }

    Service service() {
        return service;
    }

    List<ClientFailure> failures() {
        return failures;
    }

    Judge.Isolation isolation() {
        return isolation;
    }

    List<String> problems() {
        return problems;
    }

    /** How the cluster served its clients. */
    record Service(
            Gaps acknowledgements,
            Gaps deliveries,
            Activity activity,
            LatencyPercentiles ackLatency,
            LatencyPercentiles endToEndLatency) {}
}
