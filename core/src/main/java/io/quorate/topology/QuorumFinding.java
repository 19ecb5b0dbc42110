// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.List;

/** Something unwise about the controllers. */
public sealed interface QuorumFinding extends TopologyFinding {
    /**
     * There are fewer than three controllers.
     *
     * @param count how many there are
     */
    record TooFewControllers(int count) implements QuorumFinding {
        @Override
        public Severity severity() {
            return count == 2 ? Severity.ERROR : Severity.WARNING;
        }

        @Override
        public String reason() {
            return count == 1
                    ? "one controller: the cluster stands still while it restarts"
                    : count + " controllers: neither may fail, so two are worse than one";
        }

        @Override
        public String remedy() {
            return "Declare three controllers, or five.";
        }
    }

    /**
     * One controller is of no use.
     *
     * @param count how many there are
     */
    record EvenControllers(int count) implements QuorumFinding {
        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String reason() {
            return count + " controllers survive the loss of " + (count - 1) / 2 + ", as " + (count - 1) + " do";
        }

        @Override
        public String remedy() {
            return "Declare an odd number of controllers.";
        }
    }

    /**
     * Brokers are controllers too.
     *
     * @param nodeIds the nodes with both roles
     */
    record CombinedNodes(List<Integer> nodeIds) implements QuorumFinding {
        /**
         * Copies.
         *
         * @param nodeIds the nodes with both roles
         */
        public CombinedNodes {
            nodeIds = List.copyOf(nodeIds);
        }

        @Override
        public Severity severity() {
            return Severity.INFO;
        }

        @Override
        public String reason() {
            return "nodes " + nodeIds
                    + " are brokers and controllers: a loss is a loss of both, and load of one slows the other; Kafka's documentation advises against it for production";
        }

        @Override
        public String remedy() {
            return "Declare controllers of their own where load matters.";
        }
    }

    /**
     * There are two racks.
     *
     * @param racks the racks
     */
    record TwoRacks(List<String> racks) implements QuorumFinding {
        /**
         * Copies.
         *
         * @param racks the racks
         */
        public TwoRacks {
            racks = List.copyOf(racks);
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String reason() {
            return "two racks, " + racks
                    + ": one of them holds at least half of the controllers, so the quorum does not survive its loss";
        }

        @Override
        public String remedy() {
            return "Put controllers, at least, into a third rack.";
        }
    }

    /**
     * A rack has too many of the controllers.
     *
     * @param rack the rack
     * @param count how many controllers it has
     * @param of how many there are
     */
    record ControllersInOneRack(String rack, int count, int of) implements QuorumFinding {
        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String reason() {
            return "rack " + rack + " has " + count + " of " + of + " controllers: its loss is the loss of the quorum";
        }

        @Override
        public String remedy() {
            return "Spread the controllers over three racks.";
        }
    }
}
