// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.security.SecurityKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;

class ClientSecurityIT {
    @Test
    @KafkaTest(nodes = 1, security = SecurityKind.SASL_SCRAM_OVER_TLS)
    void logsInWithScramOverTls(TestCluster cluster) throws Exception {
        AppConfigurationEntry user = JaasContext.loadClientContext(cluster.clientConfig())
                .configurationEntries()
                .get(0);
        String name = String.valueOf(user.getOptions().get("username"));
        Password password = new Password(String.valueOf(user.getOptions().get("password")));

        assertConnects(cluster, ClientSecurity.scramSha256(name, password).trusting(store(cluster, "truststore")));
    }

    @Test
    @KafkaTest(nodes = 1, security = SecurityKind.MUTUAL_TLS)
    void presentsACertificate(TestCluster cluster) throws Exception {
        assertConnects(
                cluster, ClientSecurity.mutualTls(store(cluster, "keystore")).trusting(store(cluster, "truststore")));
    }

    private static void assertConnects(TestCluster cluster, ClientSecurity security) throws Exception {
        Map<String, Object> config = AdminPreset.operations(cluster.bootstrapServers(), "ops")
                .security(security)
                .build()
                .asMap();
        try (Admin admin = Admin.create(config)) {
            assertThat(admin.describeCluster().clusterId().get(60, TimeUnit.SECONDS))
                    .isEqualTo(cluster.clusterId());
        }
    }

    private static TlsStore store(TestCluster cluster, String which) {
        Map<String, Object> config = cluster.clientConfig();
        Object file = Objects.requireNonNull(config.get("ssl." + which + ".location"));
        return TlsStore.javaStore(
                Path.of(file.toString()), (Password) Objects.requireNonNull(config.get("ssl." + which + ".password")));
    }
}
