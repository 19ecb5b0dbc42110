// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.SortedMap;
import java.util.TreeMap;

/** What every broker of a topology is told about durability, and further properties. */
final class DeclaredConfigs {
    private DeclaredConfigs() {}

    static SortedMap<String, String> of(ClusterTopology topology) {
        SortedMap<String, String> all = new TreeMap<>(topology.durability().brokerConfigs(topology.release()));
        all.putAll(topology.properties());
        return all;
    }
}
