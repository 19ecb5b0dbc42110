// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.error.OperationInterruptedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/** The records of one plan in a topic, in the hands of the latest owner. */
final class TopicSession implements JournalSession {
    private final JournalTopic topic;
    private final Producer<String, String> producer;
    private final String clusterId;
    private final String planId;
    private long next;
    private boolean fenced;
    private boolean broken;

    private TopicSession(JournalTopic topic, Producer<String, String> producer, String clusterId, String planId) {
        this.topic = topic;
        this.producer = producer;
        this.clusterId = clusterId;
        this.planId = planId;
    }

    static TopicSession open(JournalTopic topic, String clusterId, String planId) {
        if (clusterId.contains("/") || planId.contains("/")) {
            throw new IllegalArgumentException(
                    "The ids of a cluster and of a plan have no slash: " + clusterId + ", " + planId);
        }
        Producer<String, String> producer = topic.producer("quorate-reassignment-" + clusterId);
        try {
            // Ends what the earlier owner has begun, and fences it.
            producer.initTransactions();
            TopicSession session = new TopicSession(topic, producer, clusterId, planId);
            AtomicLong count = new AtomicLong();
            session.replay(record -> count.incrementAndGet());
            session.next = count.get();
            return session;
        } catch (InterruptException e) {
            producer.close(Duration.ZERO);
            throw interrupted();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw topic.unreachable(e);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public String planId() {
        return planId;
    }

    @Override
    public void replay(Consumer<JournalRecord> reader) {
        topic.read(clusterId, (plan, record) -> {
            if (plan.equals(planId)) {
                reader.accept(record);
            }
        });
    }

    @Override
    public void append(List<? extends JournalRecord> records) {
        if (fenced) {
            throw taken(null);
        }
        if (broken) {
            throw new JournalException(
                    "Did not write to the journal in " + topic.partition()
                            + ": an earlier write failed, and what is in it is not known. Open it again.",
                    null);
        }
        // Whatever goes wrong below, this producer is not used again.
        broken = true;
        try {
            producer.beginTransaction();
            long number = next;
            for (JournalRecord record : records) {
                // The commit waits for it, and throws what went wrong.
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                        topic.partition().topic(),
                        topic.partition().partition(),
                        new JournalKey(clusterId, planId, number++).toString(),
                        JournalJson.write(record)));
            }
            producer.commitTransaction();
            next = number;
            broken = false;
        } catch (InterruptException e) {
            throw interrupted();
        } catch (KafkaException e) {
            if (isFenced(e)) {
                fenced = true;
                throw taken(e);
            }
            throw topic.unreachable(e);
        }
    }

    private JournalOwnershipException taken(@Nullable KafkaException cause) {
        return new JournalOwnershipException(
                "Did not write to the journal of cluster " + clusterId + " for plan " + planId
                        + ": another process has opened it since and owns it now, or this one was silent for longer than"
                        + " transaction.timeout.ms in the middle of a record. This run must end without another change; the"
                        + " other one goes on from what is written.",
                cause);
    }

    private static boolean isFenced(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    private static OperationInterruptedException interrupted() {
        // The client has set the flag again.
        return new OperationInterruptedException("the journal");
    }

    @Override
    public void close() {
        producer.close(topic.callTimeout());
    }
}
