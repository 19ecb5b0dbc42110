// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.rollingupgrade;

import io.quorate.examples.console.Checklist;
import io.quorate.examples.console.PhaseLines;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.NodeState;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterBuilder;
import io.quorate.testkit.cluster.TestNode;
import io.quorate.testkit.fault.Recovery;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeExecution;
import io.quorate.upgrade.journal.FileUpgradeJournal;
import io.quorate.upgrade.observe.UpgradeObserver;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.progress.UpgradeEvent;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.report.UpgradeRunReport;
import io.quorate.upgrade.state.NodeStage;
import io.quorate.upgrade.testcluster.TestClusterLifecycle;
import io.quorate.upgrade.version.KafkaVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** The upgrade of an embedded cluster with traffic on it. */
final class UpgradeUnderLoad {
    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 12;
    private static final int RECORDS_PER_SECOND = 150;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LOOKS = 4;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final PrintStream out;
    private final Layout layout;
    private final @Nullable Path report;
    private final List<UpgradeResult> results = new ArrayList<>();

    UpgradeUnderLoad(PrintStream out, Layout layout, @Nullable Path report) {
        this.out = out;
        this.layout = layout;
        this.report = report;
    }

    /** Returns whether every line of the checklist is met. */
    boolean run(KafkaVersion from, KafkaVersion to) throws Exception {
        say("Starting a cluster of " + from);
        TestClusterBuilder builder = TestCluster.builder().layout(layout).version(from.toString());
        builder = layout == Layout.SEPARATE ? builder.brokers(3).controllers(3) : builder.nodes(3);
        try (TestCluster cluster = builder.start()) {
            createTopic(cluster);
            try (Workload load = load(cluster)) {
                // Any broker may answer, and one after the other hears of the topics that the traffic has made.
                for (int look = 0; look < LOOKS; look++) {
                    Recovery.of(cluster).await(PATIENCE);
                }
                return upgrade(cluster, load, UpgradeRequest.to(to).build());
            }
        }
    }

    private boolean upgrade(TestCluster cluster, Workload load, UpgradeRequest request) throws IOException {
        TestClusterLifecycle lifecycle = new TestClusterLifecycle(cluster);
        UpgradeObserver.Builder observer =
                UpgradeObserver.builder(cluster.admin()).lifecycle(lifecycle);
        request.target().ifPresent(observer::target);
        UpgradePlan plan =
                UpgradePlanner.targeting(request).plan(observer.build().observe());
        say("Dry run");
        out.println(plan.describe());
        if (!plan.isExecutable()) {
            out.println("Refused: the plan cannot be carried out.");
            return false;
        }
        RollingUpgradeCoordinator coordinator = RollingUpgradeCoordinator.builder(
                        cluster.admin(),
                        lifecycle,
                        FileUpgradeJournal.in(cluster.directory().resolve("upgrade-journal")))
                .looks(Duration.ofMillis(500), 3)
                .coolDown(Duration.ofSeconds(1))
                .canarySoak(Duration.ofSeconds(3))
                .canary("upgrade-canary", cluster.clientConfig())
                .listener(event -> heard(event, load))
                .build();
        say("Rolling the nodes");
        Outcome outcome = end(coordinator.start(plan));
        if (outcome == Outcome.ROLLED) {
            say("Finalizing");
            load.mark("finalization");
            outcome = end(coordinator.finalizeUpgrade(plan));
        }
        boolean met = check(cluster, load, plan, outcome);
        if (report != null) {
            Files.writeString(report, UpgradeRunReport.of(plan, results).html());
            out.println("Report: " + report);
        }
        return met;
    }

    private Outcome end(UpgradeExecution execution) {
        try (execution) {
            UpgradeResult result = execution.await(LONGEST);
            results.add(result);
            out.println(result.describe());
            return result.outcome();
        }
    }

    private void heard(UpgradeEvent event, Workload load) {
        out.println(CLOCK.format(event.at()) + " " + event.describe());
        if (event instanceof UpgradeEvent.NodeChanged changed) {
            int node = changed.state().nodeId();
            if (changed.state().stage() == NodeStage.STOPPING) {
                load.mark("node " + node);
            } else if (changed.state().stage() == NodeStage.DONE) {
                load.mark("after node " + node);
            }
        }
    }

    private boolean check(TestCluster cluster, Workload load, UpgradePlan plan, Outcome outcome) {
        Checklist list = new Checklist();
        list.add("upgrade finished", outcome == Outcome.FINISHED, outcome.toString());
        String target = plan.request().target().map(KafkaVersion::toString).orElse("");
        long there = cluster.nodes().stream().filter(node -> isAt(node, target)).count();
        list.add(
                "nodes run " + target,
                there == cluster.nodes().size(),
                there + " of " + cluster.nodes().size());
        WorkloadReport judged = load.stop(PATIENCE);
        list.add(
                "acknowledged / lost / duplicated / reordered",
                judged.isClean(),
                "%d / %d / %d / %d%s"
                        .formatted(
                                judged.acknowledged(),
                                judged.lost(),
                                judged.duplicated(),
                                judged.reordered(),
                                judged.isComplete() ? "" : ", not complete: " + judged.incompleteBecause()));
        say("Longest time without an acknowledgement, by phase");
        PhaseLines.print(out, judged);
        out.println();
        out.printf(
                "acknowledged / lost / duplicated / reordered = %d / %d / %d / %d%n",
                judged.acknowledged(), judged.lost(), judged.duplicated(), judged.reordered());
        return list.print(out);
    }

    private static boolean isAt(TestNode node, String target) {
        return node.state() == NodeState.RUNNING && node.release().toString().equals(target);
    }

    private static void createTopic(TestCluster cluster) throws InterruptedException, ExecutionException {
        cluster.admin()
                .createTopics(
                        List.of(new NewTopic(TOPIC, PARTITIONS, (short) 3).configs(Map.of("min.insync.replicas", "2"))))
                .all()
                .get();
    }

    private static Workload load(TestCluster cluster) {
        return Workload.builder(cluster.clientConfig())
                .topics(TOPIC)
                .producer(ProducerSpec.idempotent("idempotent"))
                .producer(ProducerSpec.transactional("transactional"))
                .group("readers", 2)
                .recordsPerSecond(RECORDS_PER_SECOND)
                .startTimeout(PATIENCE)
                .start();
    }

    private void say(String what) {
        out.printf("%n== %s%n", what);
    }
}
