// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.error.OperationInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
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
    /** In one transaction: it must end before its time-out. */
    private static final int MOST_TOMBSTONES = 5_000;

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
            // Above all that is there: compaction has taken some away, and what is written must be nobody's end.
            topic.read(clusterId, (key, record) -> {
                if (key.planId().equals(planId)) {
                    session.next = Math.max(session.next, key.number() + 1);
                }
            });
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
        topic.read(clusterId, (key, record) -> {
            if (key.planId().equals(planId)) {
                reader.accept(record);
            }
        });
    }

    /** Tombstones, from the front on: what is left of a plan that is settled, is settled at any moment. */
    @Override
    public void forget() {
        for (long from = 0; from < next; from += MOST_TOMBSTONES) {
            List<ProducerRecord<String, String>> tombstones = new ArrayList<>();
            for (long number = from; number < Math.min(next, from + MOST_TOMBSTONES); number++) {
                tombstones.add(record(number, null));
            }
            send(tombstones);
        }
        broken = true;
    }

    @Override
    public void append(List<? extends JournalRecord> records) {
        List<ProducerRecord<String, String>> all = new ArrayList<>();
        for (JournalRecord record : records) {
            all.add(record(next + all.size(), JournalJson.write(record)));
        }
        send(all);
        next += all.size();
    }

    private ProducerRecord<String, String> record(long number, @Nullable String value) {
        return new ProducerRecord<>(
                topic.partition().topic(),
                topic.partition().partition(),
                new JournalKey(clusterId, planId, number).toString(),
                value);
    }

    private void send(List<ProducerRecord<String, String>> records) {
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
            for (ProducerRecord<String, String> record : records) {
                // The commit waits for it, and throws what went wrong.
                Future<RecordMetadata> unused = producer.send(record);
            }
            producer.commitTransaction();
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
