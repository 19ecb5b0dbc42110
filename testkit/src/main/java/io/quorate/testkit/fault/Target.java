// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import org.apache.kafka.common.TopicPartition;

/** The node that a fault is for, looked up when the fault begins. */
@FunctionalInterface
public interface Target {
    /**
     * Returns the node as of now.
     *
     * @param cluster the cluster to look at
     * @return a node id
     * @throws FaultException if there is none
     */
    int nodeId(TestCluster cluster);

    /**
     * Returns a node by its id.
     *
     * @param nodeId the id
     * @return that node
     */
    static Target node(int nodeId) {
        return cluster -> cluster.node(nodeId).nodeId();
    }

    /**
     * Returns the active controller: the leader of the metadata quorum, or the broker that ZooKeeper elected.
     *
     * @return whichever node has this role
     */
    static Target activeController() {
        return cluster -> new Roles(cluster).activeController();
    }

    /**
     * Returns the leader of a partition.
     *
     * @param partition a partition
     * @return whichever broker leads it
     */
    static Target leaderOf(TopicPartition partition) {
        return cluster -> new Roles(cluster).leaderOf(partition);
    }

    /**
     * Returns the leader of a partition.
     *
     * @param topic a topic
     * @param partition the number of one of its partitions
     * @return whichever broker leads it
     */
    static Target leaderOf(String topic, int partition) {
        return leaderOf(new TopicPartition(topic, partition));
    }

    /**
     * Returns the coordinator of a consumer group.
     *
     * @param groupId a group that has been used
     * @return whichever broker coordinates it
     */
    static Target coordinatorOf(String groupId) {
        return cluster -> new Roles(cluster).coordinatorOf(groupId);
    }
}
