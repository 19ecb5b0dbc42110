// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.junit.KafkaTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@KafkaTest(nodes = 1)
class GroupTypesIT {
    private static final int MANY = 5_000;
    private static final int CHUNK = 250;

    @Test
    void groupsOfEveryTypeAreSeenWithTheirMembersAndWhatTheyRead(
            TestCluster cluster, @KafkaTopic String topic, @TempDir Path state) {
        StreamsBuilder topology = new StreamsBuilder();
        topology.stream(topic, Consumed.with(Serdes.String(), Serdes.String())).foreach((key, value) -> {});
        Map<String, Object> application = new HashMap<>(cluster.clientConfig());
        application.put("application.id", topic + "-streams");
        application.put("group.protocol", "streams");
        application.put("state.dir", state.toString());
        application.put("num.stream.threads", 1);
        StreamsConfig streamsConfig = new StreamsConfig(application);
        try (KafkaConsumer<String, String> classic =
                        new KafkaConsumer<>(member(cluster, topic + "-classic", "classic"), text(), text());
                KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(member(cluster, topic + "-consumer", "consumer"), text(), text());
                KafkaShareConsumer<String, String> share =
                        new KafkaShareConsumer<>(share(cluster, topic + "-share"), text(), text());
                KafkaStreams streams = new KafkaStreams(topology.build(), streamsConfig)) {
            streams.start();
            classic.subscribe(List.of(topic));
            consumer.subscribe(List.of(topic));
            share.subscribe(List.of(topic));
            ConsumerGroups groups = ConsumerGroups.builder(cluster.admin())
                    .groups(id -> id.startsWith(topic))
                    .build();
            Map<String, GroupDescription> seen = Map.of();
            for (int looks = 0; looks < 600 && busy(seen) < 4; looks++) {
                classic.poll(Duration.ofMillis(50));
                consumer.poll(Duration.ofMillis(50));
                share.poll(Duration.ofMillis(50));
                seen = described(groups);
            }

            assertType(seen, topic + "-classic", GroupType.CLASSIC, topic);
            assertType(seen, topic + "-consumer", GroupType.CONSUMER, topic);
            assertType(seen, topic + "-share", GroupType.SHARE, topic);
            assertType(seen, topic + "-streams", GroupType.STREAMS, topic);
            assertThat(groups.list().value().orElseThrow()).hasSize(4);
            assertThat(groups.observe().value().orElseThrow())
                    .as("commits of consumers")
                    .containsOnlyKeys(topic + "-classic", topic + "-consumer");
            for (String wrong : List.of(topic + "-share", topic + "-streams")) {
                ResetPlan plan = GroupChanges.using(cluster.admin())
                        .plan(ResetRequest.builder(wrong, new ResetTarget.Earliest())
                                .partitions(Set.of(new TopicPartition(topic, 0)))
                                .build());
                assertThat(plan.problems()).extracting(ResetProblem::kind).contains(ResetProblem.Kind.WRONG_TYPE);
            }
        }
    }

    @Test
    void fiveThousandGroupsAreReadAndDeletedInChunks(TestCluster cluster, @KafkaTopic String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        for (int begin = 0; begin < MANY; begin += CHUNK) {
            List<KafkaFuture<Void>> commits = new ArrayList<>();
            for (int i = begin; i < begin + CHUNK; i++) {
                commits.add(cluster.admin()
                        .alterConsumerGroupOffsets(topic + "-" + i, Map.of(partition, new OffsetAndMetadata(0)))
                        .all());
            }
            KafkaFuture.allOf(commits.toArray(KafkaFuture<?>[]::new)).get(120, TimeUnit.SECONDS);
        }

        Observed<Map<String, ConsumerGroup>> seen = ConsumerGroups.builder(cluster.admin())
                .groups(id -> id.startsWith(topic))
                .callTimeout(Duration.ofSeconds(60))
                .build()
                .observe();
        assertThat(seen.gaps()).isEmpty();
        assertThat(seen.value().orElseThrow()).hasSize(MANY).allSatisfy((id, group) -> assertThat(group.lag())
                .hasValue(new LagSum(0, 0, 0, 0)));

        List<Gap> left = GroupChanges.builder(cluster.admin())
                .callTimeout(Duration.ofSeconds(60))
                .build()
                .deleteGroups(seen.value().orElseThrow().keySet());
        assertThat(left).isEmpty();
        assertThat(ConsumerGroups.builder(cluster.admin())
                        .groups(id -> id.startsWith(topic))
                        .build()
                        .list()
                        .value()
                        .orElseThrow())
                .isEmpty();
    }

    private static void assertType(Map<String, GroupDescription> seen, String group, GroupType type, String topic) {
        assertThat(seen).hasEntrySatisfying(group, one -> {
            assertThat(one.type()).isEqualTo(type);
            assertThat(one.members()).singleElement().satisfies(member -> assertThat(member.assignment())
                    .containsExactly(new TopicPartition(topic, 0)));
        });
    }

    private static Map<String, GroupDescription> described(ConsumerGroups groups) {
        Map<String, GroupDescription> described = new HashMap<>();
        groups.observeMembers().orElse(Map.of()).forEach((id, group) -> group.value()
                .ifPresent(one -> described.put(id, one)));
        return described;
    }

    private static long busy(Map<String, GroupDescription> seen) {
        return seen.values().stream()
                .filter(group -> group.members().stream()
                        .anyMatch(member -> !member.assignment().isEmpty()))
                .count();
    }

    private static Map<String, Object> member(TestCluster cluster, String group, String protocol) {
        Map<String, Object> config = share(cluster, group);
        config.put("group.protocol", protocol);
        config.put("auto.offset.reset", "earliest");
        return config;
    }

    private static Map<String, Object> share(TestCluster cluster, String group) {
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("group.id", group);
        return config;
    }

    private static StringDeserializer text() {
        return new StringDeserializer();
    }
}
