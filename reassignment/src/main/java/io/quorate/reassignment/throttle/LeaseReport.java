// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/** What a lease tells about itself: each trouble once when it begins and once when it ends. */
final class LeaseReport {
    static final String OFFLINE = "the broker is offline";

    private Map<ConfigResource, String> before = new LinkedHashMap<>();
    private Map<ConfigResource, String> missing = new LinkedHashMap<>();
    private List<ThrottleEvent> events = new ArrayList<>();

    void missing(ConfigResource resource, String why) {
        missing.put(resource, why);
    }

    void missing(Map<ConfigResource, KafkaException> failed) {
        failed.forEach((resource, error) ->
                missing.put(resource, error.getClass().getSimpleName() + ": " + error.getMessage()));
    }

    void happened(ThrottleEvent event) {
        events.add(event);
    }

    ThrottleStatus status() {
        missing.forEach((resource, why) -> {
            if (!before.containsKey(resource)) {
                events.add(new ThrottleEvent.Failed(resource, why));
            }
        });
        before.keySet().stream()
                .filter(resource -> !missing.containsKey(resource))
                .forEach(resource -> events.add(new ThrottleEvent.Recovered(resource)));
        ThrottleStatus status = new ThrottleStatus(missing, events);
        before = missing;
        missing = new LinkedHashMap<>();
        events = new ArrayList<>();
        return status;
    }
}
