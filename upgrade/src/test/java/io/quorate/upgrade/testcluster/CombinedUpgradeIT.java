// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeExecution;
import io.quorate.upgrade.journal.FileUpgradeJournal;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.version.KafkaVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CombinedUpgradeIT {
    private static final Duration LONGEST = Duration.ofMinutes(8);

    @Test
    void upgradesThreeCombinedNodesUnderLoadAndFinalizes(@TempDir Path directory) throws Exception {
        try (TestCluster cluster =
                TestCluster.builder().nodes(3).version("3.9.2").start()) {
            NewTopic orders = new NewTopic("orders", Optional.of(6), Optional.of((short) 3));
            cluster.admin()
                    .createTopics(List.of(orders.configs(Map.of("min.insync.replicas", "2"))))
                    .all()
                    .get();
            LiveUpgrade live = LiveUpgrade.of(cluster);
            WorkloadReport report;
            UpgradeResult rolled;
            UpgradeResult finalized;
            try (Workload load = Workload.builder(cluster.clientConfig())
                    .topics("orders")
                    .producer(ProducerSpec.idempotent("writer"))
                    .group("readers", 1)
                    .recordsPerSecond(100)
                    .start()) {
                UpgradePlan plan =
                        live.plan(UpgradeRequest.to(KafkaVersion.of("4.3.1")).build());
                System.out.println(plan.describe());
                RollingUpgradeCoordinator coordinator = live.coordinator(FileUpgradeJournal.in(directory))
                        .canary("canary", cluster.clientConfig())
                        .listener(event -> System.out.println(event.at() + " " + event.describe()))
                        .build();
                try (UpgradeExecution run = coordinator.start(plan)) {
                    rolled = run.await(LONGEST);
                }
                System.out.println(rolled.describe());
                assertThat(rolled.outcome()).as(rolled.describe()).isEqualTo(Outcome.ROLLED);
                try (UpgradeExecution run = coordinator.finalizeUpgrade(plan)) {
                    finalized = run.await(LONGEST);
                }
                System.out.println(finalized.describe());
                report = load.stop(Duration.ofSeconds(60));
            }
            assertThat(finalized.outcome()).as(finalized.describe()).isEqualTo(Outcome.FINISHED);
            assertThat(report.isClean()).as(report.describe()).isTrue();
        }
    }
}
