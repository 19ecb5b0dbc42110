// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.List;
import java.util.Locale;

/** Rules of TLS and SASL: C06, C07, C09. */
final class SecurityRules {
    private static final String PROTOCOL = "security.protocol";
    private static final String ENDPOINT = "ssl.endpoint.identification.algorithm";
    private static final String JAAS = "sasl.jaas.config";

    private SecurityRules() {}

    static void check(AuditContext context) {
        EffectiveConfig config = context.config();
        String protocol = config.text(PROTOCOL).toUpperCase(Locale.ROOT);
        if (config.isUnreadable(PROTOCOL)) {
            return;
        }
        boolean sasl = protocol.startsWith("SASL_");
        boolean tls = protocol.endsWith("SSL");
        List<String> ignored = config.keys().stream()
                .filter(key -> (!sasl && key.startsWith("sasl.")) || (!tls && key.startsWith("ssl.")))
                .filter(key -> KnownKeys.isKnown(config.role(), key))
                .sorted()
                .toList();
        if (!ignored.isEmpty()) {
            boolean credentials = ignored.stream().anyMatch(key -> key.startsWith("sasl."));
            context.report(
                    "C06",
                    credentials && protocol.equals("PLAINTEXT") ? Severity.ERROR : Severity.WARNING,
                    PROTOCOL,
                    "it makes no use of " + String.join(", ", ignored)
                            + (credentials ? ", so the client does not log in" : ", so nothing is encrypted"),
                    "Set security.protocol=" + (credentials ? "SASL_SSL" : sasl ? "SASL_SSL" : "SSL"));
        }
        if (protocol.equals("SASL_PLAINTEXT")) {
            context.report(
                    "C06",
                    Severity.WARNING,
                    PROTOCOL,
                    "everything can be read on the way"
                            + (config.text("sasl.mechanism").equals("PLAIN") ? ", the password too" : ""),
                    "Use SASL_SSL");
        }
        if (tls && config.text(ENDPOINT).isBlank()) {
            context.report(
                    "C07",
                    Severity.ERROR,
                    ENDPOINT,
                    "whoever has any certificate that is trusted can stand between the client and the brokers",
                    "Leave it at https, and put the brokers' names into their certificates");
        }
        if (sasl && config.text(JAAS).isBlank() && !hasJaasFile()) {
            context.report(
                    "C09",
                    Severity.ERROR,
                    JAAS,
                    "the client does not know who it is, and refuses to start",
                    "Set sasl.jaas.config for sasl.mechanism=" + config.text("sasl.mechanism"));
        }
    }

    private static boolean hasJaasFile() {
        return System.getProperty("java.security.auth.login.config") != null;
    }
}
