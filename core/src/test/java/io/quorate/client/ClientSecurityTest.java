// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.oauthbearer.ClientJwtValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientSecurityTest {
    private static final Password SECRET = new Password("geh\"ei\\m; x=y");

    static Stream<ClientSecurity> kinds() {
        TlsStore store = TlsStore.javaStore(Path.of("/keys/app.p12"), SECRET);
        return Stream.of(
                ClientSecurity.tls(),
                ClientSecurity.tls().trusting(TlsStore.pem("-----BEGIN CERTIFICATE-----")),
                ClientSecurity.mutualTls(store).trusting(store),
                ClientSecurity.mutualTls(TlsStore.pemKey(SECRET, "chain"))
                        .trusting(TlsStore.pemFile(Path.of("/ca.pem"))),
                ClientSecurity.scramSha256("me", SECRET),
                ClientSecurity.scramSha512("me", SECRET).trusting(store),
                ClientSecurity.plain("me", SECRET),
                ClientSecurity.oauthBearer(URI.create("https://id/token"), "me", SECRET));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindIsAcceptedByTheClientsAndTheAudit(ClientSecurity security) {
        ClientConfig config = ProducerPreset.zeroLoss("k1:9092,k2:9092", "p")
                .security(security)
                .build();

        assertThat(config.audit().findings())
                .as(config.explain())
                .allMatch(finding -> finding.severity() == Severity.INFO);
        assertThat(KnownKeys.names(ClientRole.PRODUCER))
                .containsAll(security.settings().keySet());
        assertThat(security.settings()).containsEntry("ssl.endpoint.identification.algorithm", "https");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noSecretIsEverShown(ClientSecurity security) {
        ClientConfig config =
                ProducerPreset.zeroLoss("k1:9092", "p").security(security).build();

        assertThat(security + " " + security.settings() + config.asMap() + config + config.explain()
                        + config.springProperties())
                .doesNotContain("geh")
                .doesNotContain("BEGIN");
    }

    @Test
    void passwordsWithQuotesReachTheLoginModuleAsTheyAre() {
        for (ClientSecurity security :
                new ClientSecurity[] {ClientSecurity.plain("m\"e", SECRET), ClientSecurity.scramSha256("m\"e", SECRET)
                }) {
            AppConfigurationEntry entry = login(security);

            assertThat(entry.getOptions().get("username")).isEqualTo("m\"e");
            assertThat(entry.getOptions().get("password")).isEqualTo(SECRET.value());
        }
        AppConfigurationEntry oauth = login(ClientSecurity.oauthBearer(URI.create("https://id/token"), "me", SECRET));
        assertThat(oauth.getOptions().get("clientSecret")).isEqualTo(SECRET.value());
    }

    /** Kafka's default validator cannot be loaded without jose4j, which is not on the class path of every client. */
    @Test
    void tokensAreLookedAtByTheValidatorForClients() {
        assertThat(ClientSecurity.oauthBearer(URI.create("https://id/token"), "me", SECRET)
                        .settings())
                .containsEntry("sasl.oauthbearer.jwt.validator.class", ClientJwtValidator.class.getName());
    }

    @Test
    void storesAreWrittenAsKafkaReadsThem() {
        assertThat(TlsStore.javaStore(Path.of("/a.jks"), SECRET).trustSettings())
                .containsEntry("ssl.truststore.type", "JKS")
                .containsEntry("ssl.truststore.password", SECRET)
                .doesNotContainKey("ssl.key.password");
        assertThat(TlsStore.javaStore(Path.of("/a.p12"), SECRET).keySettings())
                .containsEntry("ssl.keystore.type", "PKCS12")
                .containsEntry("ssl.key.password", SECRET);
        assertThat(TlsStore.pemFile(Path.of("/a.pem")).keySettings())
                .containsOnly(Map.entry("ssl.keystore.type", "PEM"), Map.entry("ssl.keystore.location", "/a.pem"));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        TlsStore certificates = TlsStore.pem("certificate");
        TlsStore key = TlsStore.pemKey(SECRET, "chain");
        ClientSecurity open = ClientSecurity.plain("me", SECRET).withoutTls();

        assertThatThrownBy(() -> ClientSecurity.mutualTls(certificates)).hasMessageContaining("No private key");
        assertThatThrownBy(() -> ClientSecurity.tls().trusting(key)).hasMessageContaining("private key");
        assertThatThrownBy(() -> open.trusting(certificates)).hasMessageContaining("without TLS");
        assertThatThrownBy(() -> ClientSecurity.tls().withoutTls()).isInstanceOf(IllegalStateException.class);
        assertThat(open.settings())
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .doesNotContainKey("ssl.endpoint.identification.algorithm");
    }

    private static AppConfigurationEntry login(ClientSecurity security) {
        return JaasContext.loadClientContext(security.settings())
                .configurationEntries()
                .get(0);
    }
}
