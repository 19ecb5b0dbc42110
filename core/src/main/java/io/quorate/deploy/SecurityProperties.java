// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;
import io.quorate.topology.QuorumKind;
import io.quorate.topology.TopologySecurity;
import java.util.Locale;
import java.util.Map;

/** What nodes are told about keys, users and who may do what; passwords by reference. */
final class SecurityProperties {
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private final ClusterTopology topology;
    private final TopologySecurity security;

    SecurityProperties(ClusterTopology topology, TopologySecurity security) {
        this.topology = topology;
        this.security = security;
    }

    void addTo(Map<String, String> all) {
        all.put("config.providers", "secrets");
        all.put("config.providers.secrets.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
        if (topology.release().isAtLeast(3, 8)) {
            all.put("config.providers.secrets.param.allowed.paths", security.secretsDirectory());
        }
        if (topology.listeners().stream().anyMatch(Listener::usesTls)) {
            tls(all);
        }
        security.saslMechanism().ifPresent(mechanism -> sasl(mechanism, all));
        if (!security.superUsers().isEmpty()) {
            all.put(
                    "authorizer.class.name",
                    topology.quorum() == QuorumKind.ZOOKEEPER
                            ? "kafka.security.authorizer.AclAuthorizer"
                            : "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            all.put("super.users", String.join(";", security.superUsers()));
        }
    }

    private void tls(Map<String, String> all) {
        String password = secret(TopologySecurity.STORE_PASSWORD);
        all.put("ssl.keystore.type", "PKCS12");
        all.put("ssl.keystore.location", security.secretsDirectory() + "/" + TopologySecurity.KEY_STORE);
        all.put("ssl.keystore.password", password);
        all.put("ssl.key.password", password);
        all.put("ssl.truststore.type", "PKCS12");
        all.put("ssl.truststore.location", security.secretsDirectory() + "/" + TopologySecurity.TRUST_STORE);
        all.put("ssl.truststore.password", password);
        all.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
        for (Listener listener : topology.listeners()) {
            if (listener.usesTls()) {
                all.put(prefix(listener) + "ssl.client.auth", clientAuth(listener));
            }
        }
    }

    /** Nodes among themselves always show certificates; without SASL it is how they are known. */
    private String clientAuth(Listener listener) {
        boolean amongNodes = listener.use() != Listener.Use.CLIENTS && !listener.usesSasl();
        boolean asked = security.clientCertificates() == TopologySecurity.ClientCertificates.REQUIRED;
        return amongNodes || asked ? "required" : "none";
    }

    private void sasl(String mechanism, Map<String, String> all) {
        all.put("sasl.enabled.mechanisms", mechanism);
        if (topology.interBrokerListener().usesSasl()) {
            all.put("sasl.mechanism.inter.broker.protocol", mechanism);
        }
        for (Listener listener : topology.listeners()) {
            if (listener.usesSasl()) {
                // A listener for clients alone needs the module, and no user of its own.
                String user = listener.equals(topology.interBrokerListener())
                        ? " username=\"" + security.user() + "\" password=\"" + secret(TopologySecurity.USER_PASSWORD)
                                + "\""
                        : "";
                all.put(
                        prefix(listener) + mechanism.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
                        SCRAM + " required" + user + ";");
            }
        }
    }

    private String secret(String file) {
        return "${secrets:" + security.secretsDirectory() + ":" + file + "}";
    }

    private static String prefix(Listener listener) {
        return "listener.name." + listener.name().toLowerCase(Locale.ROOT) + ".";
    }
}
