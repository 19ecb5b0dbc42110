// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Topics and groups of a real cluster: as many as two processors carry, so each partition has one replica. */
final class RealTopics {
    private static final int CHUNK = 25;

    private RealTopics() {}

    static void create(Admin admin, String... sizes) throws ExecutionException, InterruptedException {
        int topics = Integer.parseInt(sizes[0]);
        int partitions = Integer.parseInt(sizes[1]);
        for (int from = 0; from < topics; from += CHUNK) {
            admin.createTopics(IntStream.range(from, Math.min(topics, from + CHUNK))
                            .mapToObj(i -> new NewTopic("topic-" + i, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        for (int group = 0; group < Integer.parseInt(sizes[2]); group++) {
            String topic = "topic-" + group % topics;
            Map<TopicPartition, OffsetAndMetadata> commits = IntStream.range(0, partitions)
                    .boxed()
                    .collect(Collectors.toMap(
                            index -> new TopicPartition(topic, index), index -> new OffsetAndMetadata(0)));
            admin.alterConsumerGroupOffsets("group-" + group, commits).all().get();
        }
        System.out.println("created: " + List.of(sizes));
    }
}
