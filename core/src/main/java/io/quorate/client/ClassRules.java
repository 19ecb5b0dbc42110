// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.Login;
import org.apache.kafka.common.security.auth.SecurityProviderCreator;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Rules for classes that the client loads by name: R02, R03. */
final class ClassRules {
    private static final Map<String, Class<?>> COMMON = Map.of(
            "metric.reporters", MetricsReporter.class,
            "security.providers", SecurityProviderCreator.class,
            "sasl.client.callback.handler.class", AuthenticateCallbackHandler.class,
            "sasl.login.callback.handler.class", AuthenticateCallbackHandler.class,
            "sasl.login.class", Login.class,
            "ssl.engine.factory.class", SslEngineFactory.class);
    private static final Map<ClientRole, Map<String, Class<?>>> OWN = Map.of(
            ClientRole.PRODUCER,
            Map.of(
                    "key.serializer", Serializer.class,
                    "value.serializer", Serializer.class,
                    "partitioner.class", Partitioner.class,
                    "interceptor.classes", ProducerInterceptor.class),
            ClientRole.CONSUMER,
            Map.of(
                    "key.deserializer", Deserializer.class,
                    "value.deserializer", Deserializer.class,
                    "partition.assignment.strategy", ConsumerPartitionAssignor.class,
                    "interceptor.classes", ConsumerInterceptor.class));

    private ClassRules() {}

    static boolean isClass(ClientRole role, String key) {
        return COMMON.containsKey(key) || OWN.getOrDefault(role, Map.of()).containsKey(key);
    }

    static void check(AuditContext context) {
        ClientRole role = context.config().role();
        COMMON.forEach((key, type) -> check(context, key, type));
        OWN.getOrDefault(role, Map.of()).forEach((key, type) -> check(context, key, type));
    }

    private static void check(AuditContext context, String key, Class<?> type) {
        EffectiveConfig config = context.config();
        if (!config.isSupplied(key)) {
            if (key.endsWith("serializer") && !context.isInner()) {
                context.seen(
                        "R03",
                        Severity.INFO,
                        "no " + key,
                        "the client refuses to start unless it is given one in its constructor",
                        "Pass one to the constructor, or set " + key);
            }
            return;
        }
        for (String name : names(config, key)) {
            problem(name, type)
                    .ifPresent(problem -> context.report(
                            "R02",
                            context.audit().hasOwnClassPath() ? Severity.INFO : Severity.ERROR,
                            key,
                            name + " " + problem,
                            context.audit().hasOwnClassPath()
                                    ? "See that it is on the client's class path"
                                    : "Put it on the class path, or correct the name"));
        }
    }

    /** What could not be parsed is still looked at, as it was given. */
    private static List<String> names(EffectiveConfig config, String key) {
        Object given = config.given(key);
        if (given instanceof Class<?> type) {
            return List.of(type.getName());
        }
        List<String> parsed = config.list(key);
        boolean refused =
                config.refusals().stream().anyMatch(refusal -> refusal.key().equals(key));
        return refused && given instanceof String text ? List.of(text.strip()) : parsed;
    }

    private static Optional<String> problem(String name, Class<?> type) {
        try {
            Class<?> found = Class.forName(name, false, loader());
            if (!type.isAssignableFrom(found)) {
                return Optional.of("is no " + type.getSimpleName());
            }
            boolean constructible =
                    Arrays.stream(found.getDeclaredConstructors()).anyMatch(one -> one.getParameterCount() == 0);
            return constructible ? Optional.empty() : Optional.of("has no constructor without arguments");
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.of("cannot be loaded here");
        }
    }

    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread != null ? ofThread : ClassRules.class.getClassLoader();
    }
}
