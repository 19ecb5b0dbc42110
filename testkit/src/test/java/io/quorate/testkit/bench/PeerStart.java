// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.bench;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Starts three nodes in this JVM as one of the peers does, to a topic of three replicas, twice. By reflection, as no peer is on a
 * class path of ours.
 */
final class PeerStart {
    /** What suits tests, and what our nodes have too. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "offsets.topic.num.partitions", "3",
            "transaction.state.log.num.partitions", "3",
            "log.index.size.max.bytes", "1048576");

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

    private PeerStart() {}

    public static void main(String[] arguments) throws Exception {
        for (String round : List.of("first", "second")) {
            Measured.tell(round + "-begins");
            Started started = Peer.valueOf(arguments[0]).start();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", started.bootstrapServers))) {
                admin.createTopics(List.of(new NewTopic("bench", 1, (short) 3)))
                        .all()
                        .get();
                Measured.tell(round + "-ready");
            }
            close(started);
            Measured.tell(round + "-closed");
        }
        System.exit(0);
    }

    /** On a busy machine a peer may wait for minutes for a controller that has stopped before its brokers. */
    private static void close(Started started) throws Exception {
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            started.close.close();
            return true;
        });
        new Thread(closing, "closing").start();
        try {
            closing.get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            System.err.println("Not closed within " + LONGEST_CLOSE);
        }
    }

    private record Started(Object bootstrapServers, AutoCloseable close) {}

    private enum Peer {
        KAFKA {
            @Override
            Started start() throws ReflectiveOperationException {
                String of = "org.apache.kafka.common.test.";
                Object nodes =
                        type(of + "TestKitNodes$Builder").getConstructor().newInstance();
                nodes.getClass().getMethod("setCombined", boolean.class).invoke(nodes, true);
                nodes.getClass().getMethod("setNumBrokerNodes", int.class).invoke(nodes, 3);
                nodes.getClass().getMethod("setNumControllerNodes", int.class).invoke(nodes, 3);
                Object built = call(nodes, "build");
                Object builder = type(of + "KafkaClusterTestKit$Builder")
                        .getConstructor(built.getClass())
                        .newInstance(built);
                for (Map.Entry<String, String> property : PROPERTIES.entrySet()) {
                    builder.getClass()
                            .getMethod("setConfigProp", String.class, Object.class)
                            .invoke(builder, property.getKey(), property.getValue());
                }
                Object kit = call(builder, "build");
                call(kit, "format");
                call(kit, "startup");
                call(kit, "waitForReadyBrokers");
                return new Started(call(kit, "bootstrapServers"), (AutoCloseable) kit);
            }
        },
        /** Three brokers and one controller, combined with the first of them. */
        SPRING {
            @Override
            Started start() throws ReflectiveOperationException {
                Object broker = type("org.springframework.kafka.test.EmbeddedKafkaKraftBroker")
                        .getConstructor(int.class, int.class, String[].class)
                        .newInstance(3, 1, new String[0]);
                broker.getClass().getMethod("brokerProperties", Map.class).invoke(broker, PROPERTIES);
                call(broker, "afterPropertiesSet");
                return new Started(call(broker, "getBrokersAsString"), () -> call(broker, "destroy"));
            }
        },
        /** Three combined nodes, as ours. */
        KROXYLICIOUS {
            @Override
            Started start() throws ReflectiveOperationException {
                String of = "io.kroxylicious.testing.kafka.common.";
                Class<?> config = type(of + "KafkaClusterConfig");
                Object builder = config.getMethod("builder").invoke(null);
                Class<?> builderType = builder.getClass();
                Object inVm =
                        type(of + "KafkaClusterExecutionMode").getField("IN_VM").get(null);
                builderType.getMethod("execMode", inVm.getClass()).invoke(builder, inVm);
                builderType.getMethod("kraftMode", Boolean.class).invoke(builder, true);
                builderType.getMethod("brokersNum", Integer.class).invoke(builder, 3);
                builderType.getMethod("kraftControllers", Integer.class).invoke(builder, 3);
                // It has single partitions for internal topics and lets nobody change that.
                builderType
                        .getMethod("brokerConfig", String.class, String.class)
                        .invoke(builder, "log.index.size.max.bytes", "1048576");
                Object cluster = type(of + "KafkaClusterFactory")
                        .getMethod("create", config)
                        .invoke(null, call(builder, "build"));
                Class<?> api = type("io.kroxylicious.testing.kafka.api.KafkaCluster");
                api.getMethod("start").invoke(cluster);
                return new Started(api.getMethod("getBootstrapServers").invoke(cluster), (AutoCloseable) cluster);
            }
        };

        abstract Started start() throws ReflectiveOperationException;
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name);
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        try {
            Object result = target.getClass().getMethod(method).invoke(target);
            return result == null ? target : result;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method + " of " + target, e.getCause());
        }
    }
}
