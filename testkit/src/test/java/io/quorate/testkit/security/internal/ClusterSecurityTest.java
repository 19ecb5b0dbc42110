// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.security.Security;
import io.quorate.testkit.time.Time;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSecurityTest {
    @TempDir
    Path directory;

    @Test
    void scramUsersOfClientsAreNotThoseOfControllers() {
        Map<String, String> node = nodes(Security.saslScram().withAuthorizer());
        assertThat(node)
                .containsEntry("listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT")
                .containsEntry("listener.name.client.sasl.enabled.mechanisms", "SCRAM-SHA-256")
                .containsEntry("listener.name.controller.sasl.enabled.mechanisms", "PLAIN")
                .containsEntry("super.users", "User:quorate")
                .doesNotContainKey("ssl.keystore.location");
    }

    @Test
    void clientCertificatesAreRequiredOnlyWhereTheyAreTheIdentity() {
        assertThat(nodes(Security.mutualTls())).containsEntry("listener.name.client.ssl.client.auth", "required");
        assertThat(nodes(Security.tls()))
                .containsEntry("listener.name.client.ssl.client.auth", "none")
                .doesNotContainKey("authorizer.class.name");
        assertThat(nodes(Security.saslPlain().overTls()))
                .containsEntry("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:SASL_SSL")
                .containsEntry("listener.name.client.ssl.client.auth", "none");
    }

    @Test
    void noSecretIsInATextThatPeopleRead() {
        ClusterSecurity security = ClusterSecurity.make(Security.saslPlain().overTls(), directory, Time.system());
        String password = security.add("alice");
        assertThat(security.add("alice")).isEqualTo(password).hasSize(32);
        Map<String, Object> client = security.clientConfig("alice");
        String truststore = secret(client, "ssl.truststore.password");
        assertThat(client.toString() + security).doesNotContain(password, truststore);
        assertThat(security.redact("a " + password + " b " + truststore + " c")).isEqualTo("a [hidden] b [hidden] c");
        assertThat(secret(client, "sasl.jaas.config")).contains("\"alice\"", password);
    }

    @Test
    void whoCannotBeToldFromOthersIsRefused() {
        ClusterSecurity open = ClusterSecurity.make(Security.tls(), directory, Time.system());
        assertThatThrownBy(() -> open.add("alice"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mutualTls()");
        assertThatThrownBy(() -> Security.tls().withAuthorizer())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ANONYMOUS");
        ClusterSecurity plain = ClusterSecurity.make(Security.saslPlain(), directory, Time.system());
        assertThatThrownBy(() -> plain.add("a\" b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[A-Za-z0-9._-]");
    }

    private Map<String, String> nodes(Security security) {
        return ClusterSecurity.make(security, directory, Time.system()).nodeProperties("CLIENT", "CONTROLLER");
    }

    private static String secret(Map<String, Object> client, String key) {
        return ((Password) Objects.requireNonNull(client.get(key))).value();
    }
}
