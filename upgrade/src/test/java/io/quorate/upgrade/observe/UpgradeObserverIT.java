// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.observe.ClusterConditions;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.NodeSpec;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import io.quorate.testkit.cluster.Timeouts;
import io.quorate.upgrade.plan.PreflightCheck;
import io.quorate.upgrade.plan.PreflightFinding;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.plan.UpgradeSurvey;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseLine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What real nodes say of their software, and the plan that follows. */
class UpgradeObserverIT {
    private static final KafkaVersion TARGET = KafkaVersion.of("4.3.1");

    @Test
    void knowsAPinnedZookeeperBrokerAndPlansTwoRolls() {
        try (TestCluster cluster = TestCluster.builder()
                .version("2.8.2")
                .nodes(1)
                .timeouts(Timeouts.KAFKA_DEFAULTS) // a session of 2 s does not outlive a busy machine
                .property("inter.broker.protocol.version", "2.1")
                .start()) {
            UpgradeSurvey survey =
                    UpgradeObserver.builder(cluster.admin()).build().observe();
            int node = cluster.nodes().get(0).nodeId();

            UpgradePlan plan = UpgradePlanner.targeting(
                            UpgradeRequest.to(KafkaVersion.of("3.9.2")).build())
                    .plan(survey);

            assertThat(survey.era()).isEqualTo(Era.ZOOKEEPER);
            assertThat(survey.versions().get(node))
                    .extracting(DetectedVersion::line)
                    .isEqualTo(java.util.Optional.of(ReleaseLine.of("2.8")));
            assertThat(survey.zookeeperController()).hasValue(node);
            assertThat(plan.rolls().stream().map(roll -> roll.change().describe()))
                    .containsExactly("set inter.broker.protocol.version=2.1", "remove inter.broker.protocol.version");
        }
    }

    @Test
    void knowsAControllerThatAdminCannotReach() {
        // metadata.version 14 is below 3.7-IV0: no controller answers Admin.
        try (TestCluster cluster = TestCluster.builder()
                .version("3.6.2")
                .layout(Layout.SEPARATE)
                .controllers(1)
                .brokers(1)
                .start()) {
            UpgradeObserver.Builder observer = UpgradeObserver.builder(cluster.admin());
            UpgradeSurvey blind = observer.build().observe();
            int controller = 0;
            for (TestNode node : cluster.nodes()) {
                if (node.controllerEndpoint().isPresent()) {
                    var endpoint = node.controllerEndpoint().get();
                    controller = node.nodeId();
                    observer.controller(controller, new io.quorate.cluster.Endpoint(endpoint.host(), endpoint.port()));
                }
            }
            UpgradeSurvey survey = observer.build().observe();

            UpgradePlan plan =
                    UpgradePlanner.targeting(UpgradeRequest.to(TARGET).build()).plan(survey);
            UpgradePlan blindPlan =
                    UpgradePlanner.targeting(UpgradeRequest.to(TARGET).build()).plan(blind);

            assertThat(blind.versions().get(controller))
                    .extracting(DetectedVersion::describe)
                    .isEqualTo("unknown");
            assertThat(blindPlan.preflight().blocking())
                    .extracting(PreflightFinding::check)
                    .contains(PreflightCheck.VERSIONS);
            assertThat(survey.versions().values())
                    .extracting(DetectedVersion::describe)
                    .containsOnly("3.6.x")
                    .hasSize(2);
            assertThat(plan.path().isOpen()).isTrue();
            assertThat(plan.nodeIds()).hasSize(2);
        }
    }

    @Test
    void seesAMixedClusterAndEverythingThatStandsInTheWay() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .version("3.9.2")
                .node(NodeSpec.combined(1))
                .node(NodeSpec.broker(2).withVersion("4.3.1"))
                .start()) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("alone", 1, (short) 1)))
                    .all()
                    .get(30, java.util.concurrent.TimeUnit.SECONDS);
            // Either broker may be asked, and each hears of the topic in its own time.
            ClusterWatch.using(ClusterObserver.using(cluster.admin()))
                    .inARow(4)
                    .await(
                            ClusterConditions.topicsExist(Set.of("alone"))
                                    .and(ClusterConditions.everyIsrFull("alone"::equals))
                                    .and(ClusterConditions.brokersOnline(Set.of(1, 2))),
                            Duration.ofMinutes(1));
            UpgradeSurvey survey =
                    UpgradeObserver.builder(cluster.admin()).build().observe();

            UpgradePlan plan =
                    UpgradePlanner.targeting(UpgradeRequest.to(TARGET).build()).plan(survey);

            assertThat(survey.versions().get(1))
                    .extracting(DetectedVersion::describe)
                    .isEqualTo("3.9.x");
            assertThat(survey.versions().get(2))
                    .extracting(DetectedVersion::describe)
                    .isEqualTo("4.3.x");
            assertThat(survey.traffic().isComplete()).isTrue();
            assertThat(survey.groups().isComplete()).isTrue();
            assertThat(plan.preflight().blocking())
                    .extracting(PreflightFinding::check)
                    .contains(PreflightCheck.VERSIONS, PreflightCheck.REDUNDANCY, PreflightCheck.QUORUM);
            assertThat(plan.finalization()).isNotEmpty();
            assertThat(plan.describe()).contains("alone has 1 replicas");
        }
    }
}
