// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.deploy.RenderedCluster;
import io.quorate.testkit.cluster.Endpoint;
import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that asks for tokens, and an identity provider that gives them: both are real, on loopback. */
@Timeout(300)
class OAuthBearerIT {
    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String CLIENT = "orders-service";
    private static final String SECRET = "with \"quotes\" and \\";
    private static final String TOPIC = "orders";

    @AfterEach
    void forbidAllAgain() {
        System.clearProperty(ALLOWED);
    }

    @Test
    void whoGetsATokenForItsSecretProducesAndConsumes() throws Exception {
        try (TokenProvider provider = TokenProvider.start(CLIENT, SECRET);
                TestCluster cluster = TestCluster.builder()
                        .nodes(1)
                        .jvmArguments("-D" + ALLOWED + "=" + provider.keys())
                        .start()) {
            System.setProperty(ALLOWED, provider.tokens().toString());
            cluster.admin()
                    .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
            String servers = asksForTokens(cluster, provider).address();
            ClientSecurity security = ClientSecurity.oauthBearer(provider.tokens(), CLIENT, new Password(SECRET))
                    .withoutTls();

            produce(servers, security, "one", "two");

            assertThat(consume(servers, security, 2)).containsExactly("one", "two");
            assertThat(provider.answers()).isNotEmpty().containsOnly(200);
            assertThatThrownBy(() -> produce(
                            servers,
                            ClientSecurity.oauthBearer(provider.tokens(), CLIENT, new Password("guessed"))
                                    .withoutTls(),
                            "three"))
                    .isInstanceOf(KafkaException.class)
                    .hasStackTraceContaining("401");
            assertThat(provider.answers()).contains(401);
            assertThatThrownBy(() -> produce(
                            servers,
                            ClientSecurity.plain(CLIENT, new Password(SECRET)).withoutTls(),
                            "four"))
                    .hasStackTraceContaining("enabled mechanisms are [OAUTHBEARER]");
        }
    }

    /** The testkit's own client keeps its listener; this one is besides it. */
    private static Endpoint asksForTokens(TestCluster cluster, TokenProvider provider) {
        Endpoint plain = cluster.node(1).clientEndpoint().orElseThrow();
        // Not one of those that the system hands out to clients until the node is there.
        Endpoint tokens = new Endpoint("TOKENS", plain.host(), RenderedCluster.freePort());
        Map<String, String> set = new TreeMap<>();
        set.put("listeners", plain + "," + tokens + ",CONTROLLER://" + cluster.bootstrapControllers());
        set.put("advertised.listeners", plain + "," + tokens);
        set.put(
                "listener.security.protocol.map",
                plain.listener() + ":PLAINTEXT,CONTROLLER:PLAINTEXT,TOKENS:SASL_PLAINTEXT");
        String prefix = "listener.name.tokens.";
        set.put(prefix + "sasl.enabled.mechanisms", "OAUTHBEARER");
        set.put(
                prefix + "oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        set.put(
                prefix + "oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        set.put(prefix + "sasl.oauthbearer.jwks.endpoint.url", provider.keys().toString());
        set.put(prefix + "sasl.oauthbearer.expected.audience", TokenProvider.AUDIENCE);
        set.put(prefix + "sasl.oauthbearer.expected.issuer", provider.issuer());
        cluster.stop(1);
        cluster.configure(1, set, Set.of());
        cluster.start(1);
        return tokens;
    }

    private static void produce(String servers, ClientSecurity security, String... values) throws Exception {
        Map<String, Object> config = ProducerPreset.zeroLoss(servers, "producer")
                .security(security)
                .build()
                .asMap();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value)).get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> consume(String servers, ClientSecurity security, int count) {
        Map<String, Object> config = ConsumerPreset.zeroLoss(servers, "consumer", "billing", OffsetReset.earliest())
                .security(security)
                .build()
                .asMap();
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            for (int polls = 0; polls < 300 && values.size() < count; polls++) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
