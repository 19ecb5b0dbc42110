// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.health;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.health.ClusterHealth;
import io.quorate.health.HealthFinding;
import io.quorate.health.HealthStatus;
import io.quorate.health.group.GroupHealth;
import io.quorate.health.group.LagTime;
import io.quorate.health.monitor.HealthMonitor;
import io.quorate.health.monitor.HealthSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is answered about the last snapshot, as JSON. It never asks the cluster. */
final class HealthAnswers {
    /** The page draws this many; a cluster may have more. */
    private static final int MOST = 400;

    private static final int LOOKS = 5;

    private final HealthMonitor monitor;
    private final RecentEvents events;

    HealthAnswers(HealthMonitor monitor, RecentEvents events) {
        this.monitor = monitor;
        this.events = events;
    }

    /** Whether somebody who asks for the cluster's health gets a good answer: what is old or unknown is none. */
    boolean isGood() {
        return monitor.latest()
                .filter(snapshot -> !isTooOld())
                .map(HealthSnapshot::health)
                .filter(health -> !health.isStale())
                .map(ClusterHealth::status)
                .filter(status -> status == HealthStatus.HEALTHY || status == HealthStatus.DEGRADED)
                .isPresent();
    }

    private boolean isTooOld() {
        Duration limit = monitor.pollInterval().multipliedBy(LOOKS).plusSeconds(LOOKS);
        return monitor.age().filter(age -> age.compareTo(limit) <= 0).isEmpty();
    }

    /** The verdict and its reasons. */
    Json health() {
        Json json = new Json().put("good", isGood());
        Optional<HealthSnapshot> latest = monitor.latest();
        if (latest.isEmpty()) {
            return json.put("status", HealthStatus.UNKNOWN).put("findings", List.of());
        }
        HealthSnapshot snapshot = latest.get();
        return json.put(
                        "status",
                        isTooOld() ? HealthStatus.UNKNOWN : snapshot.health().status())
                .put("stale", snapshot.health().isStale() || isTooOld())
                .put("snapshot", snapshot.number())
                .put("takenAt", snapshot.takenAt())
                .put("ageMillis", monitor.age().map(Duration::toMillis).orElse(0L))
                .put(
                        "findings",
                        snapshot.health().findings().stream()
                                .map(HealthAnswers::finding)
                                .toList());
    }

    private static Json finding(HealthFinding finding) {
        return new Json()
                .put("id", finding.id())
                .put("severity", finding.severity())
                .put("what", finding.what())
                .put("writers", finding.writers())
                .put("readers", finding.readers())
                .put("remedy", finding.remedy());
    }

    /** Everything that the page draws. */
    Json page() {
        Json json = health().put("events", events.lines());
        monitor.latest().ifPresent(snapshot -> {
            snapshot.state().ifPresent(state -> cluster(json, state));
            json.put(
                    "groups",
                    snapshot.groups().orElse(Map.of()).values().stream()
                            .limit(MOST)
                            .map(HealthAnswers::group)
                            .toList());
        });
        return json;
    }

    private static void cluster(Json json, ClusterState state) {
        int leader = state.quorum()
                .value()
                .map(MetadataQuorum::leadership)
                .map(MetadataQuorum.Leadership::leaderId)
                .orElse(-1);
        json.put("clusterId", state.clusterId())
                .put("controller", leader)
                .put(
                        "brokers",
                        state.brokers().orElse(List.of()).stream()
                                .map(HealthAnswers::broker)
                                .toList())
                .put(
                        "topics",
                        state.topics().orElse(Map.of()).values().stream()
                                .limit(MOST)
                                .map(HealthAnswers::topic)
                                .toList());
    }

    private static Json broker(Broker broker) {
        return new Json()
                .put("id", broker.nodeId())
                .put("address", broker.endpoint())
                .put("rack", broker.rack() == null ? "" : broker.rack())
                .put("online", broker.isOnline());
    }

    private static Json topic(Topic topic) {
        return new Json()
                .put("name", topic.name())
                .put(
                        "partitions",
                        topic.partitions().stream()
                                .limit(MOST)
                                .map(HealthAnswers::partition)
                                .toList());
    }

    private static Json partition(Partition partition) {
        return new Json()
                .put("leader", partition.leader())
                .put("replicas", partition.replicas())
                .put("isr", partition.isr());
    }

    private static Json group(GroupHealth group) {
        Json json = new Json()
                .put("id", group.groupId())
                .put("status", group.status())
                .put("reason", group.reason());
        group.maxLag().ifPresent(lag -> json.put("maxLag", lag));
        group.lag().ifPresent(lag -> json.put("lag", lag.offsets()));
        group.behind().map(LagTime::describe).ifPresent(behind -> json.put("behind", behind));
        return json;
    }
}
