// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.topology;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.ClusterTopologyBuilder;
import io.quorate.topology.Durability;
import io.quorate.topology.Listener;
import io.quorate.topology.QuorumKind;
import io.quorate.topology.TopologySecurity;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Ready topologies, by name. */
enum Layouts {
    /** One node for everything: for development. */
    SINGLE {
        @Override
        ClusterTopologyBuilder fill(ClusterTopologyBuilder builder) {
            return builder.combined(1);
        }
    },
    /** Three nodes, each broker and controller. */
    COMBINED {
        @Override
        ClusterTopologyBuilder fill(ClusterTopologyBuilder builder) {
            return builder.combined(1, 2, 3);
        }
    },
    /** Three controllers and three brokers. */
    SEPARATE {
        @Override
        ClusterTopologyBuilder fill(ClusterTopologyBuilder builder) {
            return builder.controllers(1, 2, 3).brokers(11, 12, 13);
        }
    },
    /** The same with controllers that can be exchanged while it runs. */
    DYNAMIC {
        @Override
        ClusterTopologyBuilder fill(ClusterTopologyBuilder builder) {
            return SEPARATE.fill(builder).quorum(QuorumKind.DYNAMIC);
        }
    },
    /** Three controllers and six brokers over three racks. */
    RACKS {
        @Override
        ClusterTopologyBuilder fill(ClusterTopologyBuilder builder) {
            return builder.controllers(1, 2, 3).brokers(11, 12, 13, 14, 15, 16).spreadOver("a", "b", "c");
        }
    },
    /** Three controllers and four brokers over two racks, which is one too few. */
    TWO_RACKS {
        @Override
        ClusterTopologyBuilder fill(ClusterTopologyBuilder builder) {
            return builder.controllers(1, 2, 3)
                    .brokers(11, 12, 13, 14)
                    .spreadOver("a", "b")
                    .durability(Durability.of(4, 2));
        }
    },
    /** Clients log in by SCRAM over TLS. */
    SCRAM_TLS {
        @Override
        ClusterTopologyBuilder fill(ClusterTopologyBuilder builder) {
            return SEPARATE.fill(builder)
                    .listener(Listener.clients("CLIENT", 9092, SecurityProtocol.SASL_SSL))
                    .listener(Listener.controller("CONTROLLER", 9093, SecurityProtocol.SSL))
                    .security(TopologySecurity.builder("/etc/kafka/secrets")
                            .scram("SCRAM-SHA-512")
                            .superUser("User:quorate")
                            .build());
        }
    };

    abstract ClusterTopologyBuilder fill(ClusterTopologyBuilder builder);

    ClusterTopology topology(String clusterId, String release) {
        return fill(ClusterTopology.builder(clusterId).release(release)).build();
    }
}
