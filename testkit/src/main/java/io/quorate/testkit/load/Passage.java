// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Reads the topic to which an application copies the records of a workload that has ended, until the application has
 * committed that it has read all of them, and from there to the end.
 */
final class Passage {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final LoadHistory history;
    private final PassageJudge judge;
    private final Time time;
    private final long deadline;

    Passage(LoadHistory history, List<RecordCodec> codecs, Time time, Duration atMost) {
        this.history = history;
        this.judge = new PassageJudge(history, codecs);
        this.time = time;
        this.deadline = time.nanos() + atMost.toNanos();
    }

    /** Reads with a consumer that is configured as if it were of the application's group, which it does not join. */
    PassageReport read(Map<String, Object> config, String topic) throws InterruptedException {
        Consumer<byte[], byte[]> client = new KafkaConsumer<>(config);
        try {
            List<TopicPartition> partitions = partitions(client, topic);
            if (partitions.isEmpty()) {
                return judge.report(List.of("topic " + topic + " was not found"));
            }
            client.assign(partitions);
            client.seekToBeginning(partitions);
            List<String> behind = behind(client);
            while (!behind.isEmpty() && !isLate()) {
                poll(client);
                behind = behind(client);
            }
            if (!behind.isEmpty()) {
                return judge.report(behind);
            }
            List<String> unread = unread(client, partitions);
            while (!unread.isEmpty() && !isLate()) {
                poll(client);
                unread = unread(client, partitions);
            }
            return judge.report(unread);
        } finally {
            client.close(CloseOptions.timeout(CALL_TIMEOUT));
        }
    }

    private boolean isLate() {
        return time.nanos() - deadline >= 0;
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> client, String topic) throws InterruptedException {
        while (true) {
            try {
                List<TopicPartition> found = client.partitionsFor(topic, CALL_TIMEOUT).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
                if (!found.isEmpty() || isLate()) {
                    return found;
                }
            } catch (KafkaException e) {
                failUnlessPassing(e);
            }
            time.sleep(LoadContext.BACKOFF);
        }
    }

    private void poll(Consumer<byte[], byte[]> client) {
        for (ConsumerRecord<byte[], byte[]> one : client.poll(POLL)) {
            judge.read(new TopicPartition(one.topic(), one.partition()), one.offset(), one.value());
        }
    }

    /** What the application has not committed yet to have read. */
    private List<String> behind(Consumer<byte[], byte[]> client) {
        Set<TopicPartition> sources = history.allPartitions();
        Map<TopicPartition, OffsetAndMetadata> committed;
        try {
            committed = client.committed(sources, CALL_TIMEOUT);
        } catch (KafkaException e) {
            failUnlessPassing(e);
            return List.of(
                    "the committed offsets of group " + client.groupMetadata().groupId() + " could not be read: " + e);
        }
        List<String> behind = new ArrayList<>();
        for (PartitionHistory source : history.partitions()) {
            long end = PassageJudge.end(source);
            OffsetAndMetadata seen = committed.get(source.partition());
            if (end > 0 && (seen == null || seen.offset() < end)) {
                behind.add(
                        "group %s has committed %s of %s, which has acknowledged records up to offset %d: is the application running?"
                                .formatted(
                                        client.groupMetadata().groupId(),
                                        seen == null ? "nothing" : "offset " + seen.offset(),
                                        source.partition(),
                                        end - 1));
            }
        }
        return behind;
    }

    private List<String> unread(Consumer<byte[], byte[]> client, List<TopicPartition> partitions) {
        try {
            Map<TopicPartition, Long> ends = client.endOffsets(partitions, CALL_TIMEOUT);
            List<String> unread = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                long position = client.position(partition, CALL_TIMEOUT);
                if (position < ends.getOrDefault(partition, Long.MAX_VALUE)) {
                    unread.add("%s was read up to offset %d of %d".formatted(partition, position, ends.get(partition)));
                }
            }
            return unread;
        } catch (KafkaException e) {
            failUnlessPassing(e);
            return List.of("the end offsets of " + partitions + " could not be read: " + e);
        }
    }

    private static void failUnlessPassing(KafkaException e) {
        if (!(e instanceof RetriableException)) {
            throw new WorkloadException("Did not judge what went through an application: " + e, e);
        }
    }
}
