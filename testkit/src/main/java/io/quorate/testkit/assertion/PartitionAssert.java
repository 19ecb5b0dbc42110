// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** Assertions about one partition, which wait until they hold. */
public final class PartitionAssert extends AwaitingAssert<PartitionAssert> {
    private final String topic;
    private final int partition;

    PartitionAssert(Admin actual, Awaited awaited, String topic, int partition) {
        super(actual, awaited, PartitionAssert.class);
        this.topic = topic;
        this.partition = partition;
    }

    /**
     * Verifies that a broker leads the partition.
     *
     * @param nodeId the broker
     * @return this
     */
    public PartitionAssert isLedBy(int nodeId) {
        return isLedByAnyOf(nodeId);
    }

    /**
     * Verifies that one of these brokers leads the partition.
     *
     * @param nodeIds the brokers
     * @return this
     */
    public PartitionAssert isLedByAnyOf(int... nodeIds) {
        NavigableSet<Integer> expected = Seen.sorted(nodeIds);
        return awaitPartition(
                "to be led by one of " + expected,
                one -> Seen.isLed(one) && expected.contains(one.leader().id()));
    }

    /**
     * Verifies that the partition has no leader.
     *
     * @return this
     */
    public PartitionAssert isOffline() {
        return awaitPartition("to have no leader", one -> !Seen.isLed(one));
    }

    /**
     * Verifies the replicas.
     *
     * @param nodeIds the brokers that hold them, the preferred leader first
     * @return this
     */
    public PartitionAssert hasReplicas(int... nodeIds) {
        List<Integer> expected = Arrays.stream(nodeIds).boxed().toList();
        return awaitPartition("to have the replicas " + expected + " in this order", one -> Seen.ids(one.replicas())
                .equals(expected));
    }

    /**
     * Verifies which replicas are in sync.
     *
     * @param nodeIds the brokers that hold them, in any order
     * @return this
     */
    public PartitionAssert hasInSyncReplicas(int... nodeIds) {
        NavigableSet<Integer> expected = Seen.sorted(nodeIds);
        return awaitPartition(
                "to have the ISR " + expected, one -> Seen.sortedIds(one.isr()).equals(expected));
    }

    /**
     * Verifies that the partition has a leader and all of its replicas in sync.
     *
     * @return this
     */
    public PartitionAssert isFullyInSync() {
        return awaitPartition("to have a leader and all replicas in sync", Seen::isFullyInSync);
    }

    private PartitionAssert awaitPartition(String expected, Predicate<TopicPartitionInfo> fits) {
        return await(
                "partition %s-%d %s".formatted(topic, partition, expected),
                this::observe,
                seen -> seen.filter(fits).isPresent(),
                seen -> seen.map(one -> Seen.partition(topic, one)).orElse("no such partition"));
    }

    private Optional<TopicPartitionInfo> observe() throws ExecutionException, InterruptedException, TimeoutException {
        TopicDescription seen = TopicAssert.describe(actual, topic);
        return seen == null
                ? Optional.empty()
                : seen.partitions().stream()
                        .filter(one -> one.partition() == partition)
                        .findFirst();
    }
}
