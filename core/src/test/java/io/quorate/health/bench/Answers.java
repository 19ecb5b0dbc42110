// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.bench;

import java.util.List;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/** One answer for each request that a monitor sends. */
final class Answers {
    private static final String HOST = "127.0.0.1";
    private static final String CLUSTER = "simulated-cluster-id-1";
    private static final List<ApiKeys> KNOWN = List.of(
            ApiKeys.API_VERSIONS,
            ApiKeys.METADATA,
            ApiKeys.DESCRIBE_CLUSTER,
            ApiKeys.DESCRIBE_QUORUM,
            ApiKeys.DESCRIBE_TOPIC_PARTITIONS,
            ApiKeys.DESCRIBE_CONFIGS,
            ApiKeys.DESCRIBE_LOG_DIRS,
            ApiKeys.LIST_PARTITION_REASSIGNMENTS,
            ApiKeys.LIST_GROUPS,
            ApiKeys.FIND_COORDINATOR,
            ApiKeys.CONSUMER_GROUP_DESCRIBE,
            ApiKeys.OFFSET_FETCH,
            ApiKeys.LIST_OFFSETS);

    private final LargeCluster cluster;
    private final List<Integer> ports;
    private final MetadataResponseData all;

    Answers(LargeCluster cluster, List<Integer> ports) {
        this.cluster = cluster;
        this.ports = ports;
        this.all = cluster.metadata(brokers(), true);
    }

    ApiMessage to(int nodeId, ApiMessage request) {
        if (request instanceof ApiVersionsRequestData) {
            return versions();
        } else if (request instanceof MetadataRequestData asked) {
            return asked.topics() == null
                    ? all
                    : cluster.metadata(brokers(), !asked.topics().isEmpty());
        } else if (request instanceof DescribeClusterRequestData) {
            return describeCluster();
        } else if (request instanceof DescribeQuorumRequestData) {
            return quorum();
        } else if (request instanceof DescribeTopicPartitionsRequestData asked) {
            return cluster.describe(asked);
        } else if (request instanceof DescribeConfigsRequestData asked) {
            return cluster.configs(asked);
        } else if (request instanceof DescribeLogDirsRequestData) {
            return logDirs();
        } else if (request instanceof ListPartitionReassignmentsRequestData) {
            return new ListPartitionReassignmentsResponseData();
        } else if (request instanceof ListGroupsRequestData) {
            return cluster.groupsOf(nodeId);
        } else if (request instanceof FindCoordinatorRequestData asked) {
            return coordinators(asked);
        } else if (request instanceof ConsumerGroupDescribeRequestData asked) {
            return cluster.describe(asked);
        } else if (request instanceof OffsetFetchRequestData asked) {
            return cluster.commits(asked);
        } else if (request instanceof ListOffsetsRequestData asked) {
            return cluster.ends(asked);
        }
        throw new IllegalArgumentException("No answer to " + request);
    }

    private static ApiVersionsResponseData versions() {
        ApiVersionsResponseData response = new ApiVersionsResponseData();
        for (ApiKeys key : KNOWN) {
            // Version 10 of OffsetFetch names topics by id.
            short max = key == ApiKeys.OFFSET_FETCH ? 9 : key.latestVersion();
            response.apiKeys()
                    .add(new ApiVersionsResponseData.ApiVersion()
                            .setApiKey(key.id)
                            .setMinVersion(key.oldestVersion())
                            .setMaxVersion(max));
        }
        response.setFinalizedFeaturesEpoch(1);
        feature(response, "metadata.version", (short) 30);
        feature(response, "kraft.version", (short) 1);
        return response;
    }

    private static void feature(ApiVersionsResponseData response, String name, short level) {
        response.finalizedFeatures()
                .add(new ApiVersionsResponseData.FinalizedFeatureKey()
                        .setName(name)
                        .setMinVersionLevel(level)
                        .setMaxVersionLevel(level));
        response.supportedFeatures()
                .add(new ApiVersionsResponseData.SupportedFeatureKey()
                        .setName(name)
                        .setMinVersion((short) 0)
                        .setMaxVersion(level));
    }

    private MetadataResponseData brokers() {
        MetadataResponseData response = new MetadataResponseData();
        response.setClusterId(CLUSTER);
        response.setControllerId(1);
        for (int i = 0; i < ports.size(); i++) {
            response.brokers()
                    .add(new MetadataResponseData.MetadataResponseBroker()
                            .setNodeId(i + 1)
                            .setHost(HOST)
                            .setPort(ports.get(i))
                            .setRack("rack-" + i));
        }
        return response;
    }

    private DescribeClusterResponseData describeCluster() {
        DescribeClusterResponseData response = new DescribeClusterResponseData();
        response.setClusterId(CLUSTER);
        response.setControllerId(1);
        response.setEndpointType((byte) 1);
        for (int i = 0; i < ports.size(); i++) {
            response.brokers()
                    .add(new DescribeClusterResponseData.DescribeClusterBroker()
                            .setBrokerId(i + 1)
                            .setHost(HOST)
                            .setPort(ports.get(i))
                            .setRack("rack-" + i));
        }
        return response;
    }

    private static DescribeQuorumResponseData quorum() {
        long now = java.time.Clock.systemUTC().millis();
        DescribeQuorumResponseData.PartitionData partition = new DescribeQuorumResponseData.PartitionData()
                .setLeaderId(1)
                .setLeaderEpoch(3)
                .setHighWatermark(9_000);
        for (int id = 1; id <= LargeCluster.NODES; id++) {
            partition
                    .currentVoters()
                    .add(new DescribeQuorumResponseData.ReplicaState()
                            .setReplicaId(id)
                            .setLogEndOffset(9_000)
                            .setLastFetchTimestamp(now)
                            .setLastCaughtUpTimestamp(now));
        }
        return new DescribeQuorumResponseData()
                .setTopics(List.of(new DescribeQuorumResponseData.TopicData()
                        .setTopicName("__cluster_metadata")
                        .setPartitions(List.of(partition))));
    }

    private static DescribeLogDirsResponseData logDirs() {
        return new DescribeLogDirsResponseData()
                .setResults(List.of(new DescribeLogDirsResponseData.DescribeLogDirsResult()
                        .setLogDir("/data")
                        .setTotalBytes(1_000_000)
                        .setUsableBytes(600_000)));
    }

    private FindCoordinatorResponseData coordinators(FindCoordinatorRequestData asked) {
        FindCoordinatorResponseData response = new FindCoordinatorResponseData();
        for (String key : asked.coordinatorKeys()) {
            int nodeId = LargeCluster.coordinator(key);
            response.coordinators()
                    .add(new FindCoordinatorResponseData.Coordinator()
                            .setKey(key)
                            .setNodeId(nodeId)
                            .setHost(HOST)
                            .setPort(ports.get(nodeId - 1)));
        }
        return response;
    }
}
