// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ControllerEndpoint;
import io.quorate.cluster.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a node that is both broker and controller listens for the quorum, taken from its own broker configs. */
final class ControllerListeners {
    /** Addresses that a listener may be bound to and that nobody can connect to from elsewhere. */
    private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::", "[::]");

    private ControllerListeners() {}

    /** Returns one endpoint for each controller listener; none if one of them cannot be told. */
    static List<ControllerEndpoint> of(ConfigSet configs) {
        String names = configs.value("controller.listener.names").orElse("");
        String advertised = configs.value("advertised.listeners").orElse("");
        String bound = configs.value("listeners").orElse("");
        List<ControllerEndpoint> endpoints = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            Optional<Endpoint> endpoint = find(name.strip(), advertised).or(() -> find(name.strip(), bound));
            if (endpoint.isEmpty()) {
                return List.of();
            }
            endpoints.add(new ControllerEndpoint(name.strip(), endpoint.get()));
        }
        return endpoints;
    }

    /** Listeners are written {@code NAME://host:port,NAME://host:port}. */
    private static Optional<Endpoint> find(String name, String listeners) {
        for (String listener : listeners.split(",", -1)) {
            String text = listener.strip();
            int scheme = text.indexOf("://");
            int colon = text.lastIndexOf(':');
            if (scheme < 0 || colon <= scheme || !text.substring(0, scheme).equalsIgnoreCase(name)) {
                continue;
            }
            String host = text.substring(scheme + 3, colon);
            String port = text.substring(colon + 1);
            if (!EVERYWHERE.contains(host) && port.matches("[1-9][0-9]{0,4}")) {
                return Optional.of(new Endpoint(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port)));
            }
        }
        return Optional.empty();
    }
}
