// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.bench;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.fault.FaultException;
import io.quorate.testkit.fault.FaultKind;
import io.quorate.testkit.fault.FaultRun;
import io.quorate.testkit.fault.FaultSchedule;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Disturbs three real nodes with random faults of every kind that {@link FaultSchedule} knows, one node at a time, while two
 * workloads write and read, and tells what became of every record.
 *
 * <p>A schedule takes longer than planned, as it waits for the cluster to recover. So short ones are run, with seeds that
 * count up, until the time is over.
 *
 * <p>Arguments: minutes (60), the first seed (random).
 */
final class ReliabilityRun {
    private static final Duration ROUND = Duration.ofMinutes(2);
    private static final Duration DRAIN = Duration.ofSeconds(90);
    private static final int RATE = 100;

    private ReliabilityRun() {}

    public static void main(String[] arguments) throws Exception {
        Duration length = Duration.ofMinutes(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60);
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime() & 0xffff_ffffL;
        System.out.println("Began " + Instant.now() + ", for " + length + ", first seed " + seed + ", Java "
                + System.getProperty("java.vm.version"));
        boolean clean;
        long start = System.nanoTime();
        try (TestCluster cluster = TestCluster.builder().links().start()) {
            clean = run(cluster, length, seed);
            if (!clean) {
                cluster.keepFiles();
                System.out.println("The files of the nodes stay in " + cluster.directory());
            }
        }
        System.out.println("Ended " + Instant.now() + " after "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s: " + (clean ? "CLEAN" : "NOT CLEAN"));
        System.exit(clean ? 0 : 1);
    }

    private static boolean run(TestCluster cluster, Duration length, long seed) throws Exception {
        Map<String, Workload> workloads = new LinkedHashMap<>();
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        try {
            workloads.put("classic", workload(cluster, "classic"));
            workloads.put("consumer", workload(cluster, "consumer"));
            FaultFigures figures = new FaultFigures();
            ScheduledFuture<?> sampling = sampler.scheduleAtFixedRate(
                    () -> figures.sample(workloads.values()), 0, FaultFigures.EVERY.toMillis(), TimeUnit.MILLISECONDS);
            boolean disturbed = disturb(cluster, length, seed, figures, workloads);
            if (sampling.isDone()) {
                throw new IllegalStateException("The figures of the faults are not whole: " + sampling);
            }
            figures.print();
            boolean clean = disturbed;
            for (Map.Entry<String, Workload> entry : workloads.entrySet()) {
                WorkloadReport report = entry.getValue().stop(DRAIN);
                System.out.println(
                        "\nWorkload with a group of the " + entry.getKey() + " protocol\n" + report.describe());
                clean &= report.isClean();
            }
            return clean;
        } finally {
            sampler.shutdownNow();
            workloads.values().forEach(Workload::close);
        }
    }

    private static boolean disturb(
            TestCluster cluster, Duration length, long seed, FaultFigures figures, Map<String, Workload> workloads) {
        long end = System.nanoTime() + length.toNanos();
        FaultKind[] kinds = FaultKind.values();
        for (int round = 0; System.nanoTime() < end; round++) {
            FaultSchedule schedule = FaultSchedule.seeded(seed + round)
                    .kinds(kinds[0], kinds)
                    .lasting(Duration.ofSeconds(1), Duration.ofSeconds(8))
                    .over(ROUND)
                    .steps(cluster);
            String phase = "seed " + schedule.seed();
            workloads.values().forEach(workload -> workload.mark(phase));
            long began = System.nanoTime();
            try {
                FaultRun run = schedule.runOn(cluster);
                figures.add(began, run);
                System.out.println(phase + ": " + run.steps().size() + " faults in "
                        + run.took().toSeconds() + " s");
            } catch (FaultException e) {
                System.out.println(phase + " broke off: " + e.getMessage());
                return false;
            }
        }
        return true;
    }

    private static Workload workload(TestCluster cluster, String protocol) throws Exception {
        String topic = "load-" + protocol;
        cluster.admin()
                .createTopics(List.of(new NewTopic(topic, 3, (short) 3).configs(Map.of("min.insync.replicas", "2"))))
                .all()
                .get();
        return Workload.builder(cluster.clientConfig())
                .topics(topic)
                .producer(ProducerSpec.idempotent("idempotent"))
                .producer(ProducerSpec.transactional("transactional-" + protocol))
                .recordsPerSecond(RATE)
                .group("readers-" + protocol, 2)
                .groupSetting("group.protocol", protocol)
                .start();
    }
}
