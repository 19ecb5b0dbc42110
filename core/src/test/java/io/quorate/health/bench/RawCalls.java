// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The calls of one look of a monitor, whose answers nobody looks at. */
final class RawCalls {
    private static final int CHUNK = 200;

    private RawCalls() {}

    static void look(Admin admin) throws ExecutionException, InterruptedException {
        admin.describeCluster(new DescribeClusterOptions().includeFencedBrokers(true))
                .nodes()
                .get();
        admin.describeMetadataQuorum().quorumInfo().get();
        List<String> names = List.copyOf(admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get());
        List<KafkaFuture<?>> asked = new ArrayList<>();
        for (int from = 0; from < names.size(); from += CHUNK) {
            asked.add(admin.describeTopics(names.subList(from, Math.min(names.size(), from + CHUNK)))
                    .allTopicNames());
        }
        asked.add(admin.listPartitionReassignments().reassignments());
        await(asked);
        groups(admin);
    }

    private static void groups(Admin admin) throws ExecutionException, InterruptedException {
        List<String> groups = admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .toList();
        List<KafkaFuture<?>> asked = new ArrayList<>();
        List<KafkaFuture<Map<String, Map<TopicPartition, OffsetAndMetadata>>>> commits = new ArrayList<>();
        for (int from = 0; from < groups.size(); from += CHUNK) {
            List<String> chunk = groups.subList(from, Math.min(groups.size(), from + CHUNK));
            asked.add(admin.describeConsumerGroups(chunk).all());
            Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
            chunk.forEach(group -> specs.put(group, new ListConsumerGroupOffsetsSpec()));
            commits.add(admin.listConsumerGroupOffsets(specs).all());
        }
        await(asked);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        Map<TopicPartition, OffsetSpec> begins = new HashMap<>();
        for (KafkaFuture<Map<String, Map<TopicPartition, OffsetAndMetadata>>> commit : commits) {
            commit.get().values().forEach(offsets -> offsets.keySet().forEach(partition -> {
                ends.put(partition, OffsetSpec.latest());
                begins.put(partition, OffsetSpec.earliest());
            }));
        }
        admin.listOffsets(ends).all().get();
        admin.listOffsets(begins).all().get();
    }

    private static void await(List<KafkaFuture<?>> asked) throws ExecutionException, InterruptedException {
        for (KafkaFuture<?> future : asked) {
            future.get();
        }
    }
}
