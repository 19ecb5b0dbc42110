// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The keys that the kafka-clients on the class path know. Those of Streams are from release 4.3.1, which has no say here. */
final class KnownKeys {
    private static final Set<String> STREAMS =
            Set.of(("acceptable.recovery.lag allow.os.group.write.access application.id"
                            + " application.server buffered.records.per.partition built.in.metrics.version"
                            + " cache.max.bytes.buffering commit.interval.ms default.client.supplier"
                            + " default.deserialization.exception.handler default.dsl.store default.key.serde"
                            + " default.list.key.serde.inner default.list.key.serde.type default.list.value.serde.inner"
                            + " default.list.value.serde.type default.production.exception.handler default.timestamp.extractor"
                            + " default.value.serde deserialization.exception.handler dsl.store.format"
                            + " dsl.store.suppliers.class ensure.explicit.internal.resource.naming"
                            + " errors.dead.letter.queue.topic.name group.protocol log.summary.interval.ms max.task.idle.ms"
                            + " max.warmup.replicas num.standby.replicas num.stream.threads poll.ms"
                            + " probing.rebalance.interval.ms processing.exception.handler"
                            + " processing.exception.handler.global.enabled processing.guarantee processor.wrapper.class"
                            + " production.exception.handler rack.aware.assignment.non_overlap_cost"
                            + " rack.aware.assignment.strategy rack.aware.assignment.tags rack.aware.assignment.traffic_cost"
                            + " repartition.purge.interval.ms replication.factor rocksdb.config.setter state.cleanup.delay.ms"
                            + " state.cleanup.dir.max.age.ms state.dir statestore.cache.max.bytes task.assignor.class"
                            + " task.timeout.ms topology.optimization upgrade.from window.size.ms"
                            + " windowed.inner.class.serde windowstore.changelog.additional.retention.ms")
                    .split(" "));

    /** Keys of plug-ins that read the client's map. */
    private static final Set<String> OF_PLUG_INS = Set.of(
            "schema.registry.",
            "basic.auth.",
            "bearer.auth.",
            "auto.register.schemas",
            "use.latest.version",
            "specific.avro.",
            "specific.protobuf.",
            "avro.",
            "json.",
            "key.subject.name.strategy",
            "value.subject.name.strategy",
            "apicurio.",
            "spring.",
            "confluent.",
            "client.tag.",
            "client.assignment.");

    private static final Map<ClientRole, ConfigDef> DEFINITIONS = Map.of(
            ClientRole.PRODUCER, ProducerConfig.configDef(),
            ClientRole.CONSUMER, ConsumerConfig.configDef(),
            ClientRole.ADMIN, AdminClientConfig.configDef());

    private KnownKeys() {}

    /** What the client checks its settings against; for Streams, what its clients have in common. */
    static Map<String, ConfigDef.ConfigKey> definitions(ClientRole role) {
        return DEFINITIONS.getOrDefault(role, AdminClientConfig.configDef()).configKeys();
    }

    static Set<String> names(ClientRole role) {
        Set<String> names = new HashSet<>(definitions(role).keySet());
        if (role == ClientRole.STREAMS) {
            names.addAll(STREAMS);
        }
        return names;
    }

    static boolean isKnown(ClientRole role, String key) {
        return definitions(role).containsKey(key) || (role == ClientRole.STREAMS && STREAMS.contains(key));
    }

    static boolean isOfAPlugIn(String key) {
        return OF_PLUG_INS.stream().anyMatch(key::startsWith);
    }

    /** The other clients that know the key. */
    static Optional<ClientRole> ofAnotherRole(ClientRole role, String key) {
        return Arrays.stream(ClientRole.values())
                .filter(other -> other != role && isKnown(other, key))
                .findFirst();
    }

    /** The known key that is spelt nearly like this one: at most a fifth of its letters differ, or only its punctuation. */
    static Optional<String> near(ClientRole role, String key) {
        String plain = Spelling.plain(key);
        return names(role).stream()
                .filter(known -> !known.equals(key))
                .map(known -> Map.entry(known, Spelling.distance(plain, Spelling.plain(known))))
                .filter(one -> one.getValue() <= Math.min(3, 1 + plain.length() / 8))
                .min(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }
}
