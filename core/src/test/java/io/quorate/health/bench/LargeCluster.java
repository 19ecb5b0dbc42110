// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData;

/** What brokers of a large cluster would answer. All is well with it; its logs grow with each look. */
final class LargeCluster {
    static final int NODES = 3;

    private final int partitionsEach;
    private final int groups;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Uuid> ids = new HashMap<>();
    private final AtomicLong end = new AtomicLong(1_000);

    LargeCluster(int topics, int partitionsEach, int groups) {
        this.partitionsEach = partitionsEach;
        this.groups = groups;
        for (int i = 0; i < topics; i++) {
            String name = String.format("topic-%05d", i);
            names.add(name);
            ids.put(name, new Uuid(1 + i, 4711));
        }
    }

    List<String> topics() {
        return names;
    }

    void grow() {
        end.addAndGet(10);
    }

    MetadataResponseData metadata(MetadataResponseData response, boolean withTopics) {
        if (withTopics) {
            for (String name : names) {
                MetadataResponseData.MetadataResponseTopic topic = new MetadataResponseData.MetadataResponseTopic()
                        .setName(name)
                        .setTopicId(id(name));
                for (int index = 0; index < partitionsEach; index++) {
                    topic.partitions()
                            .add(new MetadataResponseData.MetadataResponsePartition()
                                    .setPartitionIndex(index)
                                    .setLeaderId(replicas(index).get(0))
                                    .setLeaderEpoch(1)
                                    .setReplicaNodes(replicas(index))
                                    .setIsrNodes(replicas(index)));
                }
                response.topics().add(topic);
            }
        }
        return response;
    }

    private Uuid id(String name) {
        return ids.getOrDefault(name, Uuid.ZERO_UUID);
    }

    private static List<Integer> replicas(int index) {
        int first = index % NODES;
        return List.of(first + 1, (first + 1) % NODES + 1, (first + 2) % NODES + 1);
    }

    DescribeTopicPartitionsResponseData describe(DescribeTopicPartitionsRequestData request) {
        DescribeTopicPartitionsResponseData response = new DescribeTopicPartitionsResponseData();
        for (DescribeTopicPartitionsRequestData.TopicRequest asked : request.topics()) {
            var topic = new DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic()
                    .setName(asked.name())
                    .setTopicId(id(asked.name()));
            for (int index = 0; index < partitionsEach; index++) {
                topic.partitions()
                        .add(new DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition()
                                .setPartitionIndex(index)
                                .setLeaderId(replicas(index).get(0))
                                .setLeaderEpoch(1)
                                .setReplicaNodes(replicas(index))
                                .setIsrNodes(replicas(index))
                                .setEligibleLeaderReplicas(List.of())
                                .setLastKnownElr(List.of()));
            }
            response.topics().add(topic);
        }
        return response;
    }

    DescribeConfigsResponseData configs(DescribeConfigsRequestData request) {
        DescribeConfigsResponseData response = new DescribeConfigsResponseData();
        for (DescribeConfigsRequestData.DescribeConfigsResource asked : request.resources()) {
            var result = new DescribeConfigsResponseData.DescribeConfigsResult()
                    .setResourceName(asked.resourceName())
                    .setResourceType(asked.resourceType());
            result.configs()
                    .add(new DescribeConfigsResponseData.DescribeConfigsResourceResult()
                            .setName("min.insync.replicas")
                            .setValue("2")
                            .setConfigSource((byte) 1));
            response.results().add(result);
        }
        return response;
    }

    ListGroupsResponseData groupsOf(int nodeId) {
        ListGroupsResponseData response = new ListGroupsResponseData();
        for (int i = nodeId - 1; i < groups; i += NODES) {
            response.groups()
                    .add(new ListGroupsResponseData.ListedGroup()
                            .setGroupId(group(i))
                            .setProtocolType("consumer")
                            .setGroupState("Stable")
                            .setGroupType("consumer"));
        }
        return response;
    }

    private static String group(int i) {
        return "group-" + i;
    }

    static int coordinator(String group) {
        return number(group) % NODES + 1;
    }

    private static int number(String group) {
        return Integer.parseInt(group.substring(group.indexOf('-') + 1));
    }

    private String topicOf(String group) {
        return names.get(number(group) % names.size());
    }

    ConsumerGroupDescribeResponseData describe(ConsumerGroupDescribeRequestData request) {
        ConsumerGroupDescribeResponseData response = new ConsumerGroupDescribeResponseData();
        for (String id : request.groupIds()) {
            String topic = topicOf(id);
            List<Integer> all = new ArrayList<>();
            for (int index = 0; index < partitionsEach; index++) {
                all.add(index);
            }
            var assignment = new ConsumerGroupDescribeResponseData.Assignment()
                    .setTopicPartitions(List.of(new ConsumerGroupDescribeResponseData.TopicPartitions()
                            .setTopicId(id(topic))
                            .setTopicName(topic)
                            .setPartitions(all)));
            response.groups()
                    .add(new ConsumerGroupDescribeResponseData.DescribedGroup()
                            .setGroupId(id)
                            .setGroupState("Stable")
                            .setAssignorName("uniform")
                            .setMembers(List.of(new ConsumerGroupDescribeResponseData.Member()
                                    .setMemberId("member-of-" + id)
                                    .setClientId("client")
                                    .setClientHost("/127.0.0.1")
                                    .setSubscribedTopicNames(List.of(topic))
                                    .setAssignment(assignment)
                                    .setTargetAssignment(assignment))));
        }
        return response;
    }

    OffsetFetchResponseData commits(OffsetFetchRequestData request) {
        OffsetFetchResponseData response = new OffsetFetchResponseData();
        for (OffsetFetchRequestData.OffsetFetchRequestGroup asked : request.groups()) {
            var topic = new OffsetFetchResponseData.OffsetFetchResponseTopics().setName(topicOf(asked.groupId()));
            for (int index = 0; index < partitionsEach; index++) {
                topic.partitions()
                        .add(new OffsetFetchResponseData.OffsetFetchResponsePartitions()
                                .setPartitionIndex(index)
                                .setCommittedOffset(end.get() - end.get() / 10 % 4));
            }
            response.groups()
                    .add(new OffsetFetchResponseData.OffsetFetchResponseGroup()
                            .setGroupId(asked.groupId())
                            .setTopics(List.of(topic)));
        }
        return response;
    }

    ListOffsetsResponseData ends(ListOffsetsRequestData request) {
        ListOffsetsResponseData response = new ListOffsetsResponseData();
        for (ListOffsetsRequestData.ListOffsetsTopic asked : request.topics()) {
            var topic = new ListOffsetsResponseData.ListOffsetsTopicResponse().setName(asked.name());
            for (ListOffsetsRequestData.ListOffsetsPartition partition : asked.partitions()) {
                // -2 asks for the begin of the log.
                long offset = partition.timestamp() == -2 ? 0 : end.get();
                topic.partitions()
                        .add(new ListOffsetsResponseData.ListOffsetsPartitionResponse()
                                .setPartitionIndex(partition.partitionIndex())
                                .setOffset(offset)
                                .setLeaderEpoch(1));
            }
            response.topics().add(topic);
        }
        return response;
    }
}
