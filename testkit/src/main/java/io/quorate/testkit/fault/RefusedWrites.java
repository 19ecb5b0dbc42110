// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** A topic that asks for more in-sync replicas than it has replicas. */
final class RefusedWrites extends AdminFault {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String KEY = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;

    private final Admin admin;
    private final String topic;
    private final int nodeId;
    private final @Nullable String before;

    private RefusedWrites(Admin admin, String topic, int nodeId, @Nullable String before, Consumer<Fault> whenClosed) {
        super(whenClosed);
        this.admin = admin;
        this.topic = topic;
        this.nodeId = nodeId;
        this.before = before;
    }

    static RefusedWrites by(String topic, int leader, Admin admin, Consumer<Fault> whenClosed) {
        TopicDescription description = Roles.get(
                "topic " + topic,
                ANSWER,
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        int replicas = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .max()
                .orElse(0);
        ConfigResource resource = resource(topic);
        Config config = Roles.get(
                "settings of topic " + topic,
                ANSWER,
                admin.describeConfigs(List.of(resource)).values().get(resource));
        ConfigEntry entry = config.get(KEY);
        String own =
                entry != null && entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG ? entry.value() : null;
        RefusedWrites refused = new RefusedWrites(admin, topic, leader, own, whenClosed);
        refused.alter(
                new AlterConfigOp(new ConfigEntry(KEY, Integer.toString(replicas + 1)), AlterConfigOp.OpType.SET));
        return refused;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private void alter(AlterConfigOp change) {
        Roles.get(
                "change of " + KEY + " of topic " + topic,
                ANSWER,
                admin.incrementalAlterConfigs(Map.of(resource(topic), List.of(change)))
                        .all());
    }

    @Override
    void putBack() {
        alter(
                before == null
                        ? new AlterConfigOp(new ConfigEntry(KEY, ""), AlterConfigOp.OpType.DELETE)
                        : new AlterConfigOp(new ConfigEntry(KEY, before), AlterConfigOp.OpType.SET));
    }

    @Override
    public int nodeId() {
        return nodeId;
    }

    @Override
    public String describe() {
        return "topic " + topic + " refuses writes";
    }
}
