// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.observe.ClusterObserver;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityPlanner;
import io.quorate.reassignment.durability.DurabilityPolicy;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.progress.DurabilityEvent;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** A process that makes a cluster durable and stops dead at a chosen event, for a test to kill it there. */
final class DurabilityJob {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String HERE = "Waiting to be killed";

    private DurabilityJob() {}

    /** Runs the job in a process of its own, kills it (SIGKILL) at the event, and returns what it printed. */
    static List<String> killAt(
            String bootstrapServers, Class<? extends DurabilityEvent> event, Class<? extends DurabilityStep> step) {
        List<String> output = new ArrayList<>();
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DurabilityJob.class.getName(),
                            bootstrapServers,
                            event.getSimpleName(),
                            step.getSimpleName())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null && !line.equals(HERE)) {
                    output.add(line);
                    line = lines.readLine();
                }
                if (line == null) {
                    throw new IllegalStateException("The job never came to the event:\n" + String.join("\n", output));
                }
            } finally {
                process.destroyForcibly().onExit().join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output;
    }

    public static void main(String[] arguments) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments[0]))) {
            DurabilityPlan plan = DurabilityPlanner.targeting(
                            DurabilityPolicy.builder().build())
                    .plan(ClusterObserver.using(admin).observe());
            System.out.println(plan.describe());
            try (DurabilityExecution run = DurabilityExecutor.builder(admin)
                    .partitionsInFlight(1)
                    .listener(event -> {
                        System.out.println(event.describe());
                        if (event.getClass().getSimpleName().equals(arguments[1])
                                && stepOf(event).equals(arguments[2])) {
                            System.out.println(HERE);
                            stayHere();
                        }
                    })
                    .build()
                    .start(plan)) {
                System.out.println(run.await(LONGEST).describe());
            }
        }
    }

    private static String stepOf(DurabilityEvent event) {
        DurabilityEvent.Position position = event instanceof DurabilityEvent.StepStarted started
                ? started.position()
                : event instanceof DurabilityEvent.StepAdvanced advanced
                        ? advanced.position()
                        : event instanceof DurabilityEvent.StepWaiting waiting
                                ? waiting.position()
                                : ((DurabilityEvent.StepFinished) event).position();
        return position.step().getClass().getSimpleName();
    }

    /** Holds up the thread of a run until somebody kills the process. */
    static void stayHere() {
        try {
            if (!new CountDownLatch(1).await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(3);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
