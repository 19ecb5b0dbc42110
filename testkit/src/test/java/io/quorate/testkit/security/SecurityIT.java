// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.Endpoint;
import io.quorate.testkit.cluster.Eventually;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterException;
import io.quorate.testkit.cluster.TestNode;
import io.quorate.testkit.security.internal.ClusterSecurity;
import io.quorate.testkit.time.Time;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityIT {
    @TempDir
    Path directory;

    @Test
    void scramUsersOverTlsMayDoWhatAclsAllowAndNobodyElseComesIn() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .nodes(2)
                .security(Security.saslScram().overTls().withAuthorizer())
                .start()) {
            assertThat(cluster.nodes()).allSatisfy(SecurityIT::assertKeepsItsPassword);
            Map<String, Object> alice = cluster.principal("alice");
            assertDeniedThenAllowed(cluster, alice, "alice");

            cluster.kill(2);
            cluster.start(2);
            assertThat(topics(cluster.principal("alice"))).containsExactly("of-alice");

            assertRefused(
                    changed(alice, "sasl.jaas.config", withWrongPassword(alice)), SaslAuthenticationException.class);
            assertRefused(trusting(Security.tls(), alice), SslAuthenticationException.class);
        }
    }

    private static void assertKeepsItsPassword(TestNode node) throws Exception {
        // Not ProcessHandle: it cuts long command lines off.
        Path process = Path.of("/proc", Long.toString(node.pid().orElseThrow()), "cmdline");
        assertThat(Files.readString(process)).contains("server.properties").doesNotContain("password", "SCRAM");
        Path home = node.logFile().resolveSibling("server.properties");
        assertThat(Files.getPosixFilePermissions(home))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(home.resolveSibling("format.arguments")).doesNotExist();
    }

    @Test
    void certificatesOfTheClustersAuthorityAreThePrincipalsOfMutualTls() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .nodes(1)
                .security(Security.mutualTls().withAuthorizer())
                .start()) {
            Map<String, Object> bob = cluster.principal("bob");
            assertDeniedThenAllowed(cluster, bob, "bob");

            Map<String, Object> nobody = new HashMap<>(bob);
            nobody.keySet().removeIf(key -> key.startsWith("ssl.key"));
            assertRefused(nobody, SslAuthenticationException.class);

            // The certificate of another authority, by somebody who trusts the right one.
            Map<String, Object> stranger = trusting(Security.mutualTls(), bob);
            bob.forEach((key, value) -> {
                if (key.startsWith("ssl.truststore")) {
                    stranger.put(key, value);
                }
            });
            assertRefused(stranger, SslAuthenticationException.class);
        }
    }

    @Test
    void usersOfSaslPlainAreAddedToBrokersThatRun() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .nodes(1)
                .security(Security.saslPlain().withAuthorizer())
                .start()) {
            Map<String, Object> carol = cluster.principal("carol");
            assertDeniedThenAllowed(cluster, carol, "carol");
            assertRefused(
                    changed(carol, "sasl.jaas.config", withWrongPassword(carol)), SaslAuthenticationException.class);
        }
    }

    @Test
    void tlsAloneLetsAllInWhoTrustTheAuthority() throws Exception {
        try (TestCluster cluster =
                TestCluster.builder().nodes(1).security(Security.tls()).start()) {
            assertThat(cluster.node(1).clientEndpoint().orElseThrow().listener())
                    .isEqualTo("SSL");
            assertThat(topics(cluster.clientConfig())).isEmpty();
            assertRefused(trusting(Security.tls(), cluster.clientConfig()), SslAuthenticationException.class);
            assertThatThrownBy(() -> cluster.principal("alice"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("mutualTls()");
        }
    }

    @Test
    void aNewCertificateIsShownToNewConnectionsAndByNodesThatStartAgain() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .nodes(3)
                .security(Security.saslPlain().overTls())
                .start()) {
            BigInteger before = shown(cluster, 1);
            assertThat(shown(cluster, 2)).isEqualTo(before);
            cluster.renewCertificates();
            BigInteger after = shown(cluster, 1);
            assertThat(after).isNotEqualTo(before);
            assertThat(shown(cluster, 2)).isEqualTo(after);

            cluster.stop(2);
            cluster.renewCertificates();
            cluster.start(2);
            assertThat(shown(cluster, 2)).isEqualTo(shown(cluster, 1)).isNotEqualTo(after);
            assertThat(topics(cluster.clientConfig())).isEmpty();
        }
    }

    @Test
    void aNodeThatDoesNotStartTellsNoSecret() throws Exception {
        Path files = directory.resolve("cluster");
        assertThatThrownBy(() -> TestCluster.builder()
                        .nodes(1)
                        .directory(files)
                        .security(Security.saslScram().overTls())
                        .property("log.retention.hours", "a while")
                        .start())
                .isInstanceOfSatisfying(TestClusterException.class, e -> assertThat(e)
                        .hasMessageContaining("Invalid value a while")
                        .hasMessageContaining("ssl.keystore.password=[hidden]")
                        .hasMessageNotContainingAny(secrets(files.resolve("node-1/server.properties"))));
    }

    private static void assertDeniedThenAllowed(TestCluster cluster, Map<String, Object> client, String name)
            throws Exception {
        String topic = "of-" + name;
        try (Admin admin = Admin.create(client)) {
            assertThatThrownBy(() -> create(admin, topic)).hasCauseInstanceOf(TopicAuthorizationException.class);
            ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
            AccessControlEntry allowed =
                    new AccessControlEntry("User:" + name, "*", AclOperation.CREATE, AclPermissionType.ALLOW);
            AccessControlEntry seen =
                    new AccessControlEntry("User:" + name, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW);
            cluster.admin()
                    .createAcls(List.of(new AclBinding(resource, allowed), new AclBinding(resource, seen)))
                    .all()
                    .get();
            // The controller decides, which has made the ACL, but which its authorizer hears of a moment later.
            Eventually.within(30, () -> {
                create(admin, topic);
                return true;
            });
        }
    }

    /** The number of the certificate that a broker shows to a client that connects now. */
    private static BigInteger shown(TestCluster cluster, int nodeId) throws Exception {
        Map<String, Object> client = cluster.clientConfig();
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(
                new File(String.valueOf(client.get("ssl.truststore.location"))),
                secret(client, "ssl.truststore.password").toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        Endpoint broker = cluster.node(nodeId).clientEndpoint().orElseThrow();
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(broker.host(), broker.port())) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static void create(Admin admin, String topic) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    private static void assertRefused(Map<String, Object> client, Class<? extends Exception> reason) {
        assertThatThrownBy(() -> topics(client)).hasCauseInstanceOf(reason);
    }

    private static Set<String> topics(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            return admin.listTopics().names().get();
        }
    }

    /** The client with certificate and trust of another cluster of the same kind. */
    private Map<String, Object> trusting(Security kind, Map<String, Object> client) {
        Path files = directory.resolve("other-" + kind.usesClientCertificates());
        Map<String, Object> other =
                ClusterSecurity.make(kind, files, Time.system()).clientConfig(ClusterSecurity.SUPER_USER);
        Map<String, Object> changed = new HashMap<>(client);
        other.forEach((key, value) -> {
            if (key.startsWith("ssl.")) {
                changed.put(key, value);
            }
        });
        return changed;
    }

    private static Map<String, Object> changed(Map<String, Object> client, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(client);
        changed.put(key, value);
        return changed;
    }

    private static Password withWrongPassword(Map<String, Object> client) {
        String login = secret(client, "sasl.jaas.config");
        return new Password(login.replaceFirst("password=\"[^\"]*\"", "password=\"wrong\""));
    }

    private static CharSequence[] secrets(Path properties) {
        try {
            String[] secrets = Pattern.compile("[0-9a-f]{32}")
                    .matcher(Files.readString(properties))
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .toArray(String[]::new);
            assertThat(secrets).as("of the stores, and of the super user").hasSize(2);
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String secret(Map<String, Object> client, String key) {
        return ((Password) Objects.requireNonNull(client.get(key))).value();
    }
}
