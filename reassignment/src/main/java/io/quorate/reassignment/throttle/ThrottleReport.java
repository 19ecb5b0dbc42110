// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.cluster.Gap;
import io.quorate.cluster.OngoingReassignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The throttles of a cluster that nothing needs.
 *
 * @param left each config, topics first
 * @param gaps what could not be seen; nothing is called left there
 */
public record ThrottleReport(List<LeftThrottle> left, List<Gap> gaps) {
    private static final Comparator<LeftThrottle> ORDER = Comparator.comparing(
                    (LeftThrottle found) -> found.resource().type() == ConfigResource.Type.BROKER)
            .thenComparing(found -> found.resource().name())
            .thenComparing(LeftThrottle::key);

    /**
     * Copies the lists.
     *
     * @param left each config
     * @param gaps what could not be seen
     */
    public ThrottleReport {
        left = List.copyOf(left);
        gaps = List.copyOf(gaps);
    }

    /**
     * Returns the report for people.
     *
     * @return a line for each config, and for each gap
     */
    public String describe() {
        if (left.isEmpty() && gaps.isEmpty()) {
            return "No throttle was left behind.";
        }
        List<String> lines = new ArrayList<>();
        left.forEach(found -> lines.add(found.describe()));
        gaps.forEach(gap -> lines.add("Could not see " + gap.describe()));
        return String.join("\n", lines);
    }

    static ThrottleReport of(
            Map<ConfigResource, Map<String, String>> configs,
            Collection<OngoingReassignment> ongoing,
            Set<Integer> movingLogDirs,
            List<Gap> gaps) {
        Set<Integer> busy = new HashSet<>();
        ongoing.forEach(found -> busy.addAll(found.replicas()));
        Map<String, Set<String>> moving = ongoing.stream()
                .collect(Collectors.groupingBy(
                        found -> found.partition().topic(),
                        Collectors.mapping(
                                found -> String.valueOf(found.partition().partition()), Collectors.toSet())));
        List<LeftThrottle> left = new ArrayList<>();
        configs.forEach((resource, values) -> values.forEach((key, value) -> {
            if (resource.type() == ConfigResource.Type.TOPIC) {
                onTopic(resource, key, value, moving.getOrDefault(resource.name(), Set.of()))
                        .ifPresent(left::add);
            } else if (!isNeeded(resource.name(), key.equals(ThrottleGateway.LOG_DIR_RATE) ? movingLogDirs : busy)) {
                left.add(new LeftThrottle(resource, key, value, Optional.empty()));
            }
        }));
        left.sort(ORDER);
        return new ThrottleReport(left, gaps);
    }

    /** A default of the cluster is needed by any broker that is at it. */
    private static boolean isNeeded(String broker, Set<Integer> busy) {
        return broker.isEmpty() ? !busy.isEmpty() : busy.contains(Integer.valueOf(broker));
    }

    private static Optional<LeftThrottle> onTopic(ConfigResource topic, String key, String value, Set<String> moving) {
        Set<String> entries = ReplicaList.entries(Optional.of(value));
        if (moving.isEmpty()) {
            return Optional.of(new LeftThrottle(topic, key, value, Optional.empty()));
        }
        if (entries.contains(ReplicaList.ALL)) {
            return Optional.empty();
        }
        List<String> needed = entries.stream()
                .filter(entry -> moving.contains(entry.substring(0, Math.max(0, entry.indexOf(':')))))
                .toList();
        if (needed.size() == entries.size()) {
            return Optional.empty();
        }
        Optional<String> keep = needed.isEmpty() ? Optional.empty() : Optional.of(String.join(",", needed));
        return Optional.of(new LeftThrottle(topic, key, value, keep));
    }
}
