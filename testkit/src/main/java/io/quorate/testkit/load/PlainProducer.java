// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** A producer without transactions: a record is acknowledged when its broker says so. */
final class PlainProducer extends LoadProducer {
    PlainProducer(LoadContext context, int index, Map<String, Object> config, Pace pace) {
        super(context, index, config, pace);
    }

    @Override
    void sendWith(Producer<byte[], byte[]> client) throws InterruptedException {
        while (maySend() && !isBroken()) {
            sendNext(client, sent -> (metadata, error) -> {
                if (error == null) {
                    context()
                            .history()
                            .partition(sent.partition())
                            .settle(index(), sent.sequence(), Outcome.ACKNOWLEDGED);
                    context().acknowledged(sent.partition(), sent.dueNanos());
                }
            });
        }
    }
}
