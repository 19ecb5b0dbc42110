// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorate.testkit.security.Security;
import io.quorate.testkit.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one cluster, and what nodes and clients are told of them. Clients get passwords as {@link Password}, which
 * does not print itself.
 *
 * <p>Thread-safe.
 */
public final class ClusterSecurity {
    /** Whom ACLs do not stop: the nodes and the cluster's own clients. */
    public static final String SUPER_USER = "quorate";

    private static final Pattern PRINCIPAL = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int SECRET_BYTES = 16;
    private static final String PLAIN = "PLAIN";

    private final SecureRandom random = new SecureRandom();
    private final Security security;
    private final Path directory;
    private final String storePassword = secret();
    private final Map<String, String> passwords = new TreeMap<>();
    private final Optional<CertificateAuthority> authority;
    private @Nullable Certificate nodeCertificate;

    private ClusterSecurity(Security security, Path directory, Time time) {
        this.security = security;
        this.directory = directory;
        this.authority = security.usesTls()
                ? Optional.of(new CertificateAuthority("quorate-test-authority", time))
                : Optional.empty();
    }

    /**
     * Makes the secrets of a cluster.
     *
     * @param security what clients must do
     * @param directory where the files with secrets go
     * @param time tells from when on certificates are valid
     * @return the secrets, with those of the super user
     */
    public static ClusterSecurity make(Security security, Path directory, Time time) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + directory, e);
        }
        ClusterSecurity made = new ClusterSecurity(security, directory, time);
        made.authority.ifPresent(ca -> {
            ca.writeTrustStore(made.trustStore(), made.storePassword);
            made.renewNodeCertificate();
        });
        made.add(SUPER_USER);
        return made;
    }

    /**
     * Makes a key and a certificate that the nodes show to clients and to each other, in place of those on disk, if any.
     *
     * @return the file that has both
     * @throws IllegalStateException if there is no TLS
     */
    public synchronized Path renewNodeCertificate() {
        nodeCertificate = authority
                .orElseThrow(() -> new IllegalStateException("No certificate was made: " + security
                        + " has none. Use Security.tls(), mutualTls() or overTls()."))
                .writeKeyStore(keyStore(SUPER_USER), storePassword, SUPER_USER);
        return keyStore(SUPER_USER);
    }

    /**
     * Tells whether somebody who connects is shown the latest certificate of the nodes.
     *
     * @param address where a node listens
     * @return false also if there is no answer, or no trust in it
     */
    public synchronized boolean isShownAt(InetSocketAddress address) {
        return ServedCertificate.at(address, trustStore(), storePassword)
                .filter(certificate -> certificate.equals(nodeCertificate))
                .isPresent();
    }

    /**
     * Makes the secret of a principal, unless it has one.
     *
     * @param principal its name
     * @return its password, for SASL; else one without use
     * @throws IllegalArgumentException if the name is not plain enough for every mechanism
     * @throws IllegalStateException if clients have no identity
     */
    public synchronized String add(String principal) {
        if (!PRINCIPAL.matcher(principal).matches()) {
            throw new IllegalArgumentException(
                    "No principal was made: its name must match " + PRINCIPAL + ", but is \"" + principal + "\"");
        }
        if (!security.authenticatesClients() && !principal.equals(SUPER_USER)) {
            throw new IllegalStateException("Principal " + principal + " was not made: " + security
                    + " does not authenticate clients. Use Security.mutualTls(), saslScram() or saslPlain().");
        }
        String known = passwords.get(principal);
        if (known != null) {
            return known;
        }
        String password = secret();
        passwords.put(principal, password);
        if (security.usesClientCertificates() && !principal.equals(SUPER_USER)) {
            authority.orElseThrow().writeKeyStore(keyStore(principal), storePassword, principal);
        }
        if (uses(PLAIN)) {
            writeUsers();
        }
        return password;
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private boolean uses(String mechanism) {
        return security.saslMechanism().filter(mechanism::equals).isPresent();
    }

    private void writeUsers() {
        String users = passwords.entrySet().stream()
                .map(user -> user.getKey() + "=" + user.getValue())
                .collect(Collectors.joining("\n"));
        try {
            // Brokers read it at any time, and must see all of it.
            Path draft = Files.createTempFile(directory, "users", ".draft");
            Files.writeString(draft, users, UTF_8);
            Files.move(draft, usersFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + usersFile(), e);
        }
    }

    private Path usersFile() {
        return directory.resolve("users.properties");
    }

    private Path trustStore() {
        return directory.resolve("trust.p12");
    }

    private Path keyStore(String principal) {
        return directory.resolve("key-" + principal + ".p12");
    }

    /**
     * Returns what a client of a principal is told, besides where the cluster is.
     *
     * @param principal a principal that was made
     * @return client properties, a copy
     */
    public synchronized Map<String, Object> clientConfig(String principal) {
        Map<String, Object> config = new HashMap<>();
        config.put("security.protocol", security.protocol());
        if (security.usesTls()) {
            config.put("ssl.truststore.type", "PKCS12");
            config.put("ssl.truststore.location", trustStore().toString());
            config.put("ssl.truststore.password", new Password(storePassword));
        }
        if (security.usesClientCertificates()) {
            config.put("ssl.keystore.type", "PKCS12");
            config.put("ssl.keystore.location", keyStore(principal).toString());
            config.put("ssl.keystore.password", new Password(storePassword));
            config.put("ssl.key.password", new Password(storePassword));
        }
        security.saslMechanism().ifPresent(mechanism -> {
            config.put("sasl.mechanism", mechanism);
            config.put("sasl.jaas.config", new Password(login(mechanism, principal) + ";"));
        });
        return config;
    }

    private String login(String mechanism, String principal) {
        String module = mechanism.equals(PLAIN) ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return "org.apache.kafka.common.security." + module + " required username=\"" + principal + "\" password=\""
                + passwords.get(principal) + "\"";
    }

    /**
     * Returns what a node is told. Controllers cannot look SCRAM users up before they have read the log that keeps them, so
     * they know each other by SASL/PLAIN, or by their certificates.
     *
     * @param clientListener the name of the listener for clients and brokers
     * @param controllerListener the name of the listener for controllers
     * @return broker properties, with secrets
     */
    public synchronized Map<String, String> nodeProperties(String clientListener, String controllerListener) {
        Map<String, String> all = new TreeMap<>();
        all.put(
                "listener.security.protocol.map",
                clientListener + ":" + security.protocol() + "," + controllerListener + ":" + security.protocol());
        String client = prefix(clientListener);
        String controller = prefix(controllerListener);
        if (security.usesTls()) {
            tls(all);
            all.put(client + "ssl.client.auth", security.usesClientCertificates() ? "required" : "none");
            all.put(controller + "ssl.client.auth", security.saslMechanism().isPresent() ? "none" : "required");
        }
        security.saslMechanism().ifPresent(mechanism -> {
            all.put("sasl.enabled.mechanisms", mechanism.equals(PLAIN) ? PLAIN : mechanism + "," + PLAIN);
            all.put("sasl.mechanism.inter.broker.protocol", mechanism);
            all.put("sasl.mechanism.controller.protocol", PLAIN);
            all.put(client + "sasl.enabled.mechanisms", mechanism);
            all.put(controller + "sasl.enabled.mechanisms", PLAIN);
            String login = login(mechanism, SUPER_USER);
            String jaas = client + mechanism.toLowerCase(Locale.ROOT) + ".sasl.jaas.config";
            if (mechanism.equals(PLAIN)) {
                String file = usersFile().toString().replace('\\', '/');
                all.put(jaas, login + " " + PlainUsers.FILE + "=\"" + file + "\";");
                all.put(client + "plain.sasl.server.callback.handler.class", PlainUsers.class.getName());
            } else {
                all.put(jaas, login + ";");
            }
            all.put(
                    controller + "plain.sasl.jaas.config",
                    login(PLAIN, SUPER_USER) + " user_" + SUPER_USER + "=\"" + passwords.get(SUPER_USER) + "\";");
        });
        if (security.usesAuthorizer()) {
            all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            all.put("super.users", "User:" + SUPER_USER);
        }
        return all;
    }

    private void tls(Map<String, String> all) {
        all.put("ssl.keystore.type", "PKCS12");
        all.put("ssl.keystore.location", keyStore(SUPER_USER).toString());
        all.put("ssl.keystore.password", storePassword);
        all.put("ssl.key.password", storePassword);
        all.put("ssl.truststore.type", "PKCS12");
        all.put("ssl.truststore.location", trustStore().toString());
        all.put("ssl.truststore.password", storePassword);
        // User:alice in place of User:CN=alice, whatever the mechanism.
        all.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+)$/$1/,DEFAULT");
    }

    private static String prefix(String listener) {
        return "listener.name." + listener.toLowerCase(Locale.ROOT) + ".";
    }

    /**
     * Returns what the storage tool is told, so that brokers can log in before there is anybody to add users.
     *
     * @return arguments, with secrets
     */
    public synchronized List<String> formatArguments() {
        return security.saslMechanism()
                .filter(mechanism -> !mechanism.equals(PLAIN))
                .map(mechanism -> List.of(
                        "--add-scram",
                        mechanism + "=[name=" + SUPER_USER + ",password=" + passwords.get(SUPER_USER) + "]"))
                .orElse(List.of());
    }

    /**
     * Tells whether users are kept in the cluster's metadata, where somebody has to put them.
     *
     * @return whether this is SCRAM
     */
    public boolean keepsUsersInMetadata() {
        return security.saslMechanism().isPresent() && !uses(PLAIN);
    }

    /**
     * Takes all secrets out of a text that people will read.
     *
     * @param text a text
     * @return the text without secrets
     */
    public synchronized String redact(String text) {
        String redacted = text.replace(storePassword, Password.HIDDEN);
        for (String password : passwords.values()) {
            redacted = redacted.replace(password, Password.HIDDEN);
        }
        return redacted;
    }

    @Override
    public String toString() {
        return security + " in " + directory;
    }
}
