// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks where the logs end, before the first record and after the last. */
final class LogEnds {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> config;
    private final Time time;

    /**
     * Prepares to ask.
     *
     * @param config of a consumer with {@code isolation.level=read_uncommitted}: the end that counts is the high watermark,
     *     which a transaction that hangs does not hold back
     */
    LogEnds(Map<String, Object> config, Time time) {
        this.config = Map.copyOf(config);
        this.time = time;
    }

    /** Returns where every partition of the topics ends, and commits that as the group's start. */
    Map<TopicPartition, Long> begin(Set<String> topics, Duration timeout) throws InterruptedException {
        long deadline = time.nanos() + timeout.toNanos();
        Consumer<byte[], byte[]> client = new KafkaConsumer<>(config);
        try {
            while (true) {
                try {
                    return begin(client, topics);
                } catch (KafkaException e) {
                    if (!(e instanceof RetriableException) || time.nanos() - deadline >= 0) {
                        throw new WorkloadException(
                                "Did not start the workload on %s: the topics' partitions and end offsets could not be read, or the group's start not committed, within %s: %s. Check that the brokers are up, that the topics exist, and that the group has no other members."
                                        .formatted(topics, timeout, e),
                                e);
                    }
                    time.sleep(LoadContext.BACKOFF);
                }
            }
        } finally {
            client.close(CloseOptions.timeout(CALL_TIMEOUT));
        }
    }

    private static Map<TopicPartition, Long> begin(Consumer<byte[], byte[]> client, Set<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        for (String topic : topics) {
            List<PartitionInfo> found = client.partitionsFor(topic, CALL_TIMEOUT);
            found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            if (found.isEmpty()) {
                missing.add(topic);
            }
        }
        if (!missing.isEmpty()) {
            // Retriable: a broker may hear of a new topic later than the caller did.
            throw new UnknownTopicOrPartitionException("topics " + missing + " do not exist");
        }
        Map<TopicPartition, Long> ends = client.endOffsets(partitions, CALL_TIMEOUT);
        Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
        ends.forEach((partition, end) -> start.put(partition, new OffsetAndMetadata(end)));
        client.assign(partitions);
        client.commitSync(start, CALL_TIMEOUT);
        client.unsubscribe();
        return ends;
    }

    /** Waits until the group has read every partition to its end, at most for the given time; what it saw is in the history. */
    Optional<KafkaException> awaitReadToEnd(LoadHistory history, Duration timeout) throws InterruptedException {
        long deadline = time.nanos() + timeout.toNanos();
        KafkaException lastFailure = null;
        Consumer<byte[], byte[]> client = new KafkaConsumer<>(config);
        try {
            while (true) {
                List<PartitionHistory> left = history.partitions().stream()
                        .filter(one -> !one.isReadToEnd())
                        .toList();
                if (left.isEmpty()) {
                    return Optional.empty();
                }
                for (List<PartitionHistory> asked : lastFailure == null ? List.of(left) : oneByOne(left)) {
                    if (time.nanos() - deadline >= 0) {
                        return Optional.ofNullable(lastFailure);
                    }
                    try {
                        ask(client, asked);
                    } catch (KafkaException e) {
                        lastFailure = e;
                    }
                }
                time.sleep(Duration.ofMillis(100));
            }
        } finally {
            client.close(CloseOptions.timeout(CALL_TIMEOUT));
        }
    }

    /** Looks whether the group's committed offsets are still where they were acknowledged to be, and for new partitions. */
    Optional<KafkaException> lookAtCommitted(LoadContext context) throws InterruptedException {
        try (Consumer<byte[], byte[]> client = new KafkaConsumer<>(config)) {
            CommittedOffsets.look(context, client, context.history().allPartitions(), CALL_TIMEOUT);
            context.history()
                    .partitionsAtTheEnd(context.history().partitions().stream()
                            .map(one -> one.partition().topic())
                            .distinct()
                            .flatMap(topic -> client.partitionsFor(topic, CALL_TIMEOUT).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList());
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(e);
        }
    }

    /** One partition without a leader fails the whole question; asked one by one, the others answer. */
    private static List<List<PartitionHistory>> oneByOne(Collection<PartitionHistory> partitions) {
        return partitions.stream().map(List::of).toList();
    }

    private static void ask(Consumer<byte[], byte[]> client, List<PartitionHistory> asked) {
        Map<TopicPartition, Long> ends = client.endOffsets(
                asked.stream().map(PartitionHistory::partition).toList(), Duration.ofSeconds(2));
        for (PartitionHistory one : asked) {
            Long end = ends.get(one.partition());
            if (end == null) {
                throw new TimeoutException("no end offset for " + one.partition());
            }
            one.endsAt(end);
        }
    }
}
