// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** What is wrong with where replicas and leaders are: it works, and will not survive what it should. */
public sealed interface PlacementFinding extends HealthFinding {
    /**
     * Partitions have fewer racks than they could.
     *
     * @param partitions which
     * @param racks how many racks the brokers are in
     */
    record RackUnsafe(List<TopicPartition> partitions, int racks) implements PlacementFinding {
        /**
         * Copies the partitions.
         *
         * @param partitions which
         * @param racks how many racks the brokers are in
         */
        public RackUnsafe {
            partitions = List.copyOf(partitions);
        }

        @Override
        public String id() {
            return "partitions-rack-unsafe";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.WARNING;
        }

        @Override
        public String what() {
            return Few.counted(partitions, "partition has", "partitions have") + " two replicas in one rack, with "
                    + racks + " racks to choose from.";
        }

        @Override
        public String writers() {
            return "Those with acks=all may stop when that rack goes.";
        }

        @Override
        public String readers() {
            return "They may stop when that rack goes.";
        }

        @Override
        public String remedy() {
            return "Reassign with a goal of rack safety (quorate-reassignment).";
        }
    }

    /**
     * Partitions have one replica only.
     *
     * @param partitions which, those of Kafka's own topics first
     * @param internal how many of them belong to Kafka's own topics
     */
    record SingleReplica(List<TopicPartition> partitions, int internal) implements PlacementFinding {
        /**
         * Copies the partitions.
         *
         * @param partitions which
         * @param internal how many of them belong to Kafka's own topics
         */
        public SingleReplica {
            partitions = List.copyOf(partitions);
        }

        @Override
        public String id() {
            return "partitions-single-replica";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.INFO;
        }

        @Override
        public String what() {
            return Few.counted(partitions, "partition has", "partitions have") + " a single replica"
                    + (internal > 0 ? ", " + internal + " of them Kafka's own" : "") + ".";
        }

        @Override
        public String writers() {
            return "Stopped whenever that broker is; what is on its disk is the only copy.";
        }

        @Override
        public String readers() {
            return internal > 0 ? "Consumer groups of those partitions stop with that broker, too." : "As writers.";
        }

        @Override
        public String remedy() {
            return "Raise the replication factor to 3 (DurabilityPlanner of quorate-reassignment).";
        }
    }

    /**
     * Topics refuse {@code acks=all} as soon as one replica is out of sync.
     *
     * @param topics which, in alphabetical order
     */
    record MinIsrWithoutSpare(List<TopicSetting> topics) implements PlacementFinding {
        /**
         * Copies the topics.
         *
         * @param topics which, in alphabetical order
         */
        public MinIsrWithoutSpare {
            topics = List.copyOf(topics);
        }

        @Override
        public String id() {
            return "min-isr-without-spare";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.WARNING;
        }

        @Override
        public String what() {
            return Few.counted(topics, "topic has", "topics have")
                    + " min.insync.replicas as high as the replication factor or higher.";
        }

        @Override
        public String writers() {
            return "Those with acks=all stop when any one broker goes, for a restart too.";
        }

        @Override
        public String readers() {
            return "Nothing.";
        }

        @Override
        public String remedy() {
            return "Set min.insync.replicas to the replication factor minus 1.";
        }
    }

    /**
     * The {@code min.insync.replicas} of a topic beside its replication factor.
     *
     * @param topic its name
     * @param minIsr the configured value
     * @param replicationFactor the smallest of its partitions
     */
    record TopicSetting(String topic, int minIsr, int replicationFactor) {
        @Override
        public String toString() {
            return topic + ": " + minIsr + " of " + replicationFactor;
        }
    }

    /**
     * Many partitions are not led by their preferred leader, although it is in sync.
     *
     * @param partitions how many
     * @param of how many partitions there are
     */
    record LeadersImbalanced(int partitions, int of) implements PlacementFinding {
        @Override
        public String id() {
            return "leaders-imbalanced";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.INFO;
        }

        @Override
        public String what() {
            return partitions + " of " + of + " partitions (" + Few.percent((double) partitions / of)
                    + ") are not led by their preferred leader.";
        }

        @Override
        public String writers() {
            return "Some brokers may have more than their share of the load.";
        }

        @Override
        public String readers() {
            return "As writers.";
        }

        @Override
        public String remedy() {
            return "Wait for leader.imbalance.check.interval.seconds (5 min by default), or elect the preferred leaders"
                    + " (kafka-leader-election.sh).";
        }
    }
}
