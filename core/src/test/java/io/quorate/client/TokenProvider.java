// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An identity provider on loopback: gives tokens, signed with RS256, to one client that knows its secret, and tells its key. */
final class TokenProvider implements AutoCloseable {
    static final String AUDIENCE = "kafka";
    private static final Duration VALID = Duration.ofMinutes(10);
    private static final String KEY_ID = "one";

    private final HttpServer server;
    private final KeyPair keys;
    private final String expectedLogin;
    private final String subject;
    private final List<Integer> answers = new CopyOnWriteArrayList<>();

    private TokenProvider(HttpServer server, KeyPair keys, String clientId, String secret) {
        this.server = server;
        this.keys = keys;
        this.subject = clientId;
        this.expectedLogin = "Basic " + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(UTF_8));
    }

    static TokenProvider start(String clientId, String secret) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenProvider provider = new TokenProvider(server, generator.generateKeyPair(), clientId, secret);
        server.createContext("/token", provider::token);
        server.createContext("/keys", exchange -> answer(exchange, 200, provider.keySet()));
        server.start();
        return provider;
    }

    URI tokens() {
        return at("/token");
    }

    URI keys() {
        return at("/keys");
    }

    String issuer() {
        return at("").toString();
    }

    /** The status of each answer to a client that asked for a token. */
    List<Integer> answers() {
        return List.copyOf(answers);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void token(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String login = exchange.getRequestHeaders().getFirst("Authorization");
        boolean known = expectedLogin.equals(login) && asked.contains("grant_type=client_credentials");
        answers.add(known ? 200 : 401);
        if (known) {
            answer(exchange, 200, "{\"access_token\": \"" + jwt() + "\", \"token_type\": \"Bearer\"}");
        } else {
            answer(exchange, 401, "{\"error\": \"invalid_client\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String jwt() {
        Instant now = Instant.now();
        String claims = """
                {"iss": "%s", "aud": "%s", "sub": "%s", "scope": "clients", "iat": %d, "exp": %d}""".formatted(
                        issuer(),
                        AUDIENCE,
                        subject,
                        now.getEpochSecond(),
                        now.plus(VALID).getEpochSecond());
        String header = """
                {"alg": "RS256", "typ": "JWT", "kid": "%s"}""".formatted(KEY_ID);
        String signed = encoded(header.getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}""".formatted(KEY_ID, encoded(unsigned(key.getModulus())), encoded(unsigned(key.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
