// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import io.quorate.testkit.load.ProducerSpec.TransactionShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A producer with transactions: its records are acknowledged when the commit is.
 *
 * <p>A transaction for which a commit was never asked is aborted, whether the abort was answered or not: nobody else can
 * commit it. A commit that was asked and not answered with success leaves the outcome unknown.
 */
final class TransactionalProducer extends LoadProducer {
    /** How long one call is repeated after timeouts before the client is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long the records of a transaction that is to be aborted may take to reach the log. */
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);

    private final TransactionShape shape;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<Sent> open = new ArrayList<>();
    private long transactions;

    TransactionalProducer(
            LoadContext context, int index, Map<String, Object> config, TransactionShape shape, Pace pace) {
        super(context, index, config, pace);
        this.shape = shape;
    }

    @Override
    void sendWith(Producer<byte[], byte[]> client) throws InterruptedException {
        patiently("initTransactions", client::initTransactions);
        while (maySend() && !isBroken()) {
            transaction(client);
        }
    }

    private void transaction(Producer<byte[], byte[]> client) throws InterruptedException {
        boolean commitAsked = false;
        open.clear();
        unanswered.set(0);
        try {
            client.beginTransaction();
            fill(client);
            transactions++;
            if (shape.abortEvery() > 0 && transactions % shape.abortEvery() == 0) {
                awaitWritten();
                patiently("abortTransaction", client::abortTransaction);
            } else {
                commitAsked = true;
                patiently("commitTransaction", client::commitTransaction);
                settle(Outcome.ACKNOWLEDGED);
                open.forEach(sent -> context().acknowledged(sent.partition(), sent.dueNanos()));
                open.clear();
            }
        } catch (KafkaException | IllegalStateException e) {
            // Whatever it was: the next incarnation's initTransactions ends the transaction.
            breakClient();
            throw e;
        } finally {
            if (!commitAsked) {
                settle(Outcome.ABORTED);
            }
        }
    }

    private void fill(Producer<byte[], byte[]> client) throws InterruptedException {
        long end = context().time().nanos() + shape.atMost().toNanos();
        for (int record = 0; record < shape.records() && maySend() && !isBroken(); record++) {
            sendNext(client, sent -> {
                open.add(sent);
                unanswered.incrementAndGet();
                return (metadata, error) -> unanswered.decrementAndGet();
            });
            if (context().time().nanos() - end >= 0) {
                return;
            }
        }
    }

    /** A client that aborts drops what it has not sent yet, and an aborted record that never left it proves nothing. */
    private void awaitWritten() throws InterruptedException {
        long end = context().time().nanos() + WRITTEN_WITHIN.toNanos();
        while (unanswered.get() > 0
                && maySend()
                && !isBroken()
                && context().time().nanos() - end < 0) {
            context().time().sleep(Duration.ofMillis(1));
        }
    }

    private void settle(Outcome outcome) {
        open.forEach(sent -> context().history().partition(sent.partition()).settle(index(), sent.sequence(), outcome));
    }

    /** Repeats a call that timed out, as the client allows; each try is bounded by {@code max.block.ms}. */
    private void patiently(String operation, Runnable call) {
        long began = context().time().nanos();
        while (true) {
            try {
                call.run();
                return;
            } catch (TimeoutException e) {
                context().failed(name(), operation, e);
                Duration patience = context().isSending() ? PATIENCE : timeToFinish();
                if (context().time().nanos() - began >= patience.toNanos()) {
                    throw e;
                }
            }
        }
    }
}
