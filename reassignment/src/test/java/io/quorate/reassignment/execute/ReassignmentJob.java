// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.journal.FileJournal;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.DataRate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A process that runs a plan under a throttle, for a test to kill it in the middle. */
final class ReassignmentJob {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String HALF = "It has copied a third";

    private ReassignmentJob() {}

    /** Runs the plan in a process of its own, kills it (SIGKILL) when a third is copied, and returns what it printed. */
    static List<String> killInTheMiddle(String bootstrapServers, Path journal, String rate, String plan) {
        List<String> output = new ArrayList<>();
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ReassignmentJob.class.getName(),
                            bootstrapServers,
                            journal.toString(),
                            rate,
                            plan)
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null && !line.equals(HALF)) {
                    output.add(line);
                    line = lines.readLine();
                }
                if (line == null) {
                    throw new IllegalStateException("The job never came so far:\n" + String.join("\n", output));
                }
            } finally {
                process.destroyForcibly().onExit().join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output;
    }

    public static void main(String[] arguments) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments[0]));
                ReassignmentExecution run = ReassignmentExecutor.builder(admin)
                        .journal(FileJournal.in(Path.of(arguments[1])))
                        .throttle(DataRate.parse(arguments[2]))
                        .pollInterval(Duration.ofMillis(200))
                        .listener(ReassignmentJob::print)
                        .build()
                        .start(LivePlan.of(arguments[3]).plan(admin))) {
            System.out.println(run.await(LONGEST).describe());
        }
    }

    private static void print(ReassignmentEvent event) {
        System.out.println(event.describe());
        if (event instanceof ReassignmentEvent.Advanced advanced
                && advanced.progress().fraction() > 0.33) {
            System.out.println(HALF);
            // Or it might be done before the signal comes.
            DurabilityJob.stayHere();
        }
    }
}
