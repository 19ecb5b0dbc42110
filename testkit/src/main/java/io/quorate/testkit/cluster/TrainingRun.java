// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.distribution.QuorateCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A short life of a broker from which an archive of class data is made: formatted, started, asked for a topic, stopped. */
final class TrainingRun {
    private static final Duration TOPIC = Duration.ofSeconds(20);

    private TrainingRun() {}

    static void run(KafkaDistribution distribution, NodeJvm recording, Duration startTimeout) {
        boolean kraft = distribution.release().isAtLeast(3, 3);
        ClusterSpec one = new ClusterSpec(
                distribution,
                kraft ? MetadataStore.KRAFT : MetadataStore.ZOOKEEPER,
                Uuid.randomUuid().toString(),
                List.of(kraft ? NodeSpec.combined(1) : NodeSpec.broker(1)),
                distribution.release().isAtLeast(3, 9) ? Quorum.DYNAMIC : Quorum.STATIC,
                Timeouts.FAST,
                Map.of(),
                Optional.empty());
        ProcessSettings settings =
                new ProcessSettings(recording, null, startTimeout, Wiring.DIRECT, 1, any -> List.of());
        try (ProcessTestCluster cluster = ProcessTestCluster.start(one, settings)) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("training", 1, (short) 1)))
                    .all()
                    .get(TOPIC.toMillis(), TimeUnit.MILLISECONDS);
            StorageTemplate.keep(
                    QuorateCache.ofUser(), distribution, cluster.node(1).dataDirectory());
            cluster.admin().close();
            cluster.stop(1); // the archive is written at its end
        } catch (ExecutionException | TimeoutException e) {
            throw new TestClusterException("The broker that was to make an archive of class data made no topic", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while an archive of class data was made", e);
        }
    }
}
