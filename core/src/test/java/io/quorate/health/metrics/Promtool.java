// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prometheus' own tool for rules; {@code .ci/run} fetches it where it is not installed. */
final class Promtool {
    private Promtool() {}

    static Optional<Path> found() {
        Stream<Path> path = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(Path::of);
        return Stream.concat(
                        path, Stream.of(Path.of("../target/promtool/usr/bin").toAbsolutePath()))
                .map(directory -> directory.resolve("promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    record Ended(int exitCode, String out) {}

    static Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(found().stream().map(Path::toString), Arrays.stream(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("promtool did not end: " + out);
            }
            return new Ended(process.exitValue(), out);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Writes a unit test of rules: the cluster is well for ten minutes, then every series has the value of the scrape for an
     * hour, and after that hour exactly the named alerts fire.
     */
    static String unitTest(String name, String healthy, String scrape, List<String> alerts) {
        StringBuilder test = new StringBuilder("rule_files: [quorate-alerts.yml]\nevaluation_interval: 30s\ntests:\n");
        test.append("- name: ").append(name).append("\n  interval: 30s\n  input_series:\n");
        List<String> before = samples(healthy);
        for (String sample : samples(scrape)) {
            String series = sample.substring(0, sample.lastIndexOf(' '));
            String value = number(sample);
            String first = before.stream()
                    .filter(line -> line.startsWith(series + " "))
                    .findFirst()
                    .map(Promtool::number)
                    .orElse("_");
            test.append("  - series: '").append(series).append("'\n");
            test.append("    values: '")
                    .append(first)
                    .append("x20 ")
                    .append(value)
                    .append("x120'\n");
        }
        test.append("  promql_expr_test:\n")
                .append("  - expr: group by (alertname) (ALERTS{alertstate=\"firing\"})\n")
                .append("    eval_time: 68m\n    exp_samples:")
                .append(alerts.isEmpty() ? " []\n" : "\n");
        for (String alert : alerts) {
            test.append("    - labels: '{alertname=\"").append(alert).append("\"}'\n      value: 1\n");
        }
        return test.toString();
    }

    private static List<String> samples(String scrape) {
        return scrape.lines().filter(line -> line.startsWith("kafka_")).collect(Collectors.toList());
    }

    /** As promtool writes a constant: with a step of nothing. */
    private static String number(String sample) {
        String value = sample.substring(sample.lastIndexOf(' ') + 1);
        return value.equals("NaN") ? "_" : value + "+0";
    }
}
