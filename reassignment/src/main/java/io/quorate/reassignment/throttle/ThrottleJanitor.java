// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.internal.AdminReader;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.journal.ReassignmentJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Finds throttles that a crash or another tool left behind, and removes those that it is told to. {@code
 * kafka-reassign-partitions} leaves its throttle until somebody runs it with {@code --verify}.
 *
 * <pre>{@code
 * ThrottleJanitor janitor = ThrottleJanitor.using(admin);
 * janitor.restore(journal);                      // what our own runs owe
 * ThrottleReport report = janitor.observe();
 * LOGGER.info("Left behind:\n{}", report.describe());
 * janitor.sweep(report.left());                  // or a part of it
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ThrottleJanitor {
    private final Admin admin;
    private final Duration callTimeout;
    private final ThrottleGateway gateway;

    private ThrottleJanitor(Admin admin, Duration callTimeout) {
        this.admin = admin;
        this.callTimeout = callTimeout;
        this.gateway = ThrottleGateway.using(admin, callTimeout);
    }

    /**
     * Returns a janitor whose calls take at most 30 s each.
     *
     * @param admin a client of the cluster, which the caller closes
     * @return the janitor
     */
    public static ThrottleJanitor using(Admin admin) {
        return using(admin, Duration.ofSeconds(30));
    }

    /**
     * Returns a janitor.
     *
     * @param admin a client of the cluster, which the caller closes
     * @param callTimeout for each call
     * @return the janitor
     */
    public static ThrottleJanitor using(Admin admin, Duration callTimeout) {
        return new ThrottleJanitor(admin, callTimeout);
    }

    /**
     * Looks for throttles that no ongoing reassignment needs. Changes nothing. Brokers that are offline are not asked; they are
     * gaps in the report.
     *
     * @return what was found; if the reassignments could not be read nothing is called left behind
     * @throws io.quorate.observe.ClusterObservationException if the cluster does not answer at all
     */
    public ThrottleReport observe() {
        ClusterState state = ClusterObserver.builder(admin)
                .callTimeout(callTimeout)
                .sections(Set.of(Section.TOPICS, Section.REASSIGNMENTS))
                .build()
                .observe();
        List<Gap> gaps = new ArrayList<>();
        gaps.addAll(state.brokers().gaps());
        gaps.addAll(state.topics().gaps());
        gaps.addAll(state.reassignments().gaps());
        Set<Integer> online = state.onlineBrokers();
        for (Broker broker : state.brokers().orElse(List.of())) {
            if (!online.contains(broker.nodeId())) {
                gaps.add(new Gap("throttle of broker " + broker.nodeId(), Gap.Kind.UNREACHABLE, LeaseReport.OFFLINE));
            }
        }
        if (!state.reassignments().isComplete()) {
            return new ThrottleReport(List.of(), gaps);
        }
        List<OngoingReassignment> ongoing = state.reassignments().orElse(List.of());
        ThrottleGateway.Reading reading = gateway.read(resources(state));
        reading.failed()
                .forEach((resource, error) -> gaps.add(new Gap(
                        "throttle of " + Texts.name(resource),
                        Gap.Kind.FAILED,
                        error.getClass().getSimpleName() + ": " + error.getMessage())));
        return ThrottleReport.of(reading.found(), ongoing, movingLogDirs(reading.found(), gaps), gaps);
    }

    /** The brokers that move replicas between their log dirs, or may: those that do not tell. Asked only if there is a rate. */
    private Set<Integer> movingLogDirs(Map<ConfigResource, Map<String, String>> found, List<Gap> gaps) {
        boolean any = found.values().stream().anyMatch(values -> values.containsKey(ThrottleGateway.LOG_DIR_RATE));
        Set<Integer> moving = new HashSet<>();
        if (!any) {
            return moving;
        }
        List<Integer> brokers = found.keySet().stream()
                .filter(resource -> resource.type() == ConfigResource.Type.BROKER
                        && !resource.name().isEmpty())
                .map(resource -> Integer.valueOf(resource.name()))
                .toList();
        AdminReader reader = new AdminReader(admin, callTimeout);
        admin.describeLogDirs(brokers, reader.bounded(new DescribeLogDirsOptions()))
                .descriptions()
                .forEach((broker, answer) -> {
                    try {
                        if (reader.join(answer, "the log dirs of broker " + broker).values().stream()
                                .flatMap(dir -> dir.replicaInfos().values().stream())
                                .anyMatch(ReplicaInfo::isFuture)) {
                            moving.add(broker);
                        }
                    } catch (KafkaException e) {
                        moving.add(broker);
                        gaps.add(new Gap(
                                "log dirs of broker " + broker, Gap.Kind.FAILED, String.valueOf(e.getMessage())));
                    }
                });
        return moving;
    }

    private static List<ConfigResource> resources(ClusterState state) {
        List<ConfigResource> resources = new ArrayList<>();
        state.topics()
                .orElse(Map.of())
                .keySet()
                .forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        resources.add(new ConfigResource(ConfigResource.Type.BROKER, ""));
        state.onlineBrokers()
                .forEach(id -> resources.add(new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id))));
        return resources;
    }

    /**
     * Removes throttles. Looks again first: one that has another value by now, or is needed by now, is left alone. Of a list of
     * replicas that is needed in part, that part stays.
     *
     * @param agreed what to remove, from a {@link #observe() report}
     * @return what is gone and what is not
     * @throws ThrottleUnsupportedException if the brokers are older than Kafka 2.3; nothing was changed
     */
    public ThrottleSweep sweep(Collection<LeftThrottle> agreed) {
        List<LeftThrottle> now = observe().left();
        Map<LeftThrottle, String> kept = new LinkedHashMap<>();
        List<LeftThrottle> removed = new ArrayList<>();
        Map<ConfigResource, Map<String, ConfigChange>> changes = new HashMap<>();
        for (LeftThrottle left : agreed) {
            if (now.contains(left)) {
                removed.add(left);
                changes.computeIfAbsent(left.resource(), any -> new HashMap<>()).put(left.key(), change(left));
            } else {
                kept.put(left, "it is not as it was reported any more, or could not be seen again");
            }
        }
        Map<ConfigResource, KafkaException> failed = gateway.alter(changes);
        removed.removeIf(left -> {
            KafkaException error = failed.get(left.resource());
            if (error != null) {
                kept.put(left, error.getClass().getSimpleName() + ": " + error.getMessage());
            }
            return error != null;
        });
        return new ThrottleSweep(removed, kept);
    }

    /** Of a list that somebody needs in part, only what nobody needs is taken away: they may add to it in this moment. */
    private static ConfigChange change(LeftThrottle left) {
        if (left.keep().isEmpty()) {
            return ConfigChange.delete();
        }
        Set<String> away = new LinkedHashSet<>(ReplicaList.entries(Optional.of(left.value())));
        away.removeAll(ReplicaList.entries(left.keep()));
        return ConfigChange.subtract(away);
    }

    /**
     * Restores what runs of ours changed and did not restore, because their process ended or a broker was down. What they have
     * in flight is not throttled any more; to go on with a plan, resume it instead.
     *
     * @param journal where the runs wrote what was there before
     * @return by plan, how far it came; nothing if nothing is owed
     * @throws io.quorate.reassignment.journal.JournalOwnershipException if a run is alive, where the journal refuses a second
     *     owner; nothing was changed. A journal that fences takes the run's place instead, and the run ends.
     */
    public Map<String, ThrottleStatus> restore(ReassignmentJournal journal) {
        ClusterState state = ClusterObserver.builder(admin)
                .callTimeout(callTimeout)
                .sections(Set.of())
                .build()
                .observe();
        Map<String, ThrottleStatus> restored = new LinkedHashMap<>();
        for (String plan : journal.unfinished(state.clusterId())) {
            try (JournalSession session = journal.open(state.clusterId(), plan)) {
                restored.put(plan, ThrottleLease.restore(gateway, session, state.onlineBrokers()));
            }
        }
        return restored;
    }
}
