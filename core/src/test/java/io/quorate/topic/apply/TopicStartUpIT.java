// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.observe.ClusterObservationException;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.security.Security;
import io.quorate.topic.Mode;
import io.quorate.topic.TopicPolicies;
import io.quorate.topic.TopicPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** An application that starts before its cluster, and one that may not see its topics. */
class TopicStartUpIT {
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final TopicPolicies POLICIES = TopicPolicies.builder()
            .topic(TopicPolicy.named("orders")
                    .partitions(1)
                    .replicationFactor(1)
                    .build())
            .build();

    @Test
    void eachPolicyDealsWithABrokerThatIsDownAtTheStart() throws Exception {
        try (TestCluster cluster = TestCluster.builder().nodes(1).start();
                Admin admin = Admin.create(cluster.clientConfig())) {
            TopicReconciler reconciler = TopicReconciler.builder(admin)
                    .callTimeout(QUICK)
                    .usableWithin(Live.LONG_ENOUGH)
                    .build();
            cluster.kill(1);

            assertThatThrownBy(() -> reconciler.start(POLICIES, Mode.CREATE_MISSING, StartUpPolicy.failFast()))
                    .isInstanceOf(ClusterObservationException.class)
                    .hasMessageContaining("UNREACHABLE");
            assertThatThrownBy(() -> reconciler.start(
                            POLICIES, Mode.CREATE_MISSING, StartUpPolicy.waitUpTo(Duration.ofSeconds(3))))
                    .isInstanceOf(ClusterObservationException.class);

            Heard heard = new Heard();
            try (TopicStartUp background =
                    reconciler.start(POLICIES, Mode.VALIDATE, StartUpPolicy.continueAndRetry(heard))) {
                assertThat(background.result()).as("the application goes on").isEmpty();
                heard.firstFailure.get(60, TimeUnit.SECONDS);
                cluster.start(1);

                TopicStartUp waited =
                        reconciler.start(POLICIES, Mode.CREATE_MISSING, StartUpPolicy.waitUpTo(Live.LONG_ENOUGH));

                assertThat(waited.result().orElseThrow().isAsDeclared()).isTrue();
                ReconcileResult seen =
                        background.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);
                assertThat(seen.isAsDeclared())
                        .as("the topic that another has created meanwhile")
                        .isTrue();
                heard.ended.get(10, TimeUnit.SECONDS);
                assertThat(heard.failures)
                        .allSatisfy(failure -> assertThat(failure).isNotBlank());
            }
        }
    }

    @Test
    void whatThePrincipalMayNotSeeIsDeniedNotAbsent() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .nodes(1)
                .security(Security.saslScram().withAuthorizer())
                .start()) {
            TopicPolicies policies = TopicPolicies.builder()
                    .topic(TopicPolicy.named("secret")
                            .partitions(1)
                            .replicationFactor(1)
                            .build())
                    .topic(TopicPolicy.named("readable")
                            .partitions(1)
                            .replicationFactor(1)
                            .build())
                    .build();
            TopicReconciler owner = TopicReconciler.builder(cluster.admin())
                    .usableWithin(Live.LONG_ENOUGH)
                    .build();
            assertThat(owner.apply(policies, Mode.CREATE_MISSING).isAsDeclared())
                    .isTrue();
            allow(cluster, "mallory", "readable", AclOperation.DESCRIBE);
            TopicPolicies stricter = TopicPolicies.builder()
                    .topic(TopicPolicy.named("secret")
                            .partitions(1)
                            .replicationFactor(1)
                            .build())
                    .topic(TopicPolicy.named("readable")
                            .partitions(1)
                            .config("segment.ms", "900000")
                            .build())
                    .build();

            try (Admin admin = Admin.create(cluster.principal("mallory"))) {
                ReconcileResult result = TopicReconciler.using(admin).apply(stricter, Mode.RECONCILE_SAFE);

                assertThat(result.results()).as("nothing is created blindly").isEmpty();
                assertThat(result.after().of("secret")).hasSize(1);
                assertThat(result.after().of("secret").get(0).describe()).contains("topic secret: DENIED");
                assertThat(result.after().of("readable")).hasSize(1);
                assertThat(result.after().of("readable").get(0).describe())
                        .contains("configs of topic readable: DENIED");
                assertThatThrownBy(() -> TopicOperations.using(admin).describe("secret"))
                        .isInstanceOf(TopicOperationException.class)
                        .hasMessageContaining("DENIED");
            }
        }
    }

    private static void allow(TestCluster cluster, String user, String topic, AclOperation operation) throws Exception {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        AccessControlEntry entry = new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW);
        cluster.admin()
                .createAcls(List.of(new AclBinding(resource, entry)))
                .all()
                .get(30, TimeUnit.SECONDS);
    }

    private static final class Heard implements StartUpListener {
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<String> firstFailure = new CompletableFuture<>();
        private final CompletableFuture<ReconcileResult> ended = new CompletableFuture<>();

        @Override
        public void failed(int attempt, String reason) {
            failures.add(reason);
            firstFailure.complete(reason);
        }

        @Override
        public void ended(ReconcileResult result) {
            ended.complete(result);
            throw new IllegalStateException("what a listener throws changes nothing");
        }

        @Override
        public void gaveUp(RuntimeException cause) {
            ended.completeExceptionally(cause);
        }
    }
}
