// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.Everywhere;
import io.quorate.reassignment.execute.ReassignmentResult.Outcome;
import io.quorate.reassignment.journal.FileJournal;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.DataRate;
import io.quorate.reassignment.throttle.ThrottleEvent;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Four brokers of the current release, a topic for each test. */
class ReassignmentExecutorIT extends LiveReassignments {
    @RegisterExtension
    static final TestClusterExtension KAFKA = TestClusterExtension.of(TestCluster.builder()
            .layout(Layout.SEPARATE)
            .brokers(4)
            .controllers(1)
            // With 2 s, a busy machine moves leaders.
            .property("broker.session.timeout.ms", "6000"));

    @Override
    TestCluster cluster() {
        return KAFKA.cluster();
    }

    @Test
    void scalesOutUnderLoadThoughItsProcessIsKilledAndLeavesNoThrottle(@TempDir Path directory) throws Exception {
        String text = "scaled 1,2,3>1,2,4 2,3,1>2,3,4 3,1,2>3,4,2 1,2,3>4,1,3 2,3,1>4,3,1 3,1,2>3,1,2";
        LivePlan target = create(text, Map.of("min.insync.replicas", "2"));
        Numbers.fill(cluster().clientConfig(), "scaled", 6, 30);
        set(ConfigResource.Type.BROKER, "1", "leader.replication.throttled.rate", "987654321");
        set(ConfigResource.Type.TOPIC, "scaled", "follower.replication.throttled.replicas", "5:2");
        Map<String, String> throttles = Map.of(
                "1 leader.replication.throttled.rate", "987654321",
                "scaled follower.replication.throttled.replicas", "5:2");
        assertThrottles("scaled", throttles);
        Path journal = directory.resolve("journal");
        ReassignmentPlan plan = target.plan(admin());

        WorkloadReport report;
        try (Workload load = Workload.builder(cluster().clientConfig())
                .topics("scaled")
                .producer(ProducerSpec.idempotent("writer"))
                .group("readers", 1)
                .recordsPerSecond(100)
                .start()) {
            ReassignmentJob.killInTheMiddle(cluster().bootstrapServers(), journal, "2 MB/s", text);
            assertThat(throttles("scaled")).as("a throttle was left").isNotEqualTo(throttles);

            ReassignmentResult result =
                    run(builder().journal(FileJournal.in(journal)).throttle(DataRate.ofMegabytesPerSecond(20)), plan);

            assertThat(result.isSuccess()).as(result.describe()).isTrue();
            report = load.stop(Duration.ofMinutes(2));
        }
        assertThat(report.isClean()).as(report.describe()).isTrue();
        assertThat(events).contains(new ReassignmentEvent.Started(5, true));
        assertReplicas("scaled", target.to());
        assertThrottles("scaled", throttles);
        Everywhere.await(admin(), state -> state.topic("scaled").orElseThrow().partitions().stream()
                .filter(found -> found.leader() != found.preferredLeader())
                .map(found -> "scaled-" + found.index() + " is led by " + found.leader())
                .toList());
        assertThat(FileJournal.in(journal).unfinished(plan.clusterId())).isEmpty();
    }

