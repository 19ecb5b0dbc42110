// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.bench;

import io.quorate.testkit.fault.FaultKind;
import io.quorate.testkit.fault.FaultRun;
import io.quorate.testkit.load.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How long some partition went without an acknowledgement, sampled, and laid to the faults that were open then. */
final class FaultFigures {
    static final Duration EVERY = Duration.ofMillis(50);

    private record Sample(long at, long longestNanos) {}

    private record Step(FaultRun.Done done, long begun, long next) {}

    private final List<Sample> samples = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private Duration took = Duration.ZERO;

    synchronized void sample(Collection<Workload> workloads) {
        long longest = workloads.stream()
                .flatMap(workload -> workload.snapshot().sinceLastAck().values().stream())
                .mapToLong(Duration::toNanos)
                .max()
                .orElse(0);
        samples.add(new Sample(System.nanoTime(), longest));
    }

    /** A fault answers for all that happens until the next one begins: what follows from it may come after its end. */
    synchronized void add(long began, FaultRun run) {
        took = took.plus(run.took());
        for (int i = 0; i < run.steps().size(); i++) {
            Duration next = i + 1 < run.steps().size() ? run.steps().get(i + 1).begun() : run.took();
            FaultRun.Done done = run.steps().get(i);
            steps.add(new Step(done, began + done.begun().toNanos(), began + next.toNanos()));
        }
    }

    synchronized void print() {
        System.out.println("\nFaults: " + steps.size() + " in " + took.toSeconds()
                + " s. Longest time without an acknowledgement in any" + " partition, sampled every " + EVERY.toMillis()
                + " ms, ms:");
        System.out.println("| Fault | how often | open for, median s | median | 9 of 10 within | longest |");
        System.out.println("|---|---|---|---|---|---|");
        Map<FaultKind, List<Step>> byKind = new EnumMap<>(FaultKind.class);
        steps.forEach(step -> byKind.computeIfAbsent(step.done.step().kind(), kind -> new ArrayList<>())
                .add(step));
        byKind.forEach((kind, of) -> {
            double[] gaps = of.stream().mapToDouble(this::longest).sorted().toArray();
            double[] open = of.stream()
                    .mapToDouble(
                            step -> step.done.undone().minus(step.done.begun()).toMillis() / 1e3)
                    .sorted()
                    .toArray();
            System.out.printf(
                    "| %s | %d | %.1f | %.0f | %.0f | %.0f |%n",
                    kind, of.size(), quantile(open, 0.5), quantile(gaps, 0.5), quantile(gaps, 0.9), quantile(gaps, 1));
        });
    }

    private double longest(Step step) {
        return samples.stream()
                        .filter(sample -> sample.at >= step.begun && sample.at < step.next)
                        .mapToLong(Sample::longestNanos)
                        .max()
                        .orElse(0)
                / 1e6;
    }

    private static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    }
}
