// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover.observe;

import io.quorate.backup.cutover.SeenCluster;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the test does with one of the two clusters. */
record Side(TestCluster cluster) {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A record by what it holds, so that it can be found in another cluster. */
    record Held(TopicPartition partition, long offset, String content) {}

    Admin admin() {
        return cluster.admin();
    }

    KafkaConsumer<byte[], byte[]> consumer(String group) {
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("group.id", group);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "none");
        config.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    SeenCluster observe(Duration settle, Time time) {
        try (KafkaConsumer<byte[], byte[]> records = consumer("not-used")) {
            return CutoverObserver.builder(admin())
                    .consumer(records)
                    .settle(settle)
                    .callTimeout(Duration.ofSeconds(20))
                    .time(time)
                    .build()
                    .observe();
        }
    }

    /** Everything that is in the topics. */
    List<Held> everything(String... topics) {
        try (KafkaConsumer<byte[], byte[]> records = consumer("not-used")) {
            List<TopicPartition> partitions = Arrays.stream(topics)
                    .flatMap(topic -> records.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            records.assign(partitions);
            records.seekToBeginning(partitions);
            return drain(records, records.endOffsets(partitions));
        }
    }

    /** What a group reads when it goes on here, up to the ends, and commits. */
    List<Held> goOn(String group, String... topics) {
        try (KafkaConsumer<byte[], byte[]> records = consumer(group)) {
            List<TopicPartition> partitions = Arrays.stream(topics)
                    .flatMap(topic -> records.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            records.subscribe(List.of(topics));
            List<Held> read = drain(records, records.endOffsets(partitions));
            records.commitSync();
            return read;
        }
    }

    private static List<Held> drain(KafkaConsumer<byte[], byte[]> records, Map<TopicPartition, Long> ends) {
        List<Held> all = new ArrayList<>();
        long began = System.nanoTime();
        while (System.nanoTime() - began < LONGEST.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : records.poll(Duration.ofMillis(200))) {
                all.add(new Held(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset(),
                        Base64.getEncoder().encodeToString(record.key()) + "=" + Arrays.hashCode(record.value())));
            }
            if (records.assignment().size() == ends.size()
                    && ends.entrySet().stream().allMatch(end -> records.position(end.getKey()) >= end.getValue())) {
                return all;
            }
        }
        throw new AssertionError("Not at the ends " + ends + " within " + LONGEST + ", but at "
                + records.assignment().stream().collect(Collectors.toMap(one -> one, records::position)));
    }
}
