// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.bench;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Starts three combined nodes with Kafka's own {@code KafkaClusterTestKit}, to a topic of three replicas, twice in one JVM.
 * By reflection, as it is on no class path of ours.
 */
final class PeerStart {
    private static final String PACKAGE = "org.apache.kafka.common.test.";

    private PeerStart() {}

    public static void main(String[] arguments) throws Exception {
        for (String round : List.of("first", "second")) {
            Measured.tell(round + "-begins");
            try (AutoCloseable kit = kit()) {
                call(kit, "format");
                call(kit, "startup");
                call(kit, "waitForReadyBrokers");
                Map<String, Object> config = Map.of("bootstrap.servers", call(kit, "bootstrapServers"));
                try (Admin admin = Admin.create(config)) {
                    admin.createTopics(List.of(new NewTopic("bench", 1, (short) 3)))
                            .all()
                            .get();
                    Measured.tell(round + "-ready");
                }
            }
            Measured.tell(round + "-closed");
        }
        System.exit(0);
    }

    private static AutoCloseable kit() throws Exception {
        Object nodes =
                Class.forName(PACKAGE + "TestKitNodes$Builder").getConstructor().newInstance();
        nodes.getClass().getMethod("setCombined", boolean.class).invoke(nodes, true);
        nodes.getClass().getMethod("setNumBrokerNodes", int.class).invoke(nodes, 3);
        nodes.getClass().getMethod("setNumControllerNodes", int.class).invoke(nodes, 3);
        Object built = call(nodes, "build");
        Object builder = Class.forName(PACKAGE + "KafkaClusterTestKit$Builder")
                .getConstructor(built.getClass())
                .newInstance(built);
        Method property = builder.getClass().getMethod("setConfigProp", String.class, Object.class);
        property.invoke(builder, "offsets.topic.num.partitions", "3");
        property.invoke(builder, "log.index.size.max.bytes", "1048576");
        return (AutoCloseable) call(builder, "build");
    }

    private static Object call(Object target, String method) throws Exception {
        Object result = target.getClass().getMethod(method).invoke(target);
        return result == null ? target : result;
    }
}
