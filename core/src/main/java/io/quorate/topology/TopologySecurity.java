// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How listeners are secured. Secrets are never in it: they are files in a directory of each node, one secret in each, which
 * is how Kubernetes and Docker hand them out; {@code server.properties} refers to them through Kafka's
 * {@code DirectoryConfigProvider}.
 *
 * <p>The files: {@code keystore.p12}, {@code truststore.p12}, {@code store-password}, and, if brokers speak SASL to each other,
 * {@code user-password}. Passwords end without a line break.
 */
public final class TopologySecurity {
    /** The file with the node's key. */
    public static final String KEY_STORE = "keystore.p12";

    /** The file with the certificates that nodes trust. */
    public static final String TRUST_STORE = "truststore.p12";

    /** The file with the password of both stores. */
    public static final String STORE_PASSWORD = "store-password";

    /** The file with the password of the nodes' own SASL user. */
    public static final String USER_PASSWORD = "user-password";

    private final String secretsDirectory;
    private final ClientCertificates clientCertificates;
    private final Optional<String> saslMechanism;
    private final String user;
    private final List<String> superUsers;

    /** Whether clients show a certificate. */
    public enum ClientCertificates {
        /** They need none. */
        NONE,
        /** Only who shows one is let in (mutual TLS). */
        REQUIRED
    }

    private TopologySecurity(Builder builder) {
        this.secretsDirectory = builder.secretsDirectory;
        this.clientCertificates = builder.clientCertificates;
        this.saslMechanism = builder.saslMechanism;
        this.user = builder.user;
        this.superUsers = List.copyOf(builder.superUsers);
    }

    /**
     * Returns a builder.
     *
     * @param secretsDirectory where the files with secrets are on each node, such as {@code /etc/kafka/secrets}
     * @return the builder
     */
    public static Builder builder(String secretsDirectory) {
        return new Builder(secretsDirectory);
    }

    /**
     * Returns where the secrets are.
     *
     * @return a directory on each node
     */
    public String secretsDirectory() {
        return secretsDirectory;
    }

    /**
     * Returns whether clients show a certificate. Controllers always do to each other, where they use TLS.
     *
     * @return what listeners for clients ask
     */
    public ClientCertificates clientCertificates() {
        return clientCertificates;
    }

    /**
     * Returns how clients log in.
     *
     * @return a SCRAM mechanism, or empty without SASL
     */
    public Optional<String> saslMechanism() {
        return saslMechanism;
    }

    /**
     * Returns whom nodes log in as where brokers speak SASL to each other.
     *
     * @return a user
     */
    public String user() {
        return user;
    }

    /**
     * Returns whom ACLs do not stop; if there is anybody, the authorizer is on.
     *
     * @return principals such as {@code User:admin}
     */
    public List<String> superUsers() {
        return superUsers;
    }

    /** Collects what is secured. */
    public static final class Builder {
        private final String secretsDirectory;
        private ClientCertificates clientCertificates = ClientCertificates.NONE;
        private Optional<String> saslMechanism = Optional.empty();
        private String user = "quorate";
        private final List<String> superUsers = new ArrayList<>();

        private Builder(String secretsDirectory) {
            if (!secretsDirectory.startsWith("/")) {
                throw new IllegalArgumentException(
                        "Directory for secrets: \"" + secretsDirectory + "\" is not absolute. Give a path from /.");
            }
            this.secretsDirectory = secretsDirectory;
        }

        /**
         * Asks clients for certificates. If not set, they need none.
         *
         * @return this
         */
        public Builder requireClientCertificates() {
            this.clientCertificates = ClientCertificates.REQUIRED;
            return this;
        }

        /**
         * Lets clients log in by SCRAM. If not set, there is no SASL.
         *
         * @param mechanism {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}
         * @return this
         */
        public Builder scram(String mechanism) {
            if (!mechanism.equals("SCRAM-SHA-256") && !mechanism.equals("SCRAM-SHA-512")) {
                throw new IllegalArgumentException(
                        "SASL mechanism " + mechanism + ": expected SCRAM-SHA-256 or SCRAM-SHA-512");
            }
            this.saslMechanism = Optional.of(mechanism);
            return this;
        }

        /**
         * Names the user that nodes log in as. If not set, {@code quorate}.
         *
         * @param name a user
         * @return this
         */
        public Builder user(String name) {
            this.user = name;
            return this;
        }

        /**
         * Turns the authorizer on and names somebody whom ACLs do not stop: the nodes themselves must be among them. If not
         * set, everybody who is let in may do everything.
         *
         * @param principal such as {@code User:admin}
         * @return this
         */
        public Builder superUser(String principal) {
            if (!principal.startsWith("User:")) {
                throw new IllegalArgumentException(
                        "Super user \"" + principal + "\": a principal begins with its type, for example User:admin");
            }
            superUsers.add(principal);
            return this;
        }

        /**
         * Builds.
         *
         * @return the settings
         */
        public TopologySecurity build() {
            return new TopologySecurity(this);
        }
    }
}
