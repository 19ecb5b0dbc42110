// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.NodeRole;

/** The labels by which services, budgets and policies find pods. */
final class Labels {
    static final String INSTANCE = "app.kubernetes.io/instance";

    private Labels() {}

    static YamlMap of(ClusterTopology topology) {
        return new YamlMap().put("app.kubernetes.io/name", "kafka").put(INSTANCE, topology.name());
    }

    static YamlMap of(ClusterTopology topology, NodeRole role) {
        return of(topology).put(key(role), "yes");
    }

    static String key(NodeRole role) {
        return "quorate.io/" + role.configValue();
    }

    static YamlMap metadata(ClusterTopology topology, String namespace, String name) {
        return new YamlMap().put("name", name).put("namespace", namespace).put("labels", of(topology));
    }
}
