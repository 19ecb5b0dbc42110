// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.bench;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.distribution.Artifacts;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Measures, side by side and in turn, how long three nodes and a topic of three replicas take in a fresh JVM: ours (static
 * and dynamic quorum, archive of class data present) and each of the peers that run brokers in the test's JVM, with the class path that its own
 * pom asks for.
 *
 * <p>Arguments: how often (5).
 */
final class StartBenchmark {
    private static final Map<String, List<String>> PEERS = Map.of(
            "KAFKA", List.of("org.apache.kafka:kafka-test-common-runtime:4.3.1"),
            "SPRING", List.of("org.springframework.kafka:spring-kafka-test:4.1.1"),
            "KROXYLICIOUS",
                    List.of(
                            "io.kroxylicious.testing:testing-junit5-extension:0.15.0",
                            "org.apache.kafka:kafka_2.13:4.3.1"));
    private static final Map<String, String> CLASS_PATHS = new HashMap<>();

    private static final List<String> COLUMNS = List.of(
            "first cluster ready, wall ms",
            "first cluster ready, CPU ms",
            "resident MB, all processes",
            "resident MB, a node",
            "close, wall ms",
            "second cluster ready, wall ms");

    private StartBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        TestCluster.builder().nodes(1).start().close(); // the archive is made once, on first use
        String own = System.getProperty("java.class.path");
        Map<String, List<double[]>> results = new LinkedHashMap<>();
        String load = load();
        for (int i = 0; i < repetitions; i++) {
            add(results, "Quorate, dynamic quorum", run(own, OurStart.class, "DYNAMIC"));
            add(results, "Quorate, static quorum", run(own, OurStart.class, "STATIC"));
            add(results, "KafkaClusterTestKit", peer("KAFKA"));
            add(results, "spring-kafka-test", peer("SPRING"));
            add(results, "kroxylicious in-JVM", peer("KROXYLICIOUS"));
        }
        print(results, repetitions);
        System.out.println("Load average at the begin " + load + ", at the end " + load());
    }

    private static String load() throws IOException {
        Path linux = Path.of("/proc/loadavg");
        return Files.exists(linux) ? Files.readString(linux).replaceAll(" \\d+/.*\\n", "") : "unknown";
    }

    private static double[] peer(String name) throws Exception {
        List<String> coordinates = Objects.requireNonNull(PEERS.get(name));
        String classPath = CLASS_PATHS.computeIfAbsent(
                name,
                any -> classes(System.getProperty("java.class.path"))
                        + File.pathSeparator
                        + Artifacts.resolve(coordinates.toArray(String[]::new)).stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)));
        return run(classPath, PeerStart.class, name);
    }

    private static String classes(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith("test-classes"))
                .findFirst()
                .orElseThrow();
    }

    private static void add(Map<String, List<double[]>> results, String what, double[] result) {
        results.computeIfAbsent(what, name -> new ArrayList<>()).add(result);
        System.err.println(what + " " + Arrays.toString(result));
    }

    private static double[] run(String classPath, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        long start = System.nanoTime();
        Path errors = Files.createTempFile("quorate-bench", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        Map<String, long[]> told = new TreeMap<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("@")) {
                    String[] parts = line.substring(1).split(" ", -1);
                    told.put(parts[0], new long[] {
                        (System.nanoTime() - start) / 1_000_000,
                        Long.parseLong(parts[1]),
                        Long.parseLong(parts[2]),
                        Long.parseLong(parts[3])
                    });
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(main.getName() + " " + List.of(arguments) + " ended with " + process.exitValue()
                    + " after " + told.keySet() + ", see " + errors);
        }
        Files.delete(errors);
        return new double[] {
            at(told, "first-ready", 0),
            at(told, "first-ready", 1),
            at(told, "first-ready", 2) / 1024.0,
            at(told, "first-ready", 3) / 1024.0 / 3,
            at(told, "first-closed", 0) - at(told, "first-ready", 0),
            at(told, "second-ready", 0) - at(told, "second-begins", 0)
        };
    }

    private static long at(Map<String, long[]> told, String moment, int value) {
        long[] values = told.get(moment);
        if (values == null) {
            throw new IllegalStateException("The measured JVM never told " + moment + ", only " + told.keySet());
        }
        return values[value];
    }

    private static void print(Map<String, List<double[]>> results, int repetitions) {
        System.out.println("Median (least to most) of " + repetitions + " fresh JVMs each, taken in turn; "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        System.out.println("| | " + String.join(" | ", results.keySet()) + " |");
        System.out.println("|---|" + "---|".repeat(results.size()));
        for (int column = 0; column < COLUMNS.size(); column++) {
            StringBuilder row =
                    new StringBuilder("| ").append(COLUMNS.get(column)).append(" |");
            for (List<double[]> runs : results.values()) {
                int of = column;
                double[] sorted =
                        runs.stream().mapToDouble(run -> run[of]).sorted().toArray();
                row.append(String.format(
                        " %.0f (%.0f to %.0f) |", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]));
            }
            System.out.println(row);
        }
    }
}
