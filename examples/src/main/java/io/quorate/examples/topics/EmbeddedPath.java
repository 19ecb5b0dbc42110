// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.topics;

import io.quorate.cluster.ConfigSet;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.observe.Section;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.topic.Mode;
import io.quorate.topic.Risk;
import io.quorate.topic.TopicConsent;
import io.quorate.topic.TopicPolicies;
import io.quorate.topic.TopicPolicy;
import io.quorate.topic.apply.ReconcileResult;
import io.quorate.topic.apply.TopicOperations;
import io.quorate.topic.apply.TopicReconciler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole path on three embedded brokers: validate, create, drift, repair what is safe, consent to what is not. */
final class EmbeddedPath {
    private static final int LOOKS = 6;

    private EmbeddedPath() {}

    static TopicPolicies policies() {
        return TopicPolicies.builder()
                .topic(TopicPolicy.named("orders")
                        .partitions(6)
                        .replicationFactor(3)
                        .minInSyncReplicas(2)
                        .retention(Duration.ofDays(7))
                        .config("segment.ms", "3600000")
                        .owner("team-orders")
                        .build())
                .build();
    }

    static int show(TopicPolicies policies) {
        try (TestCluster cluster = TestCluster.builder().nodes(3).start()) {
            TopicReconciler reconciler = TopicReconciler.using(cluster.admin());
            say("1. Validate: nothing is changed", reconciler.apply(policies, Mode.VALIDATE));
            ReconcileResult created = say("2. Create what is missing", reconciler.apply(policies, Mode.CREATE_MISSING));
            if (!created.isAsDeclared()) {
                return 1;
            }
            String topic = policies.topics().stream().findFirst().orElse("orders");
            Map<String, String> tampered = Map.of("segment.ms", "60000", "retention.ms", "99999999999");
            TopicOperations.using(cluster.admin()).setConfigs(topic, tampered);
            System.out.println("\n(Somebody changes topic " + topic + " by hand: " + tampered + ")");
            awaitSeenByAll(cluster, topic, tampered);
            say("3. Reconcile what is safe", reconciler.apply(policies, Mode.RECONCILE_SAFE));
            ReconcileResult last = say(
                    "4. Reconcile with consent to DATA_LOSS for this topic",
                    reconciler.apply(policies, Mode.RECONCILE, new TopicConsent(topic, Risk.DATA_LOSS)));
            return last.isAsDeclared() ? 0 : 1;
        }
    }

    private static void awaitSeenByAll(TestCluster cluster, String topic, Map<String, String> configs) {
        ClusterObserver observer = ClusterObserver.builder(cluster.admin())
                .sections(EnumSet.of(Section.TOPIC_CONFIGS))
                .topics(topic::equals)
                .build();
        ClusterWatch.using(observer)
                .inARow(LOOKS)
                .await(
                        state -> isSeen(state.topicConfigs().orElse(Map.of()).get(topic), configs)
                                ? List.of()
                                : List.of("the change by hand is not seen"),
                        Duration.ofSeconds(30));
    }

    private static boolean isSeen(@Nullable ConfigSet seen, Map<String, String> configs) {
        return seen != null
                && configs.entrySet().stream().allMatch(entry -> seen.value(entry.getKey())
                        .filter(entry.getValue()::equals)
                        .isPresent());
    }

    private static ReconcileResult say(String title, ReconcileResult result) {
        System.out.println("\n" + title);
        System.out.println(result.changes().describe().indent(2).stripTrailing());
        System.out.println(result.describe().indent(2).stripTrailing());
        return result;
    }
}
