// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security;

import java.util.Optional;

/** The usual kinds of {@link Security}, for where a constant is needed. */
public enum SecurityKind {
    /** Plaintext; everybody is let in. */
    NONE,
    /** {@link Security#tls()}. */
    TLS,
    /** {@link Security#mutualTls()}. */
    MUTUAL_TLS,
    /** {@link Security#saslScram()}. */
    SASL_SCRAM,
    /** {@link Security#saslScram()} over TLS. */
    SASL_SCRAM_OVER_TLS,
    /** {@link Security#saslPlain()}. */
    SASL_PLAIN,
    /** {@link Security#saslPlain()} over TLS. */
    SASL_PLAIN_OVER_TLS;

    /**
     * Returns what it stands for.
     *
     * @return the security, or empty for none
     */
    public Optional<Security> security() {
        return switch (this) {
            case NONE -> Optional.empty();
            case TLS -> Optional.of(Security.tls());
            case MUTUAL_TLS -> Optional.of(Security.mutualTls());
            case SASL_SCRAM -> Optional.of(Security.saslScram());
            case SASL_SCRAM_OVER_TLS -> Optional.of(Security.saslScram().overTls());
            case SASL_PLAIN -> Optional.of(Security.saslPlain());
            case SASL_PLAIN_OVER_TLS -> Optional.of(Security.saslPlain().overTls());
        };
    }
}
