// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import io.quorate.reassignment.Everywhere;
import io.quorate.reassignment.execute.ReassignmentResult.Outcome;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.TargetReplicas;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.DataRate;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.fault.Fault;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Target;
import io.quorate.testkit.junit.TestClusterExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rows of the failure table that need brokers to break: four of the current release with two log dirs each. */
class ReassignmentTroubleIT extends LiveReassignments {
    @RegisterExtension
    static final TestClusterExtension KAFKA = TestClusterExtension.of(TestCluster.builder()
            .layout(Layout.SEPARATE)
            .brokers(4)
            .controllers(3)
            .logDirs(2));

    @Override
    TestCluster cluster() {
        return KAFKA.cluster();
    }

    @Test
    void goesOnWhenTheActiveControllerDies() throws Exception {
        LivePlan target = create("controlled 1,2>1,4 2,3>2,1 1,2>3,2", Map.of());
        Numbers.fill(cluster().clientConfig(), "controlled", 3, 9);
        Map<String, String> throttles = throttles("controlled");
        List<Fault> faults = new CopyOnWriteArrayList<>();
        try {
            ReassignmentResult result = run(builder().throttle(CRAWL), target.plan(admin()), (run, event) -> {
                if (isCopying(event) && faults.isEmpty()) {
                    faults.add(Faults.on(cluster()).kill(Target.activeController()));
                    run.throttle(DataRate.ofMegabytesPerSecond(50));
                }
            });

            assertThat(faults).hasSize(1);
            assertThat(result.isSuccess()).as(result.describe()).isTrue();
            assertReplicas("controlled", target.to());
            assertThrottles("controlled", throttles);
        } finally {
            faults.forEach(Fault::close);
        }
    }

    @Test
    void sendsElsewhereWhatADiskHasNoRoomForAnyMore() throws Exception {
        LivePlan target = create("filled 1,2>1,4 2,3>2,1", Map.of());
        Numbers.fill(cluster().clientConfig(), "filled", 2, 12);
        List<Fault> faults = new CopyOnWriteArrayList<>();
        try {
            ReassignmentResult result = run(
                    builder().brokerGrace(Duration.ofSeconds(2)).throttle(CRAWL),
                    target.plan(admin()),
                    (run, event) -> {
                        if (isCopying(event) && faults.isEmpty()) {
                            faults.add(Faults.on(cluster()).fillDisk(Target.node(4)));
                            run.throttle(DataRate.ofMegabytesPerSecond(50));
                        }
                    });

            assertThat(result.outcome()).as(result.describe()).isEqualTo(Outcome.COMPLETED);
            assertReplicas("filled", List.of(List.of(1, 3), List.of(2, 1)));
        } finally {
            faults.forEach(Fault::close);
        }
    }

    @Test
    void startsNothingWhileATopicOfOthersIsUnderItsMinIsr() throws Exception {
        create("weak 1,2,3>1,2,3", Map.of("min.insync.replicas", "3"));
        LivePlan target = create("gated 1,2>1,4", Map.of());
        cluster().stop(3);
        Everywhere.await(admin(), state -> {
            boolean all = state.topic("weak").orElseThrow().isInSync(0, 3);
            return all ? List.of("weak is seen with broker 3") : List.of();
        });
        AtomicBoolean held = new AtomicBoolean();
        AtomicBoolean startedBefore = new AtomicBoolean();
        try {
            ReassignmentResult result = run(builder(), target.plan(admin()), (run, event) -> {
                if (event instanceof ReassignmentEvent.Holding holding
                        && holding.reasons().toString().contains("under min.insync.replicas")
                        && held.compareAndSet(false, true)) {
                    startedBefore.set(!replicas("gated").equals(target.from()));
                    cluster().start(3);
                }
            });

            assertThat(held).isTrue();
            assertThat(startedBefore).isFalse();
            assertThat(result.isSuccess()).as(result.describe()).isTrue();
        } finally {
            cluster().start(3);
        }
    }

    @Test
    void waitsForTheOnlyReplicaOfAPartitionWhenItsBrokerDies() throws Exception {
        LivePlan target = create("single 1>2", Map.of());
        Numbers.fill(cluster().clientConfig(), "single", 1, 12);
        AtomicBoolean killed = new AtomicBoolean();
        AtomicBoolean waited = new AtomicBoolean();
        try {
            ReassignmentResult result = run(
                    builder().brokerGrace(Duration.ofSeconds(2)).throttle(DataRate.ofMegabytesPerSecond(1)),
                    target.plan(admin()),
                    (run, event) -> {
                        if (isCopying(event) && killed.compareAndSet(false, true)) {
                            cluster().kill(1);
                            run.throttle(DataRate.ofMegabytesPerSecond(50));
                        } else if (killed.get()
                                && event instanceof ReassignmentEvent.ThrottleNoticed
                                && waited.compareAndSet(false, true)) {
                            cluster().start(1);
                        }
                    });

            assertThat(waited).isTrue();
            assertThat(result.isSuccess()).as(result.describe()).isTrue();
            assertReplicas("single", List.of(List.of(2)));
            TopicPartition partition = new TopicPartition("single", 0);
            assertThat(admin().listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset())
                    .isEqualTo(120);
        } finally {
            cluster().start(1);
        }
    }

    @Test
    void putsReplicasIntoTheLogDirsOfThePlan() throws Exception {
        LivePlan made = create("dirs 1,2>1,2 2,1>2,1", Map.of());
        Numbers.fill(cluster().clientConfig(), "dirs", 2, 6);
        TopicPartition partition = new TopicPartition("dirs", 0);
        String there = dirOf(partition, 1).orElseThrow();
        String other = state().logDirs().orElse(Map.of()).getOrDefault(1, List.of()).stream()
                .map(LogDir::path)
                .filter(path -> !path.equals(there))
                .findFirst()
                .orElseThrow();

        ReassignmentResult result = run(
                builder().throttle(DataRate.ofMegabytesPerSecond(20)),
                made.plan(
                        admin(),
                        new ReassignmentGoal.ExplicitTarget(
                                List.of(new TargetReplicas("dirs", 0, List.of(1, 2), List.of(other, "any"))))));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(dirOf(partition, 1)).contains(other);
    }

    private Optional<String> dirOf(TopicPartition partition, int broker) {
        ClusterState state = state();
        return state.logDirs().orElse(Map.of()).getOrDefault(broker, List.of()).stream()
                .filter(dir -> dir.size(partition).isPresent())
                .map(LogDir::path)
                .findFirst();
    }

    private static boolean isCopying(ReassignmentEvent event) {
        return event instanceof ReassignmentEvent.Advanced advanced
                && advanced.progress().count(MoveState.IN_FLIGHT) > 0
                && advanced.progress().copied().bytes() > 0;
    }
}
