// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security;

import java.util.Optional;

/**
 * What clients of a cluster must do to be let in. Certificates, users and passwords are made for the cluster and are worth
 * nothing elsewhere.
 *
 * <pre>{@code
 * TestCluster.builder().security(Security.saslScram().overTls().withAuthorizer())
 * }</pre>
 *
 * <p>Nodes authenticate each other as the super user, on every listener.
 */
public final class Security {
    private enum Authentication {
        NONE,
        CERTIFICATE,
        SCRAM,
        PLAIN
    }

    private final Authentication authentication;
    private final boolean tls;
    private final boolean authorizer;

    private Security(Authentication authentication, boolean tls, boolean authorizer) {
        this.authentication = authentication;
        this.tls = tls;
        this.authorizer = authorizer;
    }

    /**
     * Encrypts with TLS; clients know the cluster by its certificate authority, and the cluster lets everybody in.
     *
     * @return protocol {@code SSL}
     */
    public static Security tls() {
        return new Security(Authentication.NONE, true, false);
    }

    /**
     * Encrypts with TLS, and lets clients in that have a certificate of the cluster's authority.
     *
     * @return protocol {@code SSL} with {@code ssl.client.auth=required}
     */
    public static Security mutualTls() {
        return new Security(Authentication.CERTIFICATE, true, false);
    }

    /**
     * Lets users in that are kept in the cluster's metadata, by SASL/SCRAM. Needs Kafka 3.5.0 or later (KIP-900).
     *
     * @return protocol {@code SASL_PLAINTEXT}, mechanism {@code SCRAM-SHA-256}
     */
    public static Security saslScram() {
        return new Security(Authentication.SCRAM, false, false);
    }

    /**
     * Lets users in that the brokers have in a file, by SASL/PLAIN.
     *
     * @return protocol {@code SASL_PLAINTEXT}, mechanism {@code PLAIN}
     */
    public static Security saslPlain() {
        return new Security(Authentication.PLAIN, false, false);
    }

    /**
     * Returns the same, encrypted with TLS.
     *
     * @return protocol {@code SSL} or {@code SASL_SSL}
     */
    public Security overTls() {
        return new Security(authentication, true, authorizer);
    }

    /**
     * Returns the same with Kafka's standard authoriser: what no ACL allows is denied to all but the super user, as which
     * the cluster's own clients come.
     *
     * @return the same, with {@code authorizer.class.name}
     * @throws IllegalStateException if clients are not authenticated, so that ACLs could not tell them apart
     */
    public Security withAuthorizer() {
        if (!authenticatesClients()) {
            throw new IllegalStateException("No authorizer was added to " + this
                    + ": it does not authenticate clients, so everybody would be User:ANONYMOUS."
                    + " Use mutualTls(), saslScram() or saslPlain().");
        }
        return new Security(authentication, tls, true);
    }

    /**
     * Tells whether clients have an identity.
     *
     * @return whether principals can be told apart
     */
    public boolean authenticatesClients() {
        return authentication != Authentication.NONE;
    }

    /**
     * Tells whether clients show a certificate.
     *
     * @return whether this is mutual TLS
     */
    public boolean usesClientCertificates() {
        return authentication == Authentication.CERTIFICATE;
    }

    /**
     * Tells whether connections are encrypted.
     *
     * @return whether TLS is used
     */
    public boolean usesTls() {
        return tls;
    }

    /**
     * Tells whether ACLs count.
     *
     * @return whether the standard authoriser is used
     */
    public boolean usesAuthorizer() {
        return authorizer;
    }

    /**
     * Returns how users prove who they are.
     *
     * @return {@code sasl.mechanism}, or nothing without SASL
     */
    public Optional<String> saslMechanism() {
        return switch (authentication) {
            case SCRAM -> Optional.of("SCRAM-SHA-256");
            case PLAIN -> Optional.of("PLAIN");
            case NONE, CERTIFICATE -> Optional.empty();
        };
    }

    /**
     * Returns what clients speak.
     *
     * @return {@code security.protocol}
     */
    public String protocol() {
        return saslMechanism().isPresent() ? (tls ? "SASL_SSL" : "SASL_PLAINTEXT") : "SSL";
    }

    @Override
    public String toString() {
        return protocol()
                + saslMechanism().map(mechanism -> " with " + mechanism).orElse("")
                + (usesClientCertificates() ? " with client certificates" : "")
                + (authorizer ? " and ACLs" : "");
    }
}
