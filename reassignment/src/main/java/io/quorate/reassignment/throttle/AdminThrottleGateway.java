// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.internal.AdminReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Speaks to brokers. Each broker is spoken to in a request of its own, so that one that is down delays nobody. */
final class AdminThrottleGateway implements ThrottleGateway {
    private static final Set<String> KEYS =
            Set.of(LEADER_REPLICAS, FOLLOWER_REPLICAS, LEADER_RATE, FOLLOWER_RATE, LOG_DIR_RATE);

    /** The controller writes the answer to a request as one batch of its log, which may have 8 MiB. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_TOPICS = 200;

    private final AdminReader reader;

    AdminThrottleGateway(Admin admin, Duration callTimeout) {
        this.reader = new AdminReader(admin, callTimeout);
    }

    @Override
    public Reading read(Collection<ConfigResource> resources) {
        Map<ConfigResource, KafkaFuture<Config>> futures = AdminReader.ordered();
        List<ConfigResource> topics = new ArrayList<>();
        for (ConfigResource resource : resources) {
            if (resource.type() == ConfigResource.Type.TOPIC) {
                topics.add(resource);
            } else {
                futures.putAll(describe(List.of(resource)));
            }
        }
        AdminReader.chunks(topics, MOST_TOPICS).forEach(chunk -> futures.putAll(describe(chunk)));
        Map<ConfigResource, Map<String, String>> found = new HashMap<>();
        Map<ConfigResource, KafkaException> failed =
                collect(futures, (resource, config) -> found.put(resource, own(resource, config)));
        return new Reading(found, failed);
    }

    private Map<ConfigResource, KafkaFuture<Config>> describe(List<ConfigResource> resources) {
        return reader.admin()
                .describeConfigs(resources, reader.bounded(new DescribeConfigsOptions()))
                .values();
    }

    /** A value that comes from anywhere else would not be there if the resource's own was deleted. */
    private static Map<String, String> own(ConfigResource resource, Config config) {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (KEYS.contains(entry.name()) && entry.value() != null && entry.source() == source(resource)) {
                values.put(entry.name(), entry.value());
            }
        }
        return values;
    }

    private static ConfigEntry.ConfigSource source(ConfigResource resource) {
        if (resource.type() == ConfigResource.Type.TOPIC) {
            return ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
        }
        return resource.name().isEmpty()
                ? ConfigEntry.ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG
                : ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG;
    }

    @Override
    public Map<ConfigResource, KafkaException> alter(Map<ConfigResource, Map<String, ConfigChange>> changes) {
        changes.forEach(AdminThrottleGateway::refuseLongValues);
        Map<ConfigResource, KafkaFuture<Void>> futures = new HashMap<>();
        Map<ConfigResource, Collection<AlterConfigOp>> topics = new LinkedHashMap<>();
        int bytes = 0;
        for (Map.Entry<ConfigResource, Map<String, ConfigChange>> change : changes.entrySet()) {
            Collection<AlterConfigOp> ops = ops(change.getValue());
            if (change.getKey().type() != ConfigResource.Type.TOPIC) {
                futures.putAll(alterTogether(Map.of(change.getKey(), ops)));
                continue;
            }
            topics.put(change.getKey(), ops);
            bytes += change.getValue().values().stream()
                    .mapToInt(ConfigChange::length)
                    .sum();
            if (bytes > MOST_BYTES || topics.size() == MOST_TOPICS) {
                futures.putAll(alterTogether(topics));
                topics.clear();
                bytes = 0;
            }
        }
        if (!topics.isEmpty()) {
            futures.putAll(alterTogether(topics));
        }
        return collect(futures, (resource, nothing) -> {});
    }

    private Map<ConfigResource, KafkaFuture<Void>> alterTogether(Map<ConfigResource, Collection<AlterConfigOp>> ops) {
        return reader.admin()
                .incrementalAlterConfigs(Map.copyOf(ops), reader.bounded(new AlterConfigsOptions()))
                .values();
    }

    private static Collection<AlterConfigOp> ops(Map<String, ConfigChange> values) {
        List<AlterConfigOp> ops = new ArrayList<>();
        values.forEach((key, change) -> ops.add(new AlterConfigOp(
                new ConfigEntry(key, change.value()),
                AlterConfigOp.OpType.valueOf(change.kind().name()))));
        return ops;
    }

    private static void refuseLongValues(ConfigResource resource, Map<String, ConfigChange> values) {
        values.forEach((key, value) -> {
            int length = value.length();
            if (length > LONGEST_VALUE) {
                throw new IllegalArgumentException("Did not change any config: " + key + " of " + Texts.name(resource)
                        + " would have " + length + " bytes, and a request carries " + LONGEST_VALUE
                        + ". List fewer replicas, or all of them as *.");
            }
        });
    }

    private <T> Map<ConfigResource, KafkaException> collect(
            Map<ConfigResource, KafkaFuture<T>> futures, BiConsumer<ConfigResource, T> whenAnswered) {
        Map<ConfigResource, KafkaException> failed = new HashMap<>();
        futures.forEach((resource, future) -> {
            try {
                whenAnswered.accept(resource, reader.join(future, "the throttle of " + Texts.name(resource)));
            } catch (UnsupportedVersionException e) {
                throw new ThrottleUnsupportedException(e);
            } catch (KafkaException e) {
                failed.put(resource, e);
            }
        });
        return failed;
    }
}
