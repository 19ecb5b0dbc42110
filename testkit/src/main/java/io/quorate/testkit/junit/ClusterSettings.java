// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterBuilder;
import io.quorate.testkit.security.SecurityKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link KafkaTest} asks for, with the release that a {@link KafkaVersions} may put in place of its own. */
record ClusterSettings(
        int nodes,
        int controllers,
        Layout layout,
        List<String> racks,
        String version,
        SecurityKind security,
        boolean links,
        Map<String, String> properties) {
    static ClusterSettings of(KafkaTest asked, @Nullable String version) {
        return new ClusterSettings(
                asked.nodes(),
                asked.controllers(),
                asked.layout(),
                List.of(asked.racks()),
                version == null ? asked.version() : version,
                asked.security(),
                asked.links(),
                KeyValues.of("@KafkaTest", asked.properties()));
    }

    TestClusterBuilder builder() {
        TestClusterBuilder builder = TestCluster.builder().version(version).layout(layout);
        if (layout == Layout.SEPARATE) {
            builder.brokers(nodes).controllers(controllers);
        } else {
            builder.nodes(nodes);
        }
        builder.racks(racks.toArray(String[]::new));
        security.security().ifPresent(builder::security);
        if (links) {
            builder.links();
        }
        properties.forEach(builder::property);
        return builder;
    }
}
