// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.onetothree;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.examples.console.Checklist;
import io.quorate.examples.console.PhaseLines;
import io.quorate.observe.ClusterConditions;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.execute.DurabilityResult;
import io.quorate.testkit.cluster.NodeSpec;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import io.quorate.time.Time;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** The job on real brokers that the scenario starts itself, with traffic, and with a broker killed afterwards. */
final class EmbeddedCluster {
    private static final List<String> TOPICS = List.of(
            "reservation-commands", "reservation-requests", "reservation-completed", "section-init", "section-status");
    private static final int PARTITIONS = 20;
    private static final int RECORDS_PER_SECOND = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long traffic goes on at the end, so that the last phase shows what is normal. */
    private static final Duration CALM = Duration.ofSeconds(5);

    /** Any broker may answer, and one after the other hears of what has changed. */
    private static final int LOOKS = 4;

    /** What the group may be behind while records flow: about two seconds of both producers. */
    private static final long NORMAL_LAG = 2L * 2 * RECORDS_PER_SECOND;

    private final PrintStream out;
    private final @Nullable Path backup;

    EmbeddedCluster(PrintStream out, @Nullable Path backup) {
        this.out = out;
        this.backup = backup;
    }

    /** Returns whether every line of the checklist is met. */
    boolean run() throws Exception {
        say("Starting one broker: the cluster that so many teams have");
        try (TestCluster cluster = TestCluster.builder().nodes(1).start()) {
            createTopics(cluster);
            out.printf(
                    "Broker 1 on %s; %d topics of %d partitions, replication factor 1%n",
                    cluster.bootstrapServers(), TOPICS.size(), PARTITIONS);
            try (Workload workload = load(cluster)) {
                return grow(cluster, workload);
            }
        }
    }

    private boolean grow(TestCluster cluster, Workload workload) throws Exception {
        DurabilityJob job = new DurabilityJob(out, cluster.admin());
        job.backUp(backup);

        say("Starting brokers 2 and 3");
        workload.mark("brokers 2 and 3 start");
        cluster.addNode(NodeSpec.combined(2));
        cluster.addNode(NodeSpec.combined(3));
        awaitFullIsr(cluster);

        say("Dry run");
        DurabilityPlan plan = job.plan();
        out.print(plan.describe());

        say("Doing it");
        workload.mark("one becomes three");
        DurabilityResult result = job.run(plan, PATIENCE).throwIfFailed();
        out.printf(Locale.ROOT, "Done in %.1f s%n", result.took().toMillis() / 1e3);

        int victim = activeController(cluster);
        say("Killing broker " + victim + ", the active controller, with SIGKILL");
        workload.mark("broker " + victim + " is killed");
        cluster.kill(victim);
        awaitAnotherController(cluster, victim);
        out.println("The others took over; " + workload.snapshot().describe());

        say("Broker " + victim + " comes back");
        workload.mark("broker " + victim + " comes back");
        cluster.start(victim);
        awaitFullIsr(cluster);
        out.println("Every ISR is full again; electing the preferred leaders");
        job.settle(PATIENCE);

        workload.mark("three brokers");
        Time.system().sleep(CALM);
        return check(cluster, workload, job);
    }

    private boolean check(TestCluster cluster, Workload workload, DurabilityJob job) {
        Checklist list = new Checklist();
        Lag lag = new Lag(cluster.admin());
        long behind = lag.awaitAtMost(NORMAL_LAG, PATIENCE);
        // On a machine that is too busy a broker may have been fenced for a moment meanwhile, and lost its leaderships.
        job.settle(PATIENCE);
        job.check(list);
        list.add(
                "lag back to normal",
                behind >= 0 && behind <= NORMAL_LAG,
                behind + " records, normal is up to " + NORMAL_LAG);
        WorkloadReport report = workload.stop(PATIENCE);
        list.add(
                "acknowledged / lost / duplicated / reordered",
                report.isClean(),
                "%d / %d / %d / %d%s"
                        .formatted(
                                report.acknowledged(),
                                report.lost(),
                                report.duplicated(),
                                report.reordered(),
                                report.isComplete() ? "" : ", not complete: " + report.incompleteBecause()));
        DurabilityPlan again = job.planAgain();
        list.add("planning again", again.isEmpty(), again.isEmpty() ? "nothing to do" : again.steps() + "");
        say("Longest time without an acknowledgement, by phase");
        PhaseLines.print(out, report);
        out.println();
        return list.print(out);
    }

    private static void createTopics(TestCluster cluster) throws InterruptedException, ExecutionException {
        cluster.admin()
                .createTopics(TOPICS.stream()
                        .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                        .toList())
                .all()
                .get();
    }

    private static Workload load(TestCluster cluster) {
        return Workload.builder(cluster.clientConfig())
                .topics(TOPICS.toArray(String[]::new))
                .producer(ProducerSpec.idempotent("reservations"))
                .producer(ProducerSpec.transactional("sections"))
                .group("reservation-service", 2)
                .recordsPerSecond(RECORDS_PER_SECOND)
                .start();
    }

    private static int activeController(TestCluster cluster) {
        return ClusterObserver.builder(cluster.admin())
                .sections(Set.of(Section.QUORUM))
                .build()
                .observe()
                .quorum()
                .value()
                .map(MetadataQuorum::leadership)
                .map(MetadataQuorum.Leadership::leaderId)
                .orElse(1);
    }

    /** Another node leads the quorum, the dead broker is fenced, and every partition has a leader. */
    private static void awaitAnotherController(TestCluster cluster, int victim) {
        ClusterObserver observer = ClusterObserver.builder(cluster.admin())
                .callTimeout(Duration.ofSeconds(3))
                .sections(Set.of(Section.QUORUM, Section.TOPICS))
                .build();
        ClusterWatch.using(observer).await(state -> stillMissing(state, victim), PATIENCE);
    }

    private static List<String> stillMissing(ClusterState state, int victim) {
        boolean led = state.quorum()
                        .value()
                        .map(quorum -> quorum.leadership().leaderId())
                        .orElse(-1)
                != victim;
        boolean fenced = !state.onlineBrokers().contains(victim);
        boolean online = state.topics().isComplete()
                && state.topics().value().orElseThrow().values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .noneMatch(partition -> partition.isOffline() || partition.leader() == victim);
        return led && fenced && online ? List.of() : List.of("the others have not taken over yet");
    }

    private static void awaitFullIsr(TestCluster cluster) {
        ClusterObserver observer = ClusterObserver.builder(cluster.admin())
                .sections(Set.of(Section.QUORUM, Section.TOPICS))
                .build();
        ClusterWatch.using(observer)
                .inARow(LOOKS)
                .await(
                        ClusterConditions.everyIsrFull(name -> true)
                                .and(ClusterConditions.brokersOnline(Set.of(1, 2, 3))),
                        PATIENCE);
    }

    private void say(String what) {
        out.printf("%n== %s%n", what);
    }
}
