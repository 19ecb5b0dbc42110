// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.Alone;
import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Alone
class MixedReleasesIT {
    private static final KafkaDistribution NEW = KafkaDistribution.of("4.3.1");
    private static final short METADATA_VERSION_OF_3_9 = 21;
    private static final long TEN_SECONDS = Duration.ofSeconds(10).toNanos();

    @Test
    @Timeout(300)
    void twoReleasesServeOneTopicWhichStaysAvailableWhileNodeByNodeChangesItsRelease() throws Exception {
        TestClusterBuilder builder = TestCluster.builder()
                .version("3.9.2")
                .node(NodeSpec.combined(1))
                .node(NodeSpec.combined(2))
                .node(NodeSpec.combined(3).withVersion("4.3.1"));
        try (TestCluster cluster = builder.start()) {
            assertThat(cluster.nodes())
                    .extracting(node -> node.release().toString())
                    .containsExactly("3.9.2", "3.9.2", "4.3.1");
            assertThat(metadataVersion(cluster)).isEqualTo(METADATA_VERSION_OF_3_9);
            cluster.admin()
                    .createTopics(
                            List.of(new NewTopic("kept", 3, (short) 3).configs(Map.of("min.insync.replicas", "2"))))
                    .all()
                    .get();
            try (Workload workload = Workload.builder(cluster.clientConfig())
                    .topics("kept")
                    .producer(ProducerSpec.idempotent("p"))
                    .recordsPerSecond(100)
                    .start()) {
                long shortestAbsence = Long.MAX_VALUE;
                for (int nodeId : new int[] {1, 2}) {
                    assertThatThrownBy(() -> cluster.install(nodeId, NEW)).hasMessageContaining("stop it first");
                    workload.mark("node " + nodeId);
                    cluster.stop(nodeId);
                    long stopped = System.nanoTime();
                    cluster.install(nodeId, NEW);
                    cluster.start(nodeId);
                    shortestAbsence = Math.min(shortestAbsence, System.nanoTime() - stopped);
                    Eventually.within(90, () -> isFull(cluster));
                }
                WorkloadReport report = workload.stop(Duration.ofSeconds(60));
                assertThat(report.isClean()).as(report.describe()).isTrue();
                assertThat(report.acknowledged()).isPositive();
                // Where load makes each start take longer than that, another leader may take longer, too.
                Duration limit = Duration.ofNanos(Math.max(TEN_SECONDS, shortestAbsence));
                assertThat(report.longestTimeWithoutAck()).as(report.describe()).isLessThan(limit);
            }
            assertThat(cluster.nodes())
                    .extracting(node -> node.release().toString())
                    .containsOnly("4.3.1");
            assertThat(metadataVersion(cluster)).isEqualTo(METADATA_VERSION_OF_3_9);
        }
    }

    private static short metadataVersion(TestCluster cluster) throws Exception {
        FinalizedVersionRange range = cluster.admin()
                .describeFeatures()
                .featureMetadata()
                .get()
                .finalizedFeatures()
                .get("metadata.version");
        return Objects.requireNonNull(range).maxVersionLevel();
    }

    private static boolean isFull(TestCluster cluster) throws Exception {
        return cluster.admin().describeTopics(List.of("kept")).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.isr().size() == 3);
    }
}
