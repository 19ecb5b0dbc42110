// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Producers and consumers with the serializers that the parameter's type asks for. */
final class InjectedClients {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private InjectedClients() {}

    static Object producer(InjectionPoint point) {
        Map<String, Object> config = point.cluster().clientConfig();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        configure(point, config);
        Producer<?, ?> producer = new KafkaProducer<>(
                config, serde(point, 0).serializer(), serde(point, 1).serializer());
        return point.closedAfterwards(producer, () -> producer.close(CLOSE));
    }

    static Object consumer(InjectionPoint point) {
        Map<String, Object> config = point.cluster().clientConfig();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, point.name("group"));
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configure(point, config);
        Consumer<?, ?> consumer = new KafkaConsumer<>(
                config, serde(point, 0).deserializer(), serde(point, 1).deserializer());
        return point.closedAfterwards(consumer, () -> consumer.close(CloseOptions.timeout(CLOSE)));
    }

    private static void configure(InjectionPoint point, Map<String, Object> config) {
        point.annotation(ClientProperties.class)
                .ifPresent(given -> config.putAll(
                        KeyValues.of("@ClientProperties of " + point.parameter().getName(), given.value())));
    }

    private static Serde<?> serde(InjectionPoint point, int index) {
        Type type = point.parameter().getParameterizedType();
        if (type instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[index] instanceof Class<?> raw) {
            try {
                return Serdes.serdeFrom(raw);
            } catch (IllegalArgumentException e) {
                throw unknown(point, e);
            }
        }
        throw unknown(point, null);
    }

    private static ParameterResolutionException unknown(
            InjectionPoint point, @org.jspecify.annotations.Nullable Throwable cause) {
        String message =
                ("Did not make a client for the parameter %s: its keys and values must be of types that Kafka has"
                                + " serializers for, such as String, byte[], Integer, Long, Double, UUID or ByteBuffer. Make clients"
                                + " of other types from TestCluster.clientConfig().")
                        .formatted(point.parameter().getParameterizedType());
        return cause == null
                ? new ParameterResolutionException(message)
                : new ParameterResolutionException(message, cause);
    }
}
