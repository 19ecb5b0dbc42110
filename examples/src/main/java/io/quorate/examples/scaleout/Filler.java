// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.scaleout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Data, so that moving takes a moment. */
final class Filler {
    private static final int RECORD = 100_000;

    private Filler() {}

    static void fill(Map<String, Object> clientConfig, List<String> topics, int partitions, int megabytesEach)
            throws ExecutionException, InterruptedException {
        byte[] value = new byte[RECORD];
        new SplittableRandom(1).nextBytes(value);
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("acks", "all");
        config.put("batch.size", 500_000);
        config.put("linger.ms", 20);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String topic : topics) {
                for (int record = 0; record < megabytesEach * 1_000_000 / RECORD; record++) {
                    sent.add(producer.send(new ProducerRecord<>(topic, record % partitions, null, value)));
                }
            }
            producer.flush();
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }
}
