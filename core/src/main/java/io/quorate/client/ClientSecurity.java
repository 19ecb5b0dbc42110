// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/**
 * How a client encrypts and who it says it is. Everything is over TLS unless {@link #withoutTls()} says otherwise, and brokers
 * must have their names in their certificates.
 *
 * <p>Secrets are taken and kept as Kafka's {@link Password}, which never shows itself. Immutable and thread-safe.
 */
public final class ClientSecurity {
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule";
    private static final String OAUTH_HANDLER =
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";
    /** Kafka's default one is for brokers too, and needs a library that its clients do not bring. */
    private static final String OAUTH_VALIDATOR = "org.apache.kafka.common.security.oauthbearer.ClientJwtValidator";

    private final boolean sasl;
    private final Map<String, Object> settings;

    private ClientSecurity(boolean sasl, Map<String, Object> settings) {
        this.sasl = sasl;
        this.settings = Collections.unmodifiableMap(settings);
    }

    /**
     * Encrypts, and says nothing about itself. Trusts what the JDK trusts, unless {@link #trusting} follows.
     *
     * @return the settings
     */
    public static ClientSecurity tls() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("security.protocol", "SSL");
        settings.put("ssl.endpoint.identification.algorithm", "https");
        return new ClientSecurity(false, settings);
    }

    /**
     * Encrypts, and presents a certificate.
     *
     * @param keyStore a private key with its certificates
     * @return the settings
     * @throws IllegalArgumentException if there is no private key in it
     */
    public static ClientSecurity mutualTls(TlsStore keyStore) {
        return tls().with(keyStore.keySettings());
    }

    /**
     * Logs in with SCRAM-SHA-512.
     *
     * @param user the user
     * @param password the password
     * @return the settings
     */
    public static ClientSecurity scramSha512(String user, Password password) {
        return sasl("SCRAM-SHA-512", login(SCRAM, user, password));
    }

    /**
     * Logs in with SCRAM-SHA-256.
     *
     * @param user the user
     * @param password the password
     * @return the settings
     */
    public static ClientSecurity scramSha256(String user, Password password) {
        return sasl("SCRAM-SHA-256", login(SCRAM, user, password));
    }

    /**
     * Logs in with PLAIN: the brokers get the password itself.
     *
     * @param user the user
     * @param password the password
     * @return the settings
     */
    public static ClientSecurity plain(String user, Password password) {
        return sasl("PLAIN", login(PLAIN, user, password));
    }

    /**
     * Logs in with a token that it gets from an identity provider by the grant {@code client_credentials}. Since Kafka 4.0 the
     * JVM must be started with {@code -Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=} and this address. Kafka's client reads
     * the answer with Jackson, which it does not bring: put {@code com.fasterxml.jackson.core:jackson-databind} on the class
     * path. Clients before 4.1 need {@code org.bitbucket.b_c:jose4j} too.
     *
     * @param tokenEndpoint where tokens are given out
     * @param clientId who asks
     * @param clientSecret the secret of who asks
     * @return the settings
     */
    public static ClientSecurity oauthBearer(URI tokenEndpoint, String clientId, Password clientSecret) {
        Password jaas = new Password(OAUTH + " required clientId=" + quoted(clientId) + " clientSecret="
                + quoted(clientSecret.value()) + ";");
        return sasl("OAUTHBEARER", jaas)
                .with(Map.of(
                        "sasl.oauthbearer.token.endpoint.url",
                        tokenEndpoint.toString(),
                        "sasl.oauthbearer.jwt.validator.class",
                        OAUTH_VALIDATOR,
                        "sasl.login.callback.handler.class",
                        OAUTH_HANDLER));
    }

    private static ClientSecurity sasl(String mechanism, Password jaas) {
        Map<String, Object> settings = new LinkedHashMap<>(tls().settings);
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", mechanism);
        settings.put("sasl.jaas.config", jaas);
        return new ClientSecurity(true, settings);
    }

    private static Password login(String module, String user, Password password) {
        return new Password(
                module + " required username=" + quoted(user) + " password=" + quoted(password.value()) + ";");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private ClientSecurity with(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        return new ClientSecurity(sasl, all);
    }

    /**
     * Trusts these certificates and no others.
     *
     * @param trustStore certificates
     * @return the settings with it
     * @throws IllegalArgumentException if there is only a private key in it, or TLS was turned off
     */
    public ClientSecurity trusting(TlsStore trustStore) {
        if (!String.valueOf(settings.get("security.protocol")).endsWith("SSL")) {
            throw new IllegalArgumentException("There is nothing to trust without TLS");
        }
        return with(trustStore.trustSettings());
    }

    /**
     * Turns TLS off: everything can be read on the way, with PLAIN the password too. For tests and networks that encrypt by
     * themselves.
     *
     * @return the settings without TLS
     * @throws IllegalStateException if nothing but TLS was asked for
     */
    public ClientSecurity withoutTls() {
        if (!sasl) {
            throw new IllegalStateException("Nothing is left of TLS without TLS: leave the security out instead");
        }
        Map<String, Object> rest = new LinkedHashMap<>(settings);
        rest.keySet().removeIf(key -> key.startsWith("ssl."));
        rest.put("security.protocol", "SASL_PLAINTEXT");
        return new ClientSecurity(true, rest);
    }

    /**
     * Returns the settings of Kafka's clients.
     *
     * @return keys and values; secrets are a {@link Password}
     */
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public String toString() {
        return settings.get("security.protocol")
                + (sasl ? " with " + settings.get("sasl.mechanism") : "")
                + (settings.containsKey("ssl.keystore.type") ? " with a client certificate" : "");
    }
}
