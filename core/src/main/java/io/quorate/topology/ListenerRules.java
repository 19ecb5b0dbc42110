// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold between listeners, nodes and security. */
final class ListenerRules {
    private final List<Listener> listeners;
    private final List<TopologyNode> nodes;
    private final Optional<TopologySecurity> security;
    private final List<String> problems = new ArrayList<>();

    ListenerRules(List<Listener> listeners, List<TopologyNode> nodes, Optional<TopologySecurity> security) {
        this.listeners = listeners;
        this.nodes = nodes;
        this.security = security;
    }

    List<String> problems() {
        Map<String, Listener> byName = new HashMap<>();
        for (Listener listener : listeners) {
            if (byName.put(listener.name(), listener) != null) {
                problems.add("two listeners are named " + listener.name());
            }
            secured(listener);
        }
        if (listeners.stream()
                        .filter(listener -> listener.use() == Listener.Use.REPLICATION)
                        .count()
                > 1) {
            problems.add("two listeners for replication: brokers reach each other through one");
        }
        nodes.forEach(node -> ports(node));
        return problems;
    }

    private void secured(Listener listener) {
        if (listener.usesTls() && security.isEmpty()) {
            problems.add("listener " + listener.name() + " is " + listener.protocol()
                    + ", but no security says where keys are: call security()");
        }
        boolean mechanism = security.flatMap(TopologySecurity::saslMechanism).isPresent();
        if (listener.usesSasl() && !mechanism) {
            problems.add("listener " + listener.name() + " is " + listener.protocol()
                    + ", but no SASL mechanism is set: call security() with scram()");
        }
        if (listener.usesSasl() && listener.use() == Listener.Use.CONTROLLER) {
            problems.add("listener " + listener.name() + " of controllers is " + listener.protocol()
                    + ": controllers cannot look SCRAM users up before they have read the log that keeps them. Use SSL,"
                    + " with certificates on both sides");
        }
    }

    private void ports(TopologyNode node) {
        Map<Integer, String> taken = new HashMap<>();
        for (Listener listener : listeners) {
            boolean here = listener.use() == Listener.Use.CONTROLLER ? node.isController() : node.isBroker();
            if (!here || node.host(listener.network()).isEmpty()) {
                continue;
            }
            int port = node.port(listener.name()).orElse(listener.port());
            String other = taken.put(port, listener.name());
            if (other != null) {
                problems.add("node " + node.nodeId() + ": listeners " + other + " and " + listener.name()
                        + " both listen on port " + port);
            }
        }
    }
}
