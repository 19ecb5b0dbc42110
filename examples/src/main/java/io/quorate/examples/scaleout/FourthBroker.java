// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.scaleout;

import io.quorate.cluster.ClusterState;
import io.quorate.examples.connection.Looks;
import io.quorate.examples.console.Checklist;
import io.quorate.examples.console.ReassignmentBar;
import io.quorate.observe.ClusterConditions;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.reassignment.execute.ReassignmentExecution;
import io.quorate.reassignment.execute.ReassignmentExecutor;
import io.quorate.reassignment.execute.ReassignmentResult;
import io.quorate.reassignment.plan.BrokerLoad;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.report.ReassignmentReport;
import io.quorate.reassignment.throttle.DataRate;
import io.quorate.reassignment.throttle.ThrottleJanitor;
import io.quorate.reassignment.throttle.ThrottleReport;
import io.quorate.testkit.cluster.NodeSpec;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** The job on real brokers that the scenario starts itself. */
final class FourthBroker {
    private static final List<String> FILLED = List.of("payments", "shipments", "invoices");
    private static final String WRITTEN = "orders";
    private static final int PARTITIONS = 8;
    private static final int MEGABYTES_PER_TOPIC = 24;
    private static final int RECORDS_PER_SECOND = 200;

    /** Any broker may answer, and one after the other hears of what has changed. */
    private static final int LOOKS = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ReassignmentRequest REQUEST =
            ReassignmentRequest.of(new ReassignmentGoal.AddBrokers(Set.of(4)));

    private final PrintStream out;
    private final DataRate throttle;
    private final Path report;

    FourthBroker(PrintStream out, DataRate throttle, Path report) {
        this.out = out;
        this.throttle = throttle;
        this.report = report;
    }

    /** Returns whether every line of the checklist is met. */
    boolean run() throws Exception {
        say("Starting three brokers");
        try (TestCluster cluster = TestCluster.builder().nodes(3).start()) {
            createTopics(cluster);
            Filler.fill(cluster.clientConfig(), FILLED, PARTITIONS, MEGABYTES_PER_TOPIC);
            out.printf(
                    "%s; %d topics of %d partitions, replication factor 3, %d MB each, and one with traffic%n",
                    cluster.bootstrapServers(), FILLED.size(), PARTITIONS, MEGABYTES_PER_TOPIC);
            try (Workload workload = load(cluster)) {
                return grow(cluster, workload);
            }
        }
    }

    private boolean grow(TestCluster cluster, Workload workload) throws IOException {
        say("Starting broker 4");
        workload.mark("broker 4 starts");
        cluster.addNode(NodeSpec.combined(4));
        ClusterObserver observer = ClusterObserver.using(cluster.admin());
        ClusterState state = ClusterWatch.using(observer)
                .inARow(LOOKS)
                .await(
                        ClusterConditions.brokersOnline(Set.of(1, 2, 3, 4))
                                .and(ClusterConditions.everyIsrFull(name -> true)),
                        PATIENCE);

        say("Plan");
        ReassignmentPlan plan = ReassignmentPlanner.plan(state, REQUEST);
        out.print(ReassignmentReport.of(plan).describe());

        say("Moving, with a throttle of " + throttle.describe());
        workload.mark("three become four");
        ReassignmentExecutor executor = ReassignmentExecutor.builder(cluster.admin())
                .throttle(throttle)
                .listener(new ReassignmentBar(out))
                .build();
        ReassignmentResult result;
        try (ReassignmentExecution run = executor.start(plan)) {
            result = run.await(PATIENCE);
        }
        out.println(result.describe());
        workload.mark("four brokers");

        ReassignmentReport told = ReassignmentReport.of(plan, result);
        Files.writeString(report, told.html());
        out.println("Report: " + report);
        return check(cluster, workload, plan, result);
    }

    private boolean check(TestCluster cluster, Workload workload, ReassignmentPlan plan, ReassignmentResult result) {
        ClusterState state =
                Looks.until(ClusterObserver.using(cluster.admin()), seen -> ReassignmentPlanner.plan(seen, REQUEST)
                        .isEmpty());
        ThrottleReport throttles = ThrottleJanitor.using(cluster.admin()).observe();
        WorkloadReport load = workload.stop(PATIENCE);
        ReassignmentPlan again = ReassignmentPlanner.plan(state, REQUEST);

        out.println();
        Checklist list = new Checklist();
        list.add("reassignment complete", result.isSuccess(), result.outcome().toString());
        list.add(
                "replicas moved, and the least possible",
                plan.bound().gap() == 0,
                plan.bound().moves() + ", " + plan.bound().movesLowerBound());
        list.add("replicas per broker", true, replicas(state));
        list.add(
                "throttle left behind",
                throttles.left().isEmpty() && throttles.gaps().isEmpty(),
                throttles.left().isEmpty() ? "none" : throttles.describe());
        list.add(
                "acknowledged / lost / duplicated / reordered",
                load.isClean(),
                "%d / %d / %d / %d%s"
                        .formatted(
                                load.acknowledged(),
                                load.lost(),
                                load.duplicated(),
                                load.reordered(),
                                load.isComplete() ? "" : ", not complete: " + load.incompleteBecause()));
        list.add(
                "planning again",
                again.isEmpty() && again.problems().isEmpty(),
                again.whyEmpty().orElseGet(() -> again.moves().size() + " partitions to move"));
        return list.print(out);
    }

    private static String replicas(ClusterState state) {
        return ReplicaMap.of(state).loads().stream()
                .map(BrokerLoad::replicas)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static void createTopics(TestCluster cluster) throws Exception {
        cluster.admin()
                .createTopics(Stream.concat(FILLED.stream(), Stream.of(WRITTEN))
                        .map(name ->
                                new NewTopic(name, PARTITIONS, (short) 3).configs(Map.of("min.insync.replicas", "2")))
                        .toList())
                .all()
                .get();
    }

    private static Workload load(TestCluster cluster) {
        return Workload.builder(cluster.clientConfig())
                .topics(WRITTEN)
                .producer(ProducerSpec.idempotent("shop"))
                .group("warehouse", 2)
                .recordsPerSecond(RECORDS_PER_SECOND)
                .start();
    }

    private void say(String what) {
        out.printf("%n== %s%n", what);
    }
}
