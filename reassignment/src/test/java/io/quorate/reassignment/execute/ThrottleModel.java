// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.throttle.ConfigChange;
import io.quorate.reassignment.throttle.ThrottleGateway;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;

/** The throttle configs of a {@link ControllerModel}. A broker that is down does not answer. */
final class ThrottleModel implements ThrottleGateway {
    private final ControllerModel cluster;
    private final Map<ConfigResource, Map<String, String>> configs = new HashMap<>();

    ThrottleModel(ControllerModel cluster) {
        this.cluster = cluster;
    }

    /** What is set; resources on which nothing is set are left out. */
    Map<ConfigResource, Map<String, String>> set() {
        Map<ConfigResource, Map<String, String>> all = new HashMap<>();
        configs.forEach((resource, values) -> {
            if (!values.isEmpty()) {
                all.put(resource, Map.copyOf(values));
            }
        });
        return all;
    }

    void set(ConfigResource resource, String key, String value) {
        configs.computeIfAbsent(resource, any -> new HashMap<>()).put(key, value);
    }

    /** Somebody else does it. An empty value deletes it. */
    void change(ConfigResource resource, String key, String value) {
        change(resource, key, value.isEmpty() ? Optional.empty() : Optional.of(value));
    }

    void forget(String topic) {
        configs.remove(new ConfigResource(ConfigResource.Type.TOPIC, topic));
    }

    @Override
    public Reading read(Collection<ConfigResource> resources) {
        return cluster.call(Map.of(), () -> {
            Map<ConfigResource, Map<String, String>> found = new HashMap<>();
            Map<ConfigResource, KafkaException> failed = new HashMap<>();
            for (ConfigResource resource : resources) {
                if (answers(resource)) {
                    found.put(resource, Map.copyOf(configs.getOrDefault(resource, Map.of())));
                } else {
                    failed.put(resource, new TimeoutException("no answer"));
                }
            }
            return new Reading(found, failed);
        });
    }

    @Override
    public Map<ConfigResource, KafkaException> alter(Map<ConfigResource, Map<String, ConfigChange>> changes) {
        return cluster.call(Map.of(), () -> {
            Map<ConfigResource, KafkaException> failed = new HashMap<>();
            changes.forEach((resource, values) -> {
                if (answers(resource)) {
                    values.forEach((key, change) -> change(
                            resource,
                            key,
                            change.appliedTo(Optional.ofNullable(
                                    configs.getOrDefault(resource, Map.of()).get(key)))));
                } else {
                    failed.put(resource, new TimeoutException("no answer"));
                }
            });
            return failed;
        });
    }

    private void change(ConfigResource resource, String key, Optional<String> value) {
        assertThat(value.orElse("").getBytes(StandardCharsets.UTF_8).length)
                .as("length of %s of %s", key, resource)
                .isLessThanOrEqualTo(LONGEST_VALUE);
        if (value.isPresent()) {
            set(resource, key, value.get());
        } else {
            configs.getOrDefault(resource, new HashMap<>()).remove(key);
        }
    }

    private boolean answers(ConfigResource resource) {
        return resource.type() != ConfigResource.Type.BROKER
                || resource.name().isEmpty()
                || cluster.online.contains(Integer.parseInt(resource.name()));
    }
}