    @Test
    void goesBackToTheOrderedOriginalsWhenItIsCancelledInTheMiddle() throws Exception {
        LivePlan target = create("cancelled 1,2,3>4,1,3 2,3,1>4,3,2 3,1,2>1,4,2 1,3,2>3,2,1", Map.of());
        Numbers.fill(cluster().clientConfig(), "cancelled", 4, 16);
        Map<String, String> throttles = throttles("cancelled");

        ReassignmentResult result =
                run(builder().throttle(DataRate.ofMegabytesPerSecond(1)), target.plan(admin()), (run, event) -> {
                    if (event instanceof ReassignmentEvent.Advanced advanced
                            && advanced.progress().fraction() > 0.2) {
                        run.throttle(DataRate.ofMegabytesPerSecond(50));
                        run.cancel();
                    }
                });

        assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.CANCELLED);
        assertReplicas("cancelled", target.from());
        assertThrottles("cancelled", throttles);
    }

    @Test
    void goesOnForOthersWhenABrokerDiesThatWasToReceive() throws Exception {
        LivePlan target = create("wounded 1,2>1,4 2,3>2,1 1,2>4,2 3,1>3,2", Map.of());
        Numbers.fill(cluster().clientConfig(), "wounded", 4, 16);
        AtomicBoolean killed = new AtomicBoolean();
        try {
            ReassignmentResult result = run(
                    builder().brokerGrace(Duration.ofSeconds(2)).throttle(CRAWL),
                    target.plan(admin()),
                    (run, event) -> {
                        if (event instanceof ReassignmentEvent.Advanced advanced
                                && advanced.progress().count(MoveState.IN_FLIGHT) > 0
                                && advanced.progress().copied().bytes() > 0
                                && killed.compareAndSet(false, true)) {
                            cluster().kill(4);
                            run.throttle(DataRate.ofMegabytesPerSecond(50));
                        }
                    });

            assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.COMPLETED);
            assertThat(events).hasAtLeastOneElementOfType(ReassignmentEvent.DestinationLost.class);
            // The plan let anybody take the place of broker 4, and only broker 3 was left.
            assertReplicas("wounded", List.of(List.of(1, 3), List.of(2, 1), List.of(3, 2), List.of(3, 2)));
        } finally {
            cluster().start(4);
        }
    }

    @Test
    void reassignsFifteenHundredPartitionsOfOneTopic() throws Exception {
        LivePlan target = create(LivePlan.of("many", 1_500, "1>2"), Map.of());

        WatchedAdmin watched = new WatchedAdmin(admin());

        ReassignmentResult result = run(
                ReassignmentExecutor.builder(watched.admin())
                        .pollInterval(Duration.ofMillis(250))
                        .throttle(DataRate.ofMegabytesPerSecond(50))
                        .limits(AdmissionLimits.builder()
                                .replicasIntoBroker(1_500)
                                .replicasOutOfBroker(1_500)
                                .partitionsInFlight(1_500)
                                .startsPerSecond(1_500)
                                .build()),
                target.plan(admin()));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertReplicas("many", target.to());
        assertThat(watched.mostPartitions()).isBetween(1, 500);
        assertThat(watched.longestValue()).isBetween(1, 32_767);
    }

    @Test
    void endsAReassignmentThatCanNeverEndAndDoesItOverAgain() throws Exception {
        LivePlan target = create("wedged 1,2,3>1,2,4", Map.of());
        Numbers.fill(cluster().clientConfig(), "wedged", 1, 8);
        TopicPartition partition = new TopicPartition("wedged", 0);
        AtomicBoolean done = new AtomicBoolean();

        ReassignmentResult result =
                run(builder().throttle(DataRate.ofMegabytesPerSecond(1)), target.plan(admin()), (run, event) -> {
                    if (event instanceof ReassignmentEvent.Advanced advanced
                            && advanced.progress().count(MoveState.IN_FLIGHT) == 1
                            && done.compareAndSet(false, true)) {
                        // What people do to cancel, and should not.
                        reassign(partition, List.of(1, 2, 3));
                        run.throttle(DataRate.ofMegabytesPerSecond(50));
                    }
                });

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(events).contains(new ReassignmentEvent.WedgeFound(partition, true));
        assertReplicas("wedged", target.to());
    }

    @Test
    void putsTheThrottleBackThatSomebodyReverts() throws Exception {
        LivePlan target = create("reverted 1,2>1,4 2,1>2,4", Map.of());
        Numbers.fill(cluster().clientConfig(), "reverted", 2, 12);
        AtomicBoolean done = new AtomicBoolean();

        ReassignmentResult result =
                run(builder().throttle(DataRate.ofMegabytesPerSecond(1)), target.plan(admin()), (run, event) -> {
                    if (event instanceof ReassignmentEvent.Advanced advanced
                            && advanced.progress().copied().bytes() > 0
                            && done.compareAndSet(false, true)) {
                        set(ConfigResource.Type.TOPIC, "reverted", "follower.replication.throttled.replicas", "");
                    } else if (event instanceof ReassignmentEvent.ThrottleNoticed) {
                        run.throttle(DataRate.ofMegabytesPerSecond(50));
                    }
                });

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(events)
                .filteredOn(ReassignmentEvent.ThrottleNoticed.class::isInstance)
                .extracting(event -> ((ReassignmentEvent.ThrottleNoticed) event).event())
                .hasAtLeastOneElementOfType(ThrottleEvent.Reasserted.class);
    }

    @Test
    void leavesTopicsAloneThatAreGoneOrAreOthersNowAndWaitsForOthers() throws Exception {
        create("deleted 1>2", Map.of());
        ReassignmentPlan deleted = LivePlan.of("deleted 1>2").plan(admin());
        admin().deleteTopics(List.of("deleted")).all().get();
        assertThat(run(builder(), deleted).unfinished())
                .extracting(ReassignmentResult.Unfinished::state)
                .containsExactly(MoveState.SKIPPED_DELETED);

        create("again 1>2", Map.of());
        ReassignmentPlan again = LivePlan.of("again 1>2").plan(admin());
        admin().deleteTopics(List.of("again")).all().get();
        create("again 1>2", Map.of());
        assertThat(run(builder(), again).unfinished())
                .extracting(ReassignmentResult.Unfinished::state)
                .containsExactly(MoveState.SKIPPED_RECREATED);
        assertThat(replicas("again")).isEqualTo(List.of(List.of(1)));

        LivePlan target = create("foreign 1,2>1,3", Map.of());
        admin().createPartitions(Map.of("foreign", NewPartitions.increaseTo(2)))
                .all()
                .get();
        cluster().kill(4);
        try {
            // It hangs, on a broker that this plan has nothing to do with.
            reassign(new TopicPartition("foreign", 0), List.of(1, 4));
            AtomicBoolean waited = new AtomicBoolean();
            ReassignmentResult result = run(builder(), target.plan(admin()), (run, event) -> {
                if (event instanceof ReassignmentEvent.Holding holding
                        && holding.reasons().toString().contains("by somebody else")
                        && waited.compareAndSet(false, true)) {
                    reassign(new TopicPartition("foreign", 0), List.of());
                }
            });
            assertThat(waited).isTrue();
            assertThat(result.isSuccess()).as(result.describe()).isTrue();
            assertReplicas("foreign", List.of(List.of(1, 3), replicas("foreign").get(1)));
        } finally {
            cluster().start(4);
        }
    }

    @Test
    void emptiesABrokerAndKeepsNewPartitionsFromIt() throws Exception {
        LivePlan target = create("drained 1,4>1,2 2,3>2,3 4,3>1,3", Map.of());
        Numbers.fill(cluster().clientConfig(), "drained", 3, 6);
        // All that is on broker 4 beside this topic goes with the last look.
        ReassignmentPlan plan = target.plan(admin(), new ReassignmentGoal.Decommission(Set.of(4)));
        AtomicBoolean cordoned = new AtomicBoolean();

        ReassignmentResult result = run(builder(), plan, (run, event) -> {
            if (event instanceof ReassignmentEvent.MovesStarted && !cordoned.get()) {
                // Nothing moves before this returns. The broker hears of its cordon a moment after it was set.
                Everywhere.await(admin(), state -> {
                    String seen = config(ConfigResource.Type.BROKER, "4").getOrDefault("cordoned.log.dirs", "none");
                    return "*".equals(seen) ? List.of() : List.of("cordoned are " + seen);
                });
                cordoned.set(true);
            }
        });

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(cordoned).isTrue();
        assertThat(result.facts()).contains("broker 4 hosts 0 replicas");
        set(ConfigResource.Type.BROKER, "4", "cordoned.log.dirs", "");
    }
}
