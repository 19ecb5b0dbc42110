// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One member of the group: reads, notes what it read, then commits. A client that cannot go on is replaced, and the
 * replacement begins where the group last committed.
 */
final class GroupMember implements Runnable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final LoadContext context;
    private final String name;
    private final Map<String, Object> config;
    private final Set<String> topics;

    GroupMember(LoadContext context, String name, Map<String, Object> config, Set<String> topics) {
        this.context = context;
        this.name = name;
        this.config = Map.copyOf(config);
        this.topics = Set.copyOf(topics);
    }

    String name() {
        return name;
    }

    @Override
    public void run() {
        try {
            while (context.isReading()) {
                member();
                if (context.isReading()) {
                    context.time().sleep(LoadContext.BACKOFF);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.failed(name, "reading", e);
        }
    }

    private void member() {
        Consumer<byte[], byte[]> client = null;
        try {
            client = new KafkaConsumer<>(config);
            CommittedOffsets committed = new CommittedOffsets(context, name, client);
            client.subscribe(topics, committed);
            while (context.isReading() && !Thread.currentThread().isInterrupted()) {
                read(client);
                committed.lookIfDue();
            }
        } catch (KafkaException | IllegalStateException e) {
            context.failed(name, "reading (the client was replaced)", e);
        } finally {
            if (client != null) {
                close(client);
            }
        }
    }

    private void close(Consumer<byte[], byte[]> client) {
        try {
            client.close(CloseOptions.timeout(CALL_TIMEOUT));
        } catch (KafkaException e) {
            context.failed(name, "close", e);
        }
    }

    private void read(Consumer<byte[], byte[]> client) {
        if (context.isReadingPaused()) {
            client.pause(client.assignment());
        } else if (!client.paused().isEmpty()) {
            client.resume(client.paused());
        }
        ConsumerRecords<byte[], byte[]> records = client.poll(POLL);
        long now = context.time().nanos();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            note(record, now);
        }
        for (TopicPartition partition : client.assignment()) {
            notePosition(client, partition);
        }
        if (!records.isEmpty()) {
            commit(client, records);
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record, long now) {
        Integer index = context.history().index(new TopicPartition(record.topic(), record.partition()));
        if (index == null) {
            return;
        }
        RecordCodec.Decoded decoded = context.codec(index).decode(record.value());
        context.history().read(index, record.offset(), decoded);
        if (decoded.isOwn()) {
            context.delivered(index, decoded.stamp().sentNanos(), now);
        }
    }

    private void notePosition(Consumer<byte[], byte[]> client, TopicPartition partition) {
        Integer index = context.history().index(partition);
        if (index == null) {
            return;
        }
        try {
            // Known without asking a broker wherever records have been fetched from; elsewhere the next round will
            // tell.
            long position = client.position(partition, Duration.ofMillis(1));
            context.history().partition(index).reached(position, client.currentLag(partition));
        } catch (TimeoutException e) {
            // Nothing is noted: an old position can only delay the end, not bring it forward.
            return;
        }
    }

    private void commit(Consumer<byte[], byte[]> client, ConsumerRecords<byte[], byte[]> records) {
        try {
            client.commitSync(records.nextOffsets(), CALL_TIMEOUT);
            records.nextOffsets().forEach((partition, next) -> {
                Integer index = context.history().index(partition);
                if (index != null) {
                    context.history().partition(index).committed(next.offset());
                }
            });
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // The partitions have moved or are about to: the next owner reads these records again.
            context.failed(name, "commit", e);
        } catch (KafkaException e) {
            if (!(e instanceof RetriableException)) {
                throw e;
            }
            context.failed(name, "commit", e);
        }
    }
}
