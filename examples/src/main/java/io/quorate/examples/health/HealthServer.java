// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers over HTTP, on loopback only. */
final class HealthServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;
    private static final String JSON = "application/json";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "health-http");
        thread.setDaemon(true);
        return thread;
    });

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    /** Starts to answer; port 0 takes any that is free. */
    static HealthServer start(int port, HealthAnswers answers, PrometheusMeterRegistry registry) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        HealthServer server = new HealthServer(http);
        byte[] page = page();
        http.createContext("/metrics", exchange -> send(exchange, OK, "text/plain; version=0.0.4", registry.scrape()));
        http.createContext(
                "/health",
                exchange -> send(
                        exchange,
                        answers.isGood() ? OK : UNAVAILABLE,
                        JSON,
                        answers.health().toString()));
        http.createContext(
                "/state", exchange -> send(exchange, OK, JSON, answers.page().toString()));
        http.createContext("/", exchange -> {
            boolean found = exchange.getRequestURI().getPath().equals("/");
            send(exchange, found ? OK : NOT_FOUND, "text/html", found ? page : new byte[0]);
        });
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static byte[] page() throws IOException {
        try (InputStream in = Objects.requireNonNull(HealthServer.class.getResourceAsStream("page.html"))) {
            return in.readAllBytes();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
