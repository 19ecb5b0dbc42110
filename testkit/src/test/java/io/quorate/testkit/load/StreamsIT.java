// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static io.quorate.testkit.assertion.KafkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real application of Kafka Streams between the workload's topic and the one that is judged. */
class StreamsIT {
    private static final Duration DRAIN = Duration.ofSeconds(150);

    @TempDir
    Path state;

    @Test
    void whatStreamsCopiesIsThereExactlyOnceAlthoughABrokerIsKilledAndPartitionsAreAdded() throws Exception {
        try (TestCluster cluster = TestCluster.builder().start()) {
            cluster.admin()
                    .createTopics(List.of(topic("in"), topic("out"), topic("other")))
                    .all()
                    .get();
            try (KafkaStreams streams = copy(cluster);
                    Workload workload = Workload.builder(cluster.clientConfig())
                            .topics("in")
                            .producer(ProducerSpec.idempotent("idempotent"))
                            .producer(ProducerSpec.transactional("transactional"))
                            .start()) {
                streams.start();
                cluster.kill(2);
                cluster.start(2);
                assertThatThrownBy(() -> workload.judgePassage("copier", "out", DRAIN))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("Stop it first");
                cluster.admin()
                        .createPartitions(Map.of("in", NewPartitions.increaseTo(4)))
                        .all()
                        .get();
                // Brokers hear of the new partition one after the other, and the end of the workload asks one of them.
                assertThat(cluster).topic("in").hasPartitions(4).isFullyInSync();
                WorkloadReport before = workload.stop(DRAIN);
                before.throwIfNotClean();
                assertThat(before.partitionsAddedLater()).containsExactly(new TopicPartition("in", 3));

                PassageReport through = workload.judgePassage("copier", "out", DRAIN);
                through.throwIfNotClean();
                assertThat(through.acknowledged()).isGreaterThan(500);

                PassageReport elsewhere = workload.judgePassage("copier", "other", DRAIN);
                assertThat(elsewhere.faults().lost()).isEqualTo(through.acknowledged());
                PassageReport byNobody = workload.judgePassage("nobody", "out", Duration.ofSeconds(1));
                assertThat(byNobody.isClean()).isFalse();
                assertThat(byNobody.faults().lost()).isZero();
                assertThat(byNobody.describe()).contains("group nobody has committed nothing of in-0");
            }
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 3, (short) 3).configs(Map.of("min.insync.replicas", "2"));
    }

    private KafkaStreams copy(TestCluster cluster) {
        StreamsBuilder topology = new StreamsBuilder();
        topology.stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to("out", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        Properties config = new Properties();
        config.putAll(StreamsProperties.exactlyOnce(cluster.clientConfig(), "copier", 3, state));
        return new KafkaStreams(topology.build(), config);
    }
}
