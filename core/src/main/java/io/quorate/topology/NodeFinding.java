// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.List;

/** Something unwise about nodes and how they are reached. */
public sealed interface NodeFinding extends TopologyFinding {
    /**
     * Some brokers have a rack and some have none.
     *
     * @param nodeIds the brokers without a rack
     */
    record RackMissing(List<Integer> nodeIds) implements NodeFinding {
        /**
         * Copies.
         *
         * @param nodeIds the brokers without a rack
         */
        public RackMissing {
            nodeIds = List.copyOf(nodeIds);
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String reason() {
            return "brokers " + nodeIds + " have no rack, others have: Kafka then spreads no replica over racks";
        }

        @Override
        public String remedy() {
            return "Give every broker its rack.";
        }
    }

    /**
     * Disks do not outlive their nodes.
     *
     * @param nodeIds the nodes
     */
    record EphemeralStorage(List<Integer> nodeIds) implements NodeFinding {
        /**
         * Copies.
         *
         * @param nodeIds the nodes
         */
        public EphemeralStorage {
            nodeIds = List.copyOf(nodeIds);
        }

        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String reason() {
            return "nodes " + nodeIds
                    + " lose their disks when they are moved or recreated: acknowledged records and votes go with them";
        }

        @Override
        public String remedy() {
            return "Give them persistent storage.";
        }
    }

    /**
     * A listener for others is not encrypted.
     *
     * @param listener its name
     * @param network the network
     */
    record UnencryptedListener(String listener, String network) implements NodeFinding {
        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String reason() {
            return "listener " + listener + " for network " + network + " is not encrypted";
        }

        @Override
        public String remedy() {
            return "Use SSL or SASL_SSL for networks beyond the internal one.";
        }
    }

    /**
     * Clients of a network reach some brokers only.
     *
     * @param network the network
     * @param nodeIds the brokers without a host there
     */
    record UnreachableBrokers(String network, List<Integer> nodeIds) implements NodeFinding {
        /**
         * Copies.
         *
         * @param network the network
         * @param nodeIds the brokers without a host there
         */
        public UnreachableBrokers {
            nodeIds = List.copyOf(nodeIds);
        }

        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String reason() {
            return "brokers " + nodeIds + " are not reached from network " + network
                    + ", others are: clients there fail on every partition that these lead";
        }

        @Override
        public String remedy() {
            return "Give every broker a host in that network.";
        }
    }
}
