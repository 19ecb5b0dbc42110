// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.bench;

import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReplicaMap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures planning in CPU time, each case in a fresh JVM with 1 GiB of heap, input included: the first plan of that JVM
 * (cold), the median of the later ones (warm), what is moved against the bound, and what Kafka's own generator does with the
 * same input. Prints a table for {@code docs/benchmarks.md}.
 *
 * <p>Arguments: numbers of partitions, or none for 10000 100000 1000000.
 */
final class PlanTable {
    private static final int WARM = 8;
    private static final int KAFKAS_WARM = 3;

    private PlanTable() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("case")) {
            System.out.println(measure(BenchCase.valueOf(arguments[1]), Integer.parseInt(arguments[2])));
            return;
        }
        List<String> sizes = arguments.length == 0 ? List.of("10000", "100000", "1000000") : List.of(arguments);
        for (String partitions : sizes) {
            System.out.printf(
                    "%n%s partitions, %d brokers%n%n", partitions, BenchCluster.brokers(Integer.parseInt(partitions)));
            System.out.println("| goal | moves | bound | CPU ms, first plan | CPU ms, later | heap MB, live"
                    + " | Kafka: moves | Kafka: CPU ms, first | later |");
            System.out.println("|---|---|---|---|---|---|---|---|---|");
            for (BenchCase one : BenchCase.values()) {
                System.out.println("| " + one.words() + " | " + inFreshJvm(one, partitions) + " |");
            }
        }
    }

    private static String inFreshJvm(BenchCase one, String partitions) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlanTable.class.getName(),
                        "case",
                        one.name(),
                        partitions)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? out : "failed";
    }

    private static String measure(BenchCase one, int partitions) throws ReflectiveOperationException {
        ReplicaMap cluster = one.cluster(partitions);
        double[] cpu = new double[WARM + 1];
        long start = cpuNanos();
        ReassignmentPlan plan = one.plan(cluster, partitions);
        cpu[0] = (cpuNanos() - start) / 1e6;
        for (int i = 1; i <= WARM; i++) {
            start = cpuNanos();
            plan = one.plan(cluster, partitions);
            cpu[i] = (cpuNanos() - start) / 1e6;
        }
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        String bound = plan.problems().isEmpty()
                ? moved(one, plan)
                : "no plan: " + plan.problems().get(0).describe() + " | ";
        return String.format(
                Locale.ROOT,
                "%s | %.0f | %.0f | %d | %s",
                bound,
                cpu[0],
                later(cpu),
                heap,
                kafka(one, cluster, partitions));
    }

    private static String moved(BenchCase one, ReassignmentPlan plan) {
        return one == BenchCase.REBALANCE_BYTES
                ? String.format(
                        Locale.ROOT,
                        "%.2f TB | %.2f TB",
                        plan.bound().bytes() / 1e12,
                        plan.bound().bytesLowerBound() / 1e12)
                : String.format(
                        Locale.ROOT,
                        "%,d | %,d",
                        plan.bound().moves(),
                        plan.bound().movesLowerBound());
    }

    private static String kafka(BenchCase one, ReplicaMap cluster, int partitions) throws ReflectiveOperationException {
        Set<Integer> targets = one.kafkasBrokers(partitions);
        if (targets.isEmpty()) {
            return "cannot | | ";
        }
        KafkasGenerator generator = new KafkasGenerator(cluster, targets);
        double[] cpu = new double[KAFKAS_WARM + 1];
        for (int i = 0; i <= KAFKAS_WARM; i++) {
            long start = cpuNanos();
            generator.generate();
            cpu[i] = (cpuNanos() - start) / 1e6;
        }
        return String.format(Locale.ROOT, "%,d | %.0f | %.0f", generator.moves(), cpu[0], later(cpu));
    }

    private static double later(double[] cpu) {
        double[] later = Arrays.copyOfRange(cpu, 1, cpu.length);
        Arrays.sort(later);
        return later[later.length / 2];
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
