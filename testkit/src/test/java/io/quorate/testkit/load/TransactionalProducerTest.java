// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import io.quorate.testkit.load.ProducerSpec.TransactionShape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What a transactional producer notes, against Kafka's own in-memory client. */
class TransactionalProducerTest {
    private final StoppedClock clock = new StoppedClock();
    private final LoadHistory history = new LoadHistory(List.of("tx"), Map.of(HistoryBuilder.PARTITION, 0L), 10);
    private final LoadContext context = new LoadContext(
            clock, history, List.of(new RecordCodec(1, HistoryBuilder.PARTITION, RecordCodec.HEADER_BYTES)));
    private final MockProducer<byte[], byte[]> client =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void acknowledgesACommittedTransactionAndNotesTheAbortedOne() throws InterruptedException {
        producer(new TransactionShape(5, Duration.ofSeconds(1), 2)).sendWith(client);
        assertThat(outcomes()).containsExactly(5L, 5L, 0L);
    }

    @Test
    void leavesTheOutcomeOfAFailedCommitUnknown() {
        client.commitTransactionException = new ProducerFencedException("fenced");
        LoadProducer producer = producer(new TransactionShape(5, Duration.ofSeconds(1), 0));
        assertThatThrownBy(() -> producer.sendWith(client)).isInstanceOf(ProducerFencedException.class);
        assertThat(outcomes()).containsExactly(0L, 0L, 5L);
        assertThat(producer.isBroken()).isTrue();
    }

    @Test
    void callsATransactionAbortedIfItsClientFailsBeforeTheCommitIsAsked() {
        LoadProducer producer = producer(new TransactionShape(5, Duration.ofSeconds(1), 1));
        client.abortTransactionException = new KafkaException("no answer");
        assertThatThrownBy(() -> producer.sendWith(client)).isInstanceOf(KafkaException.class);
        assertThat(outcomes()).containsExactly(0L, 5L, 0L);
    }

    @Test
    void repeatsACommitThatTimedOutUntilItsPatienceEnds() {
        Tries tries = new Tries();
        LoadProducer producer = producer(new TransactionShape(5, Duration.ofSeconds(1), 0));
        assertThatThrownBy(() -> producer.sendWith(tries)).isInstanceOf(TimeoutException.class);
        assertThat(tries.commits).isEqualTo(6);
        assertThat(outcomes()).containsExactly(0L, 0L, 5L);
    }

    /** A client whose commits time out after ten seconds each. */
    private final class Tries extends MockProducer<byte[], byte[]> {
        private int commits;

        Tries() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            commits++;
            clock.sleep(Duration.ofSeconds(10));
            throw new TimeoutException("no answer");
        }
    }

    private LoadProducer producer(TransactionShape shape) {
        return new TransactionalProducer(context, 0, Map.of(), shape, new Pace(clock, 100));
    }

    /** Returns how many were acknowledged, aborted, and neither. */
    private List<Long> outcomes() {
        PartitionHistory partition = history.partition(0);
        return List.of(
                partition.count(Outcome.ACKNOWLEDGED),
                partition.count(Outcome.ABORTED),
                partition.count(Outcome.UNKNOWN));
    }
}
