// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.distribution.KafkaDistribution;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OlderReleasesIT {
    @ParameterizedTest
    @ValueSource(strings = {"3.3.2", "3.7.2"})
    void threeNodesOfAReleaseWithStaticQuorumServeATopic(String version) throws Exception {
        try (TestCluster cluster = TestCluster.builder().version(version).start()) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("old", 1, (short) 3)))
                    .all()
                    .get();
            assertThat(cluster.admin()
                            .describeMetadataQuorum()
                            .quorumInfo()
                            .get()
                            .voters())
                    .hasSize(3);
        }
    }

    @Test
    void aNodeOfAnOlderReleaseGetsNewBinariesOnTheSameDisk() throws Exception {
        try (TestCluster cluster =
                TestCluster.builder().version("3.9.2").nodes(1).start()) {
            assertThat(cluster.admin()
                            .describeMetadataQuorum()
                            .quorumInfo()
                            .get()
                            .voters())
                    .extracting(QuorumInfo.ReplicaState::replicaId)
                    .containsExactly(1);
            cluster.admin()
                    .createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();

            cluster.stop(1);
            cluster.install(1, KafkaDistribution.of("4.3.1"));
            cluster.start(1);
            assertThat(cluster.node(1).release()).hasToString("4.3.1");
            assertThat(cluster.node(1).logFile()).content().contains("Kafka version: 3.9.2", "Kafka version: 4.3.1");
            assertThat(cluster.admin().listTopics().names().get()).contains("kept");
        }
    }
}
