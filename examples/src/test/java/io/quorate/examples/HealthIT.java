// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 6, unit = TimeUnit.MINUTES)
class HealthIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path profile;

    @Test
    void showsABrokerThatIsKilledAndComesBack() throws Exception {
        // Somebody who looks needs time; nobody waits where there is no browser.
        String pause = chromium().isPresent() ? "PT12S" : "PT1S";
        Process process = Examples.start("health", "--fault", "--every", "PT1S", "--pause", pause);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = await(out, line -> line.startsWith("Page:"))
                    .substring("Page:".length())
                    .strip();
            // First answers take long, and soon after the next line the broker is killed.
            assertThat(get(url + "nothing-here").statusCode()).isEqualTo(404);
            assertThat(get(url + "metrics").statusCode()).isEqualTo(200);
            await(out, line -> line.contains("[x] The cluster is well"));
            assertThat(metricsWith(url, "kafka_cluster_brokers 3.0"))
                    .contains("kafka_offline_partitions{topic=\"__total__\"} 0.0");
            assertThat(get(url + "health").statusCode()).isEqualTo(200);
            Optional<Process> browser = browse(url, "healthy");

            await(out, line -> line.contains("[x] It is missed"));
            metricsWith(url, "kafka_cluster_brokers 2.0");
            assertThat(get(url + "state").body()).contains("\"online\":false").contains("is fenced");
            if (browser.isPresent()) {
                assertThat(page(browser.get()))
                        .contains("HEALTHY", "Broker 3", "orders", "billing")
                        .doesNotContain("broker offline");
                assertThat(page(browse(url, "broker-down").orElseThrow()))
                        .contains("broker offline", "cell behind")
                        .doesNotContain("status HEALTHY");
            }

            await(out, line -> line.contains("[x] The cluster is well again"));
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assumeTrue(browser.isPresent(), "All but the page was tested: Chromium (Debian package) is not installed");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void aClusterThatDoesNotAnswerIsNotHealthy() throws Exception {
        Process process = Examples.start("health", "--bootstrap-servers", "127.0.0.1:1", "--for", "PT1M");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = await(out, line -> line.startsWith("Page:"))
                    .substring("Page:".length())
                    .strip();

            HttpResponse<String> health = get(url + "health");

            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"good\":false");
            assertThat(get(url + "metrics").body()).contains("kafka_cluster_brokers NaN");
        } finally {
            process.destroyForcibly();
        }
    }

    /** The monitor tells its listeners of a look one after the other, and metrics are one of them. */
    private String metricsWith(String url, String sample) throws IOException, InterruptedException {
        String body = get(url + "metrics").body();
        for (int tries = 0; tries < 100 && !body.contains(sample); tries++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            body = get(url + "metrics").body();
        }
        assertThat(body).contains(sample);
        return body;
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String await(BufferedReader out, Predicate<String> wanted) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            seen.append(line).append('\n');
            if (wanted.test(line)) {
                return line;
            }
        }
        throw new AssertionError("It ended before that: " + seen);
    }

    /** Opens the page in a browser, if there is one, which writes what the page is like after three seconds. */
    private Optional<Process> browse(String url, String name) throws IOException {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = List.of(
                chromium.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile.resolve(name),
                "--virtual-time-budget=3000",
                "--dump-dom",
                url);
        return Optional.of(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static String page(Process browser) throws IOException, InterruptedException {
        try {
            String dom = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(browser.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return dom.substring(dom.indexOf("<body"), dom.indexOf("<script>"));
        } finally {
            browser.destroyForcibly();
        }
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(directory -> Path.of(directory, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
