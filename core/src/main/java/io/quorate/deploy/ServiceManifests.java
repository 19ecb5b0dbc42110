// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;
import io.quorate.topology.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Services, disruption budgets and network policies. */
final class ServiceManifests {
    private final ClusterTopology topology;
    private final String namespace;

    ServiceManifests(ClusterTopology topology, String namespace) {
        this.topology = topology;
        this.namespace = namespace;
    }

    List<YamlMap> services() {
        List<Listener> all = topology.listeners();
        List<Listener> clients = all.stream()
                .filter(listener -> listener.use() == Listener.Use.CLIENTS)
                .toList();
        YamlMap nodes = new YamlMap()
                .put("clusterIP", "None")
                .put(
                        "publishNotReadyAddresses",
                        true,
                        "Nodes must find each other before they are ready, or none ever is.")
                .put("selector", Labels.of(topology))
                .put("ports", ports(all));
        YamlMap bootstrap = new YamlMap()
                .put("selector", Labels.of(topology, NodeRole.BROKER))
                .put("ports", ports(clients));
        return List.of(
                service(KubernetesManifests.headless(topology), nodes),
                service(topology.name() + "-bootstrap", bootstrap));
    }

    private YamlMap service(String name, YamlMap spec) {
        return resource("v1", "Service", name).put("spec", spec);
    }

    private YamlMap resource(String version, String kind, String name) {
        return new YamlMap()
                .put("apiVersion", version)
                .put("kind", kind)
                .put("metadata", Labels.metadata(topology, namespace, name));
    }

    private static List<Object> ports(List<Listener> listeners) {
        List<Object> ports = new ArrayList<>();
        listeners.forEach(listener ->
                ports.add(new YamlMap().put("name", portName(listener)).put("port", listener.port())));
        return ports;
    }

    /** At most 15 letters. */
    static String portName(Listener listener) {
        String name = listener.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String cut = name.length() > 15 ? name.substring(0, 15) : name;
        return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
    }

    List<YamlMap> policies() {
        List<YamlMap> policies = new ArrayList<>();
        policies.add(budget(NodeRole.BROKER));
        if (topology.controllers().stream().anyMatch(node -> !node.isBroker())) {
            policies.add(budget(NodeRole.CONTROLLER));
        }
        policies.add(networkPolicy());
        return policies;
    }

    private YamlMap budget(NodeRole role) {
        return resource("policy/v1", "PodDisruptionBudget", topology.name() + "-" + role.configValue() + "s")
                .put(
                        "spec",
                        new YamlMap()
                                .put(
                                        "maxUnavailable",
                                        1,
                                        "Over all racks: a drain of two nodes at once would stop writes.")
                                .put("selector", YamlMap.of("matchLabels", Labels.of(topology, role))));
    }

    private YamlMap networkPolicy() {
        List<Object> rules = new ArrayList<>();
        rules.add(new YamlMap()
                .put("from", List.of(YamlMap.of("podSelector", YamlMap.of("matchLabels", Labels.of(topology)))))
                .put("ports", policyPorts(topology.listeners())));
        rules.add(YamlMap.of(
                "ports",
                policyPorts(topology.listeners().stream()
                        .filter(listener -> listener.use() == Listener.Use.CLIENTS)
                        .toList())));
        return resource("networking.k8s.io/v1", "NetworkPolicy", topology.name())
                .put(
                        "spec",
                        new YamlMap()
                                .put("podSelector", YamlMap.of("matchLabels", Labels.of(topology)))
                                .put("policyTypes", List.of("Ingress"))
                                .put(
                                        "ingress",
                                        rules,
                                        "Nodes reach each other; everybody else reaches listeners for clients only."));
    }

    private static List<Object> policyPorts(List<Listener> listeners) {
        List<Object> ports = new ArrayList<>();
        listeners.forEach(
                listener -> ports.add(new YamlMap().put("protocol", "TCP").put("port", listener.port())));
        return ports;
    }
}
