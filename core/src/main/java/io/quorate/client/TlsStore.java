// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/** Certificates, and maybe a private key, for TLS. Immutable; what is secret in it is never shown. */
public final class TlsStore {
    private static final String PEM = "PEM";

    private final Map<String, Object> trust;
    private final Map<String, Object> key;

    private TlsStore(Map<String, Object> trust, Map<String, Object> key) {
        this.trust = Map.copyOf(trust);
        this.key = Map.copyOf(key);
    }

    /**
     * Certificates as text, to trust.
     *
     * @param certificates one or more certificates in PEM
     * @return the store
     */
    public static TlsStore pem(String certificates) {
        return new TlsStore(
                Map.of("ssl.truststore.type", PEM, "ssl.truststore.certificates", new Password(certificates)),
                Map.of());
    }

    /**
     * A file of certificates in PEM, to trust, or of a private key (PKCS #8, not encrypted) and its certificates, to present.
     *
     * @param file the file, at its place where the client runs
     * @return the store
     */
    public static TlsStore pemFile(Path file) {
        return file(file, PEM, Map.of());
    }

    /**
     * A private key and its certificates as text, to present.
     *
     * @param key the key in PEM (PKCS #8), not encrypted
     * @param certificateChain its certificate and those that signed it, in PEM
     * @return the store
     */
    public static TlsStore pemKey(Password key, String certificateChain) {
        return new TlsStore(
                Map.of(),
                Map.of(
                        "ssl.keystore.type", PEM,
                        "ssl.keystore.key", key,
                        "ssl.keystore.certificate.chain", new Password(certificateChain)));
    }

    /**
     * A key store or trust store of Java. Its type is told by its name: {@code .p12} and {@code .pfx} are PKCS12, others JKS.
     *
     * @param file the file, at its place where the client runs
     * @param password of the store and of the key in it
     * @return the store
     */
    public static TlsStore javaStore(Path file, Password password) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return file(
                file, name.endsWith(".p12") || name.endsWith(".pfx") ? "PKCS12" : "JKS", Map.of("password", password));
    }

    private static TlsStore file(Path file, String type, Map<String, Object> more) {
        Map<String, Object> trust = new HashMap<>();
        Map<String, Object> key = new HashMap<>();
        trust.put("ssl.truststore.type", type);
        trust.put("ssl.truststore.location", file.toString());
        key.put("ssl.keystore.type", type);
        key.put("ssl.keystore.location", file.toString());
        more.forEach((name, value) -> {
            trust.put("ssl.truststore." + name, value);
            key.put("ssl.keystore." + name, value);
            key.put("ssl.key." + name, value);
        });
        return new TlsStore(trust, key);
    }

    Map<String, Object> trustSettings() {
        if (trust.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing to trust: a private key was given. Use pem(...) or pemFile(...).");
        }
        return new LinkedHashMap<>(trust);
    }

    Map<String, Object> keySettings() {
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    "No private key: only certificates were given. Use pemKey(...), pemFile(...) or javaStore(...).");
        }
        return new LinkedHashMap<>(key);
    }

    @Override
    public String toString() {
        return "TlsStore " + trust.getOrDefault("ssl.truststore.location", "given as text");
    }
}
