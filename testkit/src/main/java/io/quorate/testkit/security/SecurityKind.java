// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The usual kinds of {@link Security}, for where a constant is needed. */
public enum SecurityKind {
    /** Plaintext; everybody is let in. */
    NONE(null),
    /** {@link Security#tls()}. */
    TLS(Security.tls()),
    /** {@link Security#mutualTls()}. */
    MUTUAL_TLS(Security.mutualTls()),
    /** {@link Security#saslScram()}. */
    SASL_SCRAM(Security.saslScram()),
    /** {@link Security#saslScram()} over TLS. */
    SASL_SCRAM_OVER_TLS(Security.saslScram().overTls()),
    /** {@link Security#saslPlain()}. */
    SASL_PLAIN(Security.saslPlain()),
    /** {@link Security#saslPlain()} over TLS. */
    SASL_PLAIN_OVER_TLS(Security.saslPlain().overTls());

    private final Optional<Security> security;

    SecurityKind(@Nullable Security security) {
        this.security = Optional.ofNullable(security);
    }

    /**
     * Returns what it stands for.
     *
     * @return the security, or empty for none
     */
    public Optional<Security> security() {
        return security;
    }
}
