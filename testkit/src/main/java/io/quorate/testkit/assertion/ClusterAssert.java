// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** Assertions about a cluster, which wait until they hold. */
public final class ClusterAssert extends AwaitingAssert<ClusterAssert> {
    ClusterAssert(Admin actual) {
        super(actual, Awaited.byDefault(), ClusterAssert.class);
    }

    /**
     * Verifies that exactly these brokers are registered and not fenced.
     *
     * @param nodeIds the brokers
     * @return this
     */
    public ClusterAssert hasBrokersOnline(int... nodeIds) {
        NavigableSet<Integer> expected = Seen.sorted(nodeIds);
        return await(
                "the brokers online to be " + expected,
                this::brokers,
                expected::equals,
                online -> "brokers online: " + online);
    }

    /**
     * Verifies that none of these brokers is online: they are fenced, or not registered.
     *
     * @param nodeIds the brokers
     * @return this
     */
    public ClusterAssert hasBrokersOffline(int... nodeIds) {
        NavigableSet<Integer> expected = Seen.sorted(nodeIds);
        return await(
                "the brokers " + expected + " not to be online",
                this::brokers,
                online -> expected.stream().noneMatch(online::contains),
                online -> "brokers online: " + online);
    }

    /**
     * Verifies that every partition of every topic, internal ones included, has a leader and all of its replicas in sync.
     *
     * @return this
     */
    public ClusterAssert isFullyInSync() {
        return await(
                "every partition to have a leader and all of its replicas in sync",
                () -> partitionsThatAreNot(Seen::isFullyInSync),
                List::isEmpty,
                behind -> behind.size() + " partitions have not, among them\n  " + some(behind));
    }

    /**
     * Verifies that every partition of every topic, internal ones included, has a leader.
     *
     * @return this
     */
    public ClusterAssert hasNoOfflinePartitions() {
        return await(
                "every partition to have a leader",
                () -> partitionsThatAreNot(Seen::isLed),
                List::isEmpty,
                offline -> offline.size() + " partitions have none, among them\n  " + some(offline));
    }

    /**
     * Verifies that no replica is being moved.
     *
     * @return this
     */
    public ClusterAssert hasNoOngoingReassignments() {
        return await(
                "no reassignment to be ongoing",
                () -> Awaited.get(actual.listPartitionReassignments().reassignments()),
                ongoing -> ongoing.isEmpty(),
                ongoing -> "ongoing: " + ongoing);
    }

    /**
     * Goes on to a topic.
     *
     * @param name its name
     * @return the topic's assertions, which wait as long as these
     */
    public TopicAssert topic(String name) {
        return new TopicAssert(actual, awaited(), name);
    }

    /**
     * Goes on to a partition.
     *
     * @param topic its topic
     * @param partition its number
     * @return the partition's assertions, which wait as long as these
     */
    public PartitionAssert partition(String topic, int partition) {
        return new PartitionAssert(actual, awaited(), topic, partition);
    }

    /**
     * Goes on to a consumer group.
     *
     * @param groupId its id
     * @return the group's assertions, which wait as long as these
     */
    public GroupAssert group(String groupId) {
        return new GroupAssert(actual, awaited(), groupId);
    }

    /**
     * Goes on to the metadata quorum.
     *
     * @return the quorum's assertions, which wait as long as these
     */
    public QuorumAssert quorum() {
        return new QuorumAssert(actual, awaited());
    }

    private NavigableSet<Integer> brokers() throws ExecutionException, InterruptedException, TimeoutException {
        return Awaited.get(actual.describeCluster().nodes()).stream()
                .map(Node::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> partitionsThatAreNot(Predicate<TopicPartitionInfo> good)
            throws ExecutionException, InterruptedException, TimeoutException {
        Collection<String> names = Awaited.get(
                actual.listTopics(new ListTopicsOptions().listInternal(true)).names());
        Collection<TopicDescription> topics =
                Awaited.get(actual.describeTopics(names).allTopicNames()).values();
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .filter(one -> !good.test(one))
                        .map(one -> Seen.partition(topic.name(), one)))
                .sorted()
                .toList();
    }

    private static String some(List<String> lines) {
        return lines.stream().limit(10).collect(Collectors.joining("\n  "));
    }
}
