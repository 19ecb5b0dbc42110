// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.observe.ClusterCondition;
import io.quorate.observe.ClusterConditions;
import io.quorate.observe.ClusterObserver;
import io.quorate.reassignment.Everywhere;
import io.quorate.reassignment.durability.DurabilityAdvice.StaticQuorum;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityPlanner;
import io.quorate.reassignment.durability.DurabilityPolicy;
import io.quorate.reassignment.durability.DurabilityProblem;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.execute.DurabilityResult.Outcome;
import io.quorate.reassignment.progress.DurabilityEvent;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.Quorum;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every test has a topic of its own, and its policy covers that and no other. */
class DurabilityRefusalIT {
    private static final String THROTTLED = "replication.throttled";
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** Of their own, so that the topics of the other tests do not keep the default of the cluster from being raised. */
    private static final Map<String, String> ONE_IN_SYNC = Map.of("min.insync.replicas", "1");

    @RegisterExtension
    static final TestClusterExtension KAFKA = TestClusterExtension.of(TestCluster.builder()
            .layout(Layout.SEPARATE)
            .brokers(3)
            .controllers(1)
            .quorum(Quorum.STATIC)
            // With 2 s, a busy machine moves leaders.
            .property("broker.session.timeout.ms", "6000"));

    @Test
    void doesAllButTheControllersWhereTheQuorumIsStaticAndSaysWhatToDo() throws Exception {
        create("static", 4);
        DurabilityPlan plan = plan("static");
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.advice()).contains(new StaticQuorum(Set.of(101), 3));

        DurabilityResult result = run(plan);

        assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.checklist().orElseThrow().lines())
                .filteredOn(line -> !line.met())
                .extracting(line -> line.question())
                .containsExactly("quorum 3 of 3");
        assertThat(plan("static").isEmpty()).isTrue();
        assertThat(partitions("static")).allSatisfy(found -> {
            assertThat(found.isr()).hasSize(3);
            assertThat(found.leader()).isEqualTo(found.preferredLeader());
        });
        assertThat(partitions("static")).extracting(Partition::leader).contains(1, 2, 3);
    }

    @Test
    void goesBackToTheReplicasOfBeforeWhenItIsCancelledWhileItCopies() throws Exception {
        create("cancelled", 6);
        // Of each partition more than the megabyte of one fetch, which comes before any throttle holds.
        Numbers.fill(cluster().clientConfig(), "cancelled", 6, 18);
        throttle("cancelled", "100000");
        Map<Integer, List<Integer>> before = replicas("cancelled");
        CompletableFuture<DurabilityExecution> running = new CompletableFuture<>();
        try (DurabilityExecution run = DurabilityExecutor.builder(admin())
                .partitionsInFlight(3)
                .listener(event -> {
                    if (event instanceof DurabilityEvent.StepAdvanced) {
                        // The first one comes right after the first request; at the next ones all may be copied.
                        running.join().cancel();
                    }
                })
                .build()
                .start(plan("cancelled"))) {
            running.complete(run);

            DurabilityResult result = run.await(LONGEST);

            assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.CANCELLED);
        }
        ClusterState after = observe();
        assertThat(after.reassignments().orElse(List.of())).isEmpty();
        assertThat(after.minInSyncReplicas("cancelled")).hasValue(1);
        ClusterCondition asBefore = state -> {
            Map<Integer, List<Integer>> now = replicas(state, "cancelled");
            return now.equals(before) ? List.of() : List.of("it has " + now + ", not " + before);
        };
        Everywhere.await(admin(), asBefore.and(ClusterConditions.everyIsrFull("cancelled"::equals)));

        throttle("cancelled", "1000000000");
        assertThat(run(plan("cancelled")).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(plan("cancelled").isEmpty()).isTrue();
    }

    @Test
    void refusesADeadBrokerAndAReassignmentOfSomebodyElse() throws Exception {
        Everywhere.create(admin(), new NewTopic("foreign", Map.of(0, List.of(1))).configs(ONE_IN_SYNC));
        TopicPartition partition = new TopicPartition("foreign", 0);
        cluster().kill(3);
        try {
            Everywhere.await(
                    admin(),
                    state -> state.onlineBrokers().contains(3) ? List.of("broker 3 is still online") : List.of());
            // It hangs: the controller takes any broker that is registered.
            admin().alterPartitionReassignments(
                            Map.of(partition, Optional.of(new NewPartitionReassignment(List.of(1, 3)))))
                    .all()
                    .get();

            DurabilityPlan plan = plan("foreign");

            assertThat(plan.problems())
                    .contains(new DurabilityProblem.ForeignReassignment(partition, List.of(1, 3)))
                    .hasAtLeastOneElementOfType(DurabilityProblem.DeadBroker.class);
            assertThat(plan.describe()).contains("Refused", "Broker 3 is not online", "by somebody else");
        } finally {
            cluster().start(3);
        }
        Everywhere.await(
                admin(), ClusterConditions.noReassignment().and(ClusterConditions.brokersOnline(Set.of(1, 2, 3))));
        assertThat(plan("foreign").problems()).isEmpty();
    }

    @Test
    void doesNotTouchATopicThatWasDeletedAndCreatedAgainSinceThePlan() throws Exception {
        create("again", 2);
        DurabilityPlan plan = plan("again");
        admin().deleteTopics(List.of("again")).all().get();
        create("again", 2);

        DurabilityResult result = run(plan);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure().orElseThrow())
                .isInstanceOf(StalePlanException.class)
                .hasMessageContaining("topic again was deleted");
        assertThat(replicas("again").values())
                .allSatisfy(found -> assertThat(found).hasSize(1));
        assertThat(observe().minInSyncReplicas("again")).hasValue(1);
    }

    private static TestCluster cluster() {
        return KAFKA.cluster();
    }

    private static Admin admin() {
        return cluster().admin();
    }

    private static void create(String topic, int partitions) throws Exception {
        Everywhere.create(admin(), new NewTopic(topic, partitions, (short) 1).configs(ONE_IN_SYNC));
    }

    /** Bytes a second, for the replicas of a topic. Each broker tells of itself when it has heard, and of the topic before. */
    private static void throttle(String topic, String rate) throws Exception {
        Collection<AlterConfigOp> replicas =
                List.of(set("leader." + THROTTLED + ".replicas", "*"), set("follower." + THROTTLED + ".replicas", "*"));
        admin().incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), replicas))
                .all()
                .get();
        String key = "follower." + THROTTLED + ".rate";
        Collection<AlterConfigOp> rates = List.of(set("leader." + THROTTLED + ".rate", rate), set(key, rate));
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (String broker : List.of("1", "2", "3")) {
            changes.put(new ConfigResource(ConfigResource.Type.BROKER, broker), rates);
        }
        admin().incrementalAlterConfigs(changes).all().get();
        Everywhere.await(admin(), state -> changes.keySet().stream()
                .filter(broker -> !has(broker, key, rate))
                .map(broker -> broker + " has not heard of its throttle")
                .toList());
    }

    private static boolean has(ConfigResource resource, String key, String value) {
        return LiveReassignments.join(admin().describeConfigs(List.of(resource)).all()).values().stream()
                .flatMap(config -> config.entries().stream())
                .anyMatch(entry -> entry.name().equals(key) && value.equals(entry.value()));
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    private static ClusterState observe() {
        return ClusterObserver.using(admin()).observe();
    }

    private static List<Partition> partitions(String topic) {
        return observe().topic(topic).orElseThrow().partitions();
    }

    private static Map<Integer, List<Integer>> replicas(String topic) {
        return replicas(observe(), topic);
    }

    private static Map<Integer, List<Integer>> replicas(ClusterState state, String topic) {
        Map<Integer, List<Integer>> replicas = new HashMap<>();
        state.topic(topic).orElseThrow().partitions().forEach(found -> replicas.put(found.index(), found.replicas()));
        return replicas;
    }

    private static DurabilityPlan plan(String topic) {
        return DurabilityPlanner.targeting(
                        DurabilityPolicy.builder().topics(topic::equals).build())
                .plan(observe());
    }

    private static DurabilityResult run(DurabilityPlan plan) {
        assertThat(plan.steps()).hasAtLeastOneElementOfType(DurabilityStep.GrowReplicas.class);
        try (DurabilityExecution run = DurabilityExecutor.using(admin()).start(plan)) {
            return run.await(LONGEST);
        }
    }
}
