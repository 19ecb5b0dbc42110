// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prometheus' own tool for rules; {@code .ci/run} fetches it where it is not installed. */
final class Promtool {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

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
     * What is scraped of something wrong.
     *
     * @param name for people
     * @param scrape the series
     * @param lasts for how long
     * @param eventsGoOn whether the counters of events go on counting
     */
    record Trouble(String name, String scrape, Duration lasts, boolean eventsGoOn) {}

    /**
     * Writes a unit test of rules: the cluster is well for ten minutes, then every series has the value of the scrape for as
     * long as the trouble lasts, and exactly the named alerts fire at the end.
     */
    static String unitTest(String healthy, Trouble trouble, List<String> alerts) {
        StringBuilder test = new StringBuilder("rule_files: [quorate-alerts.yml]\nevaluation_interval: 30s\ntests:\n");
        test.append("- name: ").append(trouble.name()).append("\n  interval: 30s\n  input_series:\n");
        List<String> before = samples(healthy);
        for (String sample : samples(trouble.scrape())) {
            String series = sample.substring(0, sample.lastIndexOf(' '));
            String value = number(sample);
            String step = trouble.eventsGoOn() && series.contains("_events_total") ? "+1" : "+0";
            String first = before.stream()
                    .filter(line -> line.startsWith(series + " "))
                    .findFirst()
                    .map(Promtool::number)
                    .orElse("_");
            test.append("  - series: '").append(series).append("'\n");
            test.append("    values: '")
                    .append(first.equals("_") ? first : first + "+0")
                    .append("x20 ")
                    .append(value.equals("_") ? value : value + step)
                    .append('x')
                    .append(trouble.lasts().dividedBy(INTERVAL))
                    .append("'\n");
        }
        test.append("  promql_expr_test:\n")
                .append("  - expr: group by (alertname) (ALERTS{alertstate=\"firing\"})\n")
                .append("    eval_time: ")
                .append(trouble.lasts().toMinutes() + 8)
                .append("m\n    exp_samples:")
                .append(alerts.isEmpty() ? " []\n" : "\n");
        for (String alert : alerts) {
            test.append("    - labels: '{alertname=\"").append(alert).append("\"}'\n      value: 1\n");
        }
        return test.toString();
    }

    private static List<String> samples(String scrape) {
        return scrape.lines().filter(line -> line.startsWith("kafka_")).collect(Collectors.toList());
    }

    /** The value; nothing stands for none. */
    private static String number(String sample) {
        String value = sample.substring(sample.lastIndexOf(' ') + 1);
        return value.equals("NaN") ? "_" : value;
    }
}
