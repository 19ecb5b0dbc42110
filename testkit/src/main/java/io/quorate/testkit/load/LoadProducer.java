// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.RecordCodec.Stamp;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * One producer thread: sends numbered records to every partition in turn until it is told to stop, whatever the cluster does.
 *
 * <p>A client that cannot go on (fenced, out of sequence, in an error state) is closed and replaced. Its records in flight
 * keep an unknown outcome, and the next client writes as another incarnation, so that a late request of the first is not
 * mistaken for a reordering.
 */
abstract class LoadProducer implements Runnable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_INCARNATION = 0xffff;

    private final LoadContext context;
    private final String name;
    private final int index;
    private final Map<String, Object> config;
    private final Pace pace;
    private int incarnation = -1;
    private int turn;
    private volatile boolean broken;
    private volatile boolean stoppedByBound;
    private volatile Duration timeToFinish = CLOSE_TIMEOUT;

    LoadProducer(LoadContext context, int index, Map<String, Object> config, Pace pace) {
        this.context = context;
        this.name = context.history().producers().get(index);
        this.index = index;
        this.config = Map.copyOf(config);
        this.pace = pace;
        // Producers that begin at different partitions do not all visit the same leader at the same time.
        this.turn = index;
    }

    @Override
    public final void run() {
        try {
            while (maySend()) {
                incarnate();
                if (maySend()) {
                    context.time().sleep(LoadContext.BACKOFF);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.failed(name, "sending", e);
        }
    }

    private void incarnate() throws InterruptedException {
        incarnation = Math.min(incarnation + 1, MAX_INCARNATION);
        broken = false;
        Producer<byte[], byte[]> client = null;
        try {
            client = new KafkaProducer<>(config);
            sendWith(client);
        } catch (KafkaException | IllegalStateException e) {
            context.failed(name, "sending (the client was replaced)", e);
        } finally {
            if (client != null) {
                close(client);
            }
        }
    }

    private void close(Producer<byte[], byte[]> client) {
        try {
            // A client that works is given the time to finish; from one that is broken nothing more is to be had.
            client.close(broken ? Duration.ZERO : timeToFinish);
        } catch (KafkaException e) {
            context.failed(name, "close", e);
        }
    }

    /** Sends with this client while {@link #maySend()} and the client is not {@link #isBroken() broken}. */
    abstract void sendWith(Producer<byte[], byte[]> client) throws InterruptedException;

    /** Waits for its turn, then sends the next record to the next partition and answers through the callback. */
    final void sendNext(Producer<byte[], byte[]> client, CallbackFactory answer) throws InterruptedException {
        long due = pace.next(() -> !context.isSending());
        if (!context.isSending()) {
            return;
        }
        if (!context.history().takeRoom()) {
            stoppedByBound = true;
            return;
        }
        int at = Math.floorMod(turn++, context.history().size());
        PartitionHistory partition = context.history().partition(at);
        Sent sent = new Sent(at, partition.send(index), due);
        byte[] value = context.codec(at).encode(new Stamp(index, incarnation, sent.sequence(), due));
        Callback callback = answer.of(sent);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                partition.partition().topic(), partition.partition().partition(), key(sent), value);
        // What is thrown here, and not answered through the callback, means that the client is of no more use.
        Future<RecordMetadata> unused = client.send(record, (metadata, error) -> {
            if (error == null) {
                partition.stored(metadata.hasOffset() ? metadata.offset() : -1);
            } else {
                context.failed(name, "send", error);
                if (!(error instanceof RetriableException)) {
                    broken = true;
                }
            }
            callback.onCompletion(metadata, error);
        });
    }

    /** Unlike any other key of the partition, so that compaction has nothing to remove. */
    private byte[] key(Sent sent) {
        return ByteBuffer.allocate(Short.BYTES + Integer.BYTES)
                .putShort((short) index)
                .putInt(sent.sequence())
                .array();
    }

    final boolean maySend() {
        return context.isSending() && !stoppedByBound && !Thread.currentThread().isInterrupted();
    }

    final boolean isBroken() {
        return broken;
    }

    final void breakClient() {
        broken = true;
    }

    final boolean isStoppedByBound() {
        return stoppedByBound;
    }

    /** Sets how long this producer may take to finish what it has begun, once it is told to stop. */
    final void finishWithin(Duration timeout) {
        timeToFinish = timeout;
    }

    final Duration timeToFinish() {
        return timeToFinish;
    }

    final LoadContext context() {
        return context;
    }

    final String name() {
        return name;
    }

    final int index() {
        return index;
    }

    /** Where and as what a record went, and when it was due. */
    record Sent(int partition, int sequence, long dueNanos) {}

    /** Makes the callback for one record. */
    interface CallbackFactory {
        Callback of(Sent sent);
    }
}
