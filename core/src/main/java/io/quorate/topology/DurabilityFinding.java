// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

/** Something unwise about how records are kept. */
public sealed interface DurabilityFinding extends TopologyFinding {
    /**
     * Writes do not survive the loss of a rack.
     *
     * @param racks how many racks
     * @param replicationFactor replicas of a partition
     * @param minInSyncReplicas how many must be in sync
     */
    record WritesLostWithRack(int racks, int replicationFactor, int minInSyncReplicas) implements DurabilityFinding {
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
    record ReplicationFactorAboveRacks(int replicationFactor, int racks) implements DurabilityFinding {
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
    record ReplicationFactorAboveBrokers(String key, int replicationFactor, int brokers) implements DurabilityFinding {
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
            implements DurabilityFinding {
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
    record MinIsrOfOne(String key) implements DurabilityFinding {
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
    record TooFewReplicas(String key, int replicationFactor) implements DurabilityFinding {
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
     * Acknowledged records may be lost by an election.
     */
    record UncleanElectionAllowed() implements DurabilityFinding {
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
    record AutomaticTopics() implements DurabilityFinding {
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
}
