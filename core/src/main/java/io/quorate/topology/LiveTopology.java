// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ControllerEndpoint;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.QuorumReplica;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Reads the topology of a cluster that was seen. */
final class LiveTopology {
    private final ClusterState state;

    LiveTopology(ClusterState state) {
        this.state = state;
    }

    ClusterTopology read() {
        List<Broker> brokers = need(state.brokers(), "brokers");
        Map<Integer, ConfigSet> configs = need(state.brokerConfigs(), "broker configs");
        MetadataQuorum quorum = need(state.quorum(), "quorum");
        ConfigSet any = configs.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No topology was read of cluster " + state.clusterId() + ": no broker told its configs"));
        ClusterTopologyBuilder builder = ClusterTopology.builder(state.clusterId())
                .quorum(need(state.features(), "features").isQuorumDynamic() ? QuorumKind.DYNAMIC : QuorumKind.STATIC)
                .durability(durability(any));
        Map<Integer, TopologyNode.Builder> nodes = new TreeMap<>();
        int port = brokers.stream()
                .min(Comparator.comparing(Broker::nodeId))
                .map(broker -> broker.endpoint().port())
                .orElse(9092);
        Listener client = Listener.clients("CLIENT", port, SecurityProtocol.PLAINTEXT);
        List<Integer> voters =
                quorum.voters().stream().map(QuorumReplica::nodeId).toList();
        for (Broker broker : brokers) {
            TopologyNode.Builder node = voters.contains(broker.nodeId())
                    ? TopologyNode.combined(broker.nodeId())
                    : TopologyNode.broker(broker.nodeId());
            node.host(broker.endpoint().host())
                    .port(client.name(), broker.endpoint().port());
            Optional.ofNullable(broker.rack()).ifPresent(node::rack);
            dirs(broker.nodeId(), node);
            nodes.put(broker.nodeId(), node);
        }
        quorum.voters().forEach(voter -> voter(voter, quorum, nodes));
        nodes.values().forEach(node -> builder.node(node.build()));
        return builder.listener(client)
                .listener(Listener.controller("CONTROLLER", controllerPort(quorum, port), SecurityProtocol.PLAINTEXT))
                .build();
    }

    private <T> T need(Observed<T> section, String what) {
        return section.value()
                .orElseThrow(() -> new IllegalArgumentException("No topology was read of cluster " + state.clusterId()
                        + ": its " + what + " were not seen: " + section.gaps()
                        + ". Observe with that section, while the cluster answers."));
    }

    private void dirs(int nodeId, TopologyNode.Builder node) {
        state.logDirs().orElse(Map.of()).getOrDefault(nodeId, List.of()).forEach(dir -> node.logDir(dir.path()));
    }

    private static void voter(QuorumReplica voter, MetadataQuorum quorum, Map<Integer, TopologyNode.Builder> nodes) {
        TopologyNode.Builder node = nodes.computeIfAbsent(voter.nodeId(), id -> TopologyNode.controller(id));
        endpoint(quorum, voter.nodeId()).ifPresent(endpoint -> {
            node.port("CONTROLLER", endpoint.port());
            node.host(endpoint.host());
        });
        if (!voter.directoryId().equals(Uuid.ZERO_UUID)) {
            node.directoryId(voter.directoryId());
        }
    }

    private static Optional<Endpoint> endpoint(MetadataQuorum quorum, int nodeId) {
        return quorum.endpoints().getOrDefault(nodeId, List.of()).stream()
                .findFirst()
                .map(ControllerEndpoint::endpoint);
    }

    private static int controllerPort(MetadataQuorum quorum, int clientPort) {
        int usual = clientPort == 9093 ? 9094 : 9093;
        return quorum.voters().stream()
                .flatMap(voter -> endpoint(quorum, voter.nodeId()).stream())
                .map(Endpoint::port)
                .findFirst()
                .orElse(usual);
    }

    private static Durability durability(ConfigSet configs) {
        int replicas = configs.intValue("default.replication.factor").orElse(1);
        return new Durability(
                replicas,
                configs.intValue("min.insync.replicas").orElse(1),
                configs.intValue("offsets.topic.replication.factor").orElse(3),
                configs.intValue("transaction.state.log.min.isr").orElse(2),
                configs.value("unclean.leader.election.enable")
                                .filter("true"::equals)
                                .isPresent()
                        ? Durability.UncleanElection.ALLOWED
                        : Durability.UncleanElection.REFUSED,
                configs.value("auto.create.topics.enable")
                                .filter("false"::equals)
                                .isPresent()
                        ? Durability.TopicCreation.EXPLICIT
                        : Durability.TopicCreation.AUTOMATIC,
                Optional.empty());
    }
}
