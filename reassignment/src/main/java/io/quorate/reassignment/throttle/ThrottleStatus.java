// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigResource;

/**
 * How the throttle stands after a look at it.
 *
 * @param missing what is not as it should be, and why: throttled replicas of topics, rates of brokers
 * @param events what happened, in order
 */
public record ThrottleStatus(Map<ConfigResource, String> missing, List<ThrottleEvent> events) {
    /**
     * Copies both.
     *
     * @param missing what is not as it should be, and why
     * @param events what happened, in order
     */
    public ThrottleStatus {
        missing = Map.copyOf(missing);
        events = List.copyOf(events);
    }

    /**
     * Tells whether everything is as it should be.
     *
     * @return {@code true} if nothing is missing
     */
    public boolean isComplete() {
        return missing.isEmpty();
    }

    /**
     * Tells whether a partition may be copied without exceeding the rate: its topic lists the replicas, and each broker that
     * would send or receive has the rate. A broker that is offline sends nothing.
     *
     * @param move who sends and receives
     * @param onlineBrokers the brokers that are alive
     * @return {@code false} if it could run away
     */
    public boolean covers(InFlightMove move, Set<Integer> onlineBrokers) {
        if (missing.containsKey(
                new ConfigResource(ConfigResource.Type.TOPIC, move.partition().topic()))) {
            return false;
        }
        return missing.keySet().stream()
                .filter(resource -> resource.type() == ConfigResource.Type.BROKER)
                .map(resource -> Integer.parseInt(resource.name()))
                .noneMatch(broker -> move.adding().contains(broker)
                        || (move.sources().contains(broker) && onlineBrokers.contains(broker)));
    }
}
