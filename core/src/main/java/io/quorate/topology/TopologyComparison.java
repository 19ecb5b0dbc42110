// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.QuorumReplica;
import io.quorate.topology.TopologyDiff.Difference;
import io.quorate.topology.TopologyDiff.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Compares a topology with a cluster that was seen. */
final class TopologyComparison {
    private final ClusterTopology topology;
    private final ClusterState live;
    private final List<Difference> differences = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    TopologyComparison(ClusterTopology topology, ClusterState live) {
        this.topology = topology;
        this.live = live;
    }

    TopologyDiff compare() {
        if (!topology.clusterId().equals(live.clusterId())) {
            differ(Kind.CLUSTER_ID, "cluster id", topology.clusterId(), live.clusterId());
        }
        seen(live.brokers()).ifPresent(this::brokers);
        if (topology.quorum() != QuorumKind.ZOOKEEPER) {
            seen(live.quorum()).ifPresent(this::voters);
            seen(live.features()).ifPresent(this::kind);
        }
        seen(live.brokerConfigs()).ifPresent(configs -> configs.forEach(this::configs));
        return new TopologyDiff(differences, gaps.stream().filter(this::matters).toList());
    }

    /** Brokers before 4.0 do not list fenced ones; if all that are declared are listed, there is none among them. */
    private boolean matters(Gap gap) {
        boolean allListed = differences.stream().noneMatch(each -> each.kind() == Kind.MISSING_BROKER);
        return !(gap.kind() == Gap.Kind.UNSUPPORTED && gap.subject().equals("fenced brokers") && allListed);
    }

    private <T> Optional<T> seen(Observed<T> section) {
        gaps.addAll(section.gaps());
        return section.value();
    }

    private void brokers(List<Broker> registered) {
        Map<Integer, Broker> byId = new TreeMap<>();
        registered.forEach(broker -> byId.put(broker.nodeId(), broker));
        for (TopologyNode node : topology.brokers()) {
            Broker broker = byId.remove(node.nodeId());
            String subject = "broker " + node.nodeId();
            if (broker == null) {
                differ(Kind.MISSING_BROKER, subject, "a broker", "not registered");
                continue;
            }
            if (broker.fenced()) {
                differ(Kind.FENCED_BROKER, subject, "online", "fenced");
            }
            if (!node.rack().equals(Optional.ofNullable(broker.rack()))) {
                differ(Kind.RACK, "rack of " + subject, node.rack().orElse("none"), orNone(broker.rack()));
            }
            String endpoint = broker.endpoint().toString();
            List<String> declared = topology.listeners(node).stream()
                    .filter(listener -> listener.use() != Listener.Use.CONTROLLER)
                    .map(listener -> topology.endpoint(node, listener).toString())
                    .toList();
            // A fenced broker's address is as it was last.
            if (!broker.fenced() && !declared.contains(endpoint)) {
                differ(Kind.ENDPOINT, "address of " + subject, String.join(" or ", declared), endpoint);
            }
        }
        byId.keySet().forEach(id -> differ(Kind.UNEXPECTED_BROKER, "broker " + id, "none", "registered"));
    }

    private void voters(MetadataQuorum quorum) {
        List<Integer> declared =
                topology.controllers().stream().map(TopologyNode::nodeId).toList();
        List<Integer> seen =
                quorum.voters().stream().map(QuorumReplica::nodeId).sorted().toList();
        if (!declared.equals(seen)) {
            differ(Kind.VOTERS, "quorum voters", declared.toString(), seen.toString());
        }
        if (topology.quorum() != QuorumKind.DYNAMIC) {
            return;
        }
        for (QuorumReplica voter : quorum.voters()) {
            TopologyNode node = topology.nodes().get(voter.nodeId());
            // One that was added to the running quorum made its own, which the topology knows only if it was told.
            if (node == null || voter.directoryId().equals(Uuid.ZERO_UUID)) {
                continue;
            }
            Uuid id = topology.directoryId(node);
            if (!id.equals(voter.directoryId())) {
                differ(
                        Kind.VOTERS,
                        "directory id of controller " + voter.nodeId(),
                        id.toString(),
                        voter.directoryId().toString());
            }
        }
    }

    private void kind(ClusterFeatures features) {
        boolean dynamic = topology.quorum() == QuorumKind.DYNAMIC;
        if (features.isQuorumDynamic() != dynamic) {
            differ(
                    Kind.QUORUM_KIND,
                    "quorum",
                    dynamic ? "dynamic" : "static",
                    features.isQuorumDynamic() ? "dynamic (kraft.version 1)" : "static (kraft.version 0)");
        }
    }

    private void configs(int nodeId, ConfigSet configs) {
        if (!topology.nodes().containsKey(nodeId)) {
            return;
        }
        Map<String, String> declared = new TreeMap<>(DeclaredConfigs.of(topology));
        declared.forEach((key, value) -> {
            ConfigValue found = configs.values().get(key);
            if (found == null) {
                // Sensitive ones are never read, and unset ones are not either.
                return;
            }
            if (!same(value, found.value())) {
                differences.add(new Difference(
                        Kind.CONFIG, key + " of broker " + nodeId, value, found.value(), Optional.of(found.source())));
            }
        });
    }

    private static boolean same(String declared, String seen) {
        return declared.strip().equalsIgnoreCase(seen.strip())
                || elements(declared).equals(elements(seen));
    }

    private static Set<String> elements(String list) {
        return java.util.Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void differ(Kind kind, String subject, String declared, String seen) {
        differences.add(new Difference(kind, subject, declared, seen, Optional.empty()));
    }

    private static String orNone(@Nullable String text) {
        return Objects.requireNonNullElse(text, "none");
    }
}
