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
import org.apache.kafka.common.config.ConfigResource;

/** The calls of one look of a monitor, whose answers nobody looks at. */
final class RawCalls {
    private static final int CHUNK = 200;
    private static final int OFFSETS = 1000;

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
        for (KafkaFuture<Map<String, Map<TopicPartition, OffsetAndMetadata>>> commit : commits) {
            commit.get().values().forEach(offsets -> offsets.keySet().forEach(partition -> {
                ends.put(partition, OffsetSpec.latest());
            }));
        }
        offsets(admin, List.copyOf(ends.keySet()), OffsetSpec.latest());
        offsets(admin, List.copyOf(ends.keySet()), OffsetSpec.earliest());
    }

    private static void offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        List<KafkaFuture<?>> asked = new ArrayList<>();
        for (int from = 0; from < partitions.size(); from += OFFSETS) {
            Map<TopicPartition, OffsetSpec> chunk = new HashMap<>();
            partitions
                    .subList(from, Math.min(partitions.size(), from + OFFSETS))
                    .forEach(partition -> chunk.put(partition, which));
            asked.add(admin.listOffsets(chunk).all());
        }
        await(asked);
    }

    /** What is asked at the first look only, and then every few minutes. */
    static void configs(Admin admin) throws ExecutionException, InterruptedException {
        List<String> names = List.copyOf(admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get());
        List<KafkaFuture<?>> asked = new ArrayList<>();
        for (int from = 0; from < names.size(); from += CHUNK) {
            asked.add(admin.describeConfigs(names.subList(from, Math.min(names.size(), from + CHUNK)).stream()
                            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                            .toList())
                    .all());
        }
        await(asked);
        admin.describeLogDirs(List.of(1, 2, 3)).allDescriptions().get();
    }

    private static void await(List<KafkaFuture<?>> asked) throws ExecutionException, InterruptedException {
        for (KafkaFuture<?> future : asked) {
            future.get();
        }
    }
}
