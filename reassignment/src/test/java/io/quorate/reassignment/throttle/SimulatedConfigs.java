// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The dynamic configs of a cluster, in memory, with the troubles that real ones have. */
final class SimulatedConfigs implements ThrottleGateway {
    final Map<ConfigResource, Map<String, String>> values = new HashMap<>();
    final Set<ConfigResource> silent = new HashSet<>();
    final Set<ConfigResource> deleted = new HashSet<>();
    int longest;
    int alters;
    int reads;
    boolean old;
    /** What somebody else does between the next look and the change that follows from it. */
    Runnable meanwhile = () -> {};

    static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    static ConfigResource broker(int id) {
        return new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id));
    }

    void set(ConfigResource resource, String key, String value) {
        values.computeIfAbsent(resource, any -> new HashMap<>()).put(key, value);
    }

    void delete(ConfigResource resource, String key) {
        values.computeIfAbsent(resource, any -> new HashMap<>()).remove(key);
    }

    Optional<String> get(ConfigResource resource, String key) {
        return Optional.ofNullable(values.getOrDefault(resource, Map.of()).get(key));
    }

    /** All that is set, without the resources that have nothing. */
    Map<ConfigResource, Map<String, String>> snapshot() {
        Map<ConfigResource, Map<String, String>> snapshot = new HashMap<>();
        values.forEach((resource, configs) -> {
            if (!configs.isEmpty()) {
                snapshot.put(resource, Map.copyOf(configs));
            }
        });
        return snapshot;
    }

    @Override
    public Reading read(Collection<ConfigResource> resources) {
        reads += resources.size();
        Map<ConfigResource, Map<String, String>> found = new HashMap<>();
        Map<ConfigResource, KafkaException> failed = new HashMap<>();
        for (ConfigResource resource : resources) {
            Optional<KafkaException> trouble = trouble(resource);
            trouble.ifPresent(error -> failed.put(resource, error));
            if (trouble.isEmpty()) {
                found.put(resource, Map.copyOf(values.getOrDefault(resource, Map.of())));
            }
        }
        return new Reading(found, failed);
    }

    private Optional<KafkaException> trouble(ConfigResource resource) {
        if (silent.contains(resource)) {
            return Optional.of(new TimeoutException("no answer"));
        }
        return deleted.contains(resource)
                ? Optional.of(new UnknownTopicOrPartitionException("deleted"))
                : Optional.empty();
    }

    @Override
    public Map<ConfigResource, KafkaException> alter(Map<ConfigResource, Map<String, ConfigChange>> changes) {
        alters++;
        Runnable meddling = meanwhile;
        meanwhile = () -> {};
        meddling.run();
        if (old) {
            throw new ThrottleUnsupportedException(null);
        }
        Map<ConfigResource, KafkaException> failed = new HashMap<>();
        changes.forEach((resource, configs) -> {
            Optional<KafkaException> trouble = trouble(resource);
            trouble.ifPresent(error -> failed.put(resource, error));
            if (trouble.isEmpty()) {
                configs.forEach((key, change) -> {
                    Optional<String> value = change.appliedTo(get(resource, key));
                    longest = Math.max(
                            longest,
                            value.map(text -> text.getBytes(StandardCharsets.UTF_8).length)
                                    .orElse(0));
                    value.ifPresentOrElse(text -> set(resource, key, text), () -> delete(resource, key));
                });
            }
        });
        return failed;
    }
}
