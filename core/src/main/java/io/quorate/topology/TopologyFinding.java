// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.List;

/** Something unwise about a topology: it will run, and one day it will hurt. */
public sealed interface TopologyFinding {
    /** How bad it is. The worst comes first. */
    enum Severity {
        /** Records or the cluster are at risk in ordinary operation. */
        ERROR,
        /** A single failure does more harm than it must. */
        WARNING,
        /** Good to know. */
        INFO
    }

    /**
     * Returns how bad it is.
     *
     * @return the severity
     */
    Severity severity();

    /**
     * Returns what is unwise, with the values.
     *
     * @return for people
     */
    String reason();

    /**
     * Returns what to do about it.
     *
     * @return for people
     */
    String remedy();

    /**
     * Returns the finding on one line.
     *
     * @return severity, reason and remedy
     */
    default String describe() {
        return severity() + ": " + reason() + ". " + remedy();
    }

    /**
     * There are fewer than three controllers.
     *
     * @param count how many there are
     */
    record TooFewControllers(int count) implements TopologyFinding {
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
    record EvenControllers(int count) implements TopologyFinding {
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
    record CombinedNodes(List<Integer> nodeIds) implements TopologyFinding {
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
     * Some brokers have a rack and some have none.
     *
     * @param nodeIds the brokers without a rack
     */
    record RackMissing(List<Integer> nodeIds) implements TopologyFinding {
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
     * There are two racks.
     *
     * @param racks the racks
     */
    record TwoRacks(List<String> racks) implements TopologyFinding {
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
    record ControllersInOneRack(String rack, int count, int of) implements TopologyFinding {
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

    /**
     * Writes do not survive the loss of a rack.
     *
     * @param racks how many racks
     * @param replicationFactor replicas of a partition
     * @param minInSyncReplicas how many must be in sync
     */
    record WritesLostWithRack(int racks, int replicationFactor, int minInSyncReplicas) implements TopologyFinding {
        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String reason() {
            return "with default.replication.factor=" + replicationFactor + " over " + racks
                    + " racks, the loss of one leaves some partitions fewer than min.insync.replicas="
                    + minInSyncReplicas;
        }

        @Override
        public String remedy() {
            return "Use a third rack, more replicas, or accept that writes stop then.";
        }
    }

    /**
     * A rack has more than one replica of a partition.
     *
     * @param replicationFactor replicas of a partition
     * @param racks how many racks
     */
    record ReplicationFactorAboveRacks(int replicationFactor, int racks) implements TopologyFinding {
        @Override
        public Severity severity() {
            return Severity.INFO;
        }

        @Override
        public String reason() {
            return "default.replication.factor=" + replicationFactor + " is more than the " + racks
                    + " racks: some rack has two replicas of a partition";
        }

        @Override
        public String remedy() {
            return "Nothing, if that is meant.";
        }
    }

    /**
     * There are fewer brokers than replicas.
     *
     * @param key which config
     * @param replicationFactor its value
     * @param brokers how many brokers there are
     */
    record ReplicationFactorAboveBrokers(String key, int replicationFactor, int brokers) implements TopologyFinding {
        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String reason() {
            return key + "=" + replicationFactor + ", but there are " + brokers
                    + " brokers: such topics cannot be created";
        }

        @Override
        public String remedy() {
            return "Declare more brokers, or a lower " + key + ".";
        }
    }

    /**
     * Every replica must be in sync.
     *
     * @param key which config
     * @param minInSyncReplicas its value
     * @param replicationFactor replicas of a partition
     */
    record MinIsrNotBelowReplicationFactor(String key, int minInSyncReplicas, int replicationFactor)
            implements TopologyFinding {
        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String reason() {
            return key + "=" + minInSyncReplicas + " of " + replicationFactor
                    + " replicas: every restart of a broker stops writes";
        }

        @Override
        public String remedy() {
            return "Set " + key + " to one less than the replicas.";
        }
    }

    /**
     * One replica is enough to acknowledge.
     *
     * @param key which config
     */
    record MinIsrOfOne(String key) implements TopologyFinding {
        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String reason() {
            return key + "=1: a record is acknowledged while one broker has it, and lost with that broker";
        }

        @Override
        public String remedy() {
            return "Set " + key + "=2, with three replicas.";
        }
    }

    /**
     * Topics have fewer than three replicas.
     *
     * @param key which config
     * @param replicationFactor its value
     */
    record TooFewReplicas(String key, int replicationFactor) implements TopologyFinding {
        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String reason() {
            return key + "=" + replicationFactor
                    + ": less than three replicas cannot be both safe and available while a broker restarts";
        }

        @Override
        public String remedy() {
            return "Set " + key + "=3.";
        }
    }

    /**
     * Disks do not outlive their nodes.
     *
     * @param nodeIds the nodes
     */
    record EphemeralStorage(List<Integer> nodeIds) implements TopologyFinding {
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
     * Acknowledged records may be lost by an election.
     */
    record UncleanElectionAllowed() implements TopologyFinding {
        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String reason() {
            return "unclean.leader.election.enable=true: a replica that is not in sync may lead, and what it has not got is lost without a word";
        }

        @Override
        public String remedy() {
            return "Refuse unclean elections; allow one by hand where being offline is worse.";
        }
    }

    /**
     * Topics appear by mistake.
     */
    record AutomaticTopics() implements TopologyFinding {
        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String reason() {
            return "auto.create.topics.enable=true: a typing mistake makes a topic, with defaults that nobody chose";
        }

        @Override
        public String remedy() {
            return "Create topics explicitly.";
        }
    }

    /**
     * A listener for others is not encrypted.
     *
     * @param listener its name
     * @param network the network
     */
    record UnencryptedListener(String listener, String network) implements TopologyFinding {
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
    record UnreachableBrokers(String network, List<Integer> nodeIds) implements TopologyFinding {
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
