// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What is wrong with the replicas of partitions. */
public sealed interface PartitionFinding extends HealthFinding {
    /**
     * Returns the partitions it is about.
     *
     * @return all of them, by topic in alphabetical order and number
     */
    List<TopicPartition> partitions();

    /**
     * Partitions have no leader.
     *
     * @param partitions which
     * @param startFirst what brings them back, the broker that brings most of them back first
     */
    record Offline(List<TopicPartition> partitions, List<StartFirst> startFirst) implements PartitionFinding {
        /**
         * Copies the lists.
         *
         * @param partitions which
         * @param startFirst what brings them back
         */
        public Offline {
            partitions = List.copyOf(partitions);
            startFirst = List.copyOf(startFirst);
        }

        @Override
        public String id() {
            return "partitions-offline";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.CRITICAL;
        }

        @Override
        public String what() {
            return Few.counted(partitions, "partition has", "partitions have") + " no leader.";
        }

        @Override
        public String writers() {
            return "Stopped: TimeoutException after delivery.timeout.ms.";
        }

        @Override
        public String readers() {
            return "Stopped.";
        }

        @Override
        public String remedy() {
            return startFirst.isEmpty()
                    ? "Start the brokers that hold their replicas."
                    : startFirst.stream().limit(3).map(StartFirst::describe).collect(Collectors.joining(" Then: "))
                            + " Look again after each start: who may lead changes with every one.";
        }
    }

    /**
     * Partitions refuse {@code acks=all}.
     *
     * @param partitions which
     */
    record UnderMinIsr(List<TopicPartition> partitions) implements PartitionFinding {
        /**
         * Copies the partitions.
         *
         * @param partitions which
         */
        public UnderMinIsr {
            partitions = List.copyOf(partitions);
        }

        @Override
        public String id() {
            return "partitions-under-min-isr";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.CRITICAL;
        }

        @Override
        public String what() {
            return Few.counted(partitions, "partition has", "partitions have")
                    + " fewer in-sync replicas than min.insync.replicas.";
        }

        @Override
        public String writers() {
            return "Stopped with acks=all: they see a TimeoutException after delivery.timeout.ms, not"
                    + " NotEnoughReplicas. Those with acks=1 go on and may lose records.";
        }

        @Override
        public String readers() {
            return "Read on up to what is committed; nothing new comes.";
        }

        @Override
        public String remedy() {
            return "Bring the missing replicas back (see partitions-under-replicated). Do not lower"
                    + " min.insync.replicas: that trades acknowledged records for time.";
        }
    }

    /**
     * Partitions have just as many in-sync replicas as they need, and one at least is out of sync.
     *
     * @param partitions which
     */
    record AtMinIsr(List<TopicPartition> partitions) implements PartitionFinding {
        /**
         * Copies the partitions.
         *
         * @param partitions which
         */
        public AtMinIsr {
            partitions = List.copyOf(partitions);
        }

        @Override
        public String id() {
            return "partitions-at-min-isr";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.WARNING;
        }

        @Override
        public String what() {
            return Few.counted(partitions, "partition has", "partitions have")
                    + " just min.insync.replicas in-sync replicas, with others out of sync.";
        }

        @Override
        public String writers() {
            return "Those with acks=all stop when one more replica goes.";
        }

        @Override
        public String readers() {
            return Few.NOTHING_YET;
        }

        @Override
        public String remedy() {
            return "Restart nothing now; bring the missing replicas back (see partitions-under-replicated).";
        }
    }

    /**
     * Partitions have replicas that are out of sync and are not just being added.
     *
     * @param partitions which
     * @param behind the brokers whose replicas are out of sync, the one that most of them miss first, with what explains it
     */
    record UnderReplicated(List<TopicPartition> partitions, List<BehindBroker> behind) implements PartitionFinding {
        /**
         * Copies the lists.
         *
         * @param partitions which
         * @param behind the brokers whose replicas are out of sync
         */
        public UnderReplicated {
            partitions = List.copyOf(partitions);
            behind = List.copyOf(behind);
        }

        @Override
        public String id() {
            return "partitions-under-replicated";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.WARNING;
        }

        @Override
        public String what() {
            boolean common = behind.size() == 1 && partitions.size() > 1;
            return Few.counted(partitions, "partition is", "partitions are") + " under-replicated. "
                    + behind.stream().limit(3).map(BehindBroker::describe).collect(Collectors.joining(" "))
                    + (behind.size() > 3 ? " " + (behind.size() - 3) + " more brokers are behind." : "")
                    + (common ? " No other broker is behind." : "");
        }

        @Override
        public String writers() {
            return "Nothing yet: what they write has fewer copies than it should.";
        }

        @Override
        public String readers() {
            return Few.NOTHING_YET;
        }

        @Override
        public String remedy() {
            Set<BehindBroker.Cause> causes =
                    behind.stream().flatMap(broker -> broker.causes().stream()).collect(Collectors.toSet());
            return causes.stream().sorted().map(BehindBroker.Cause::remedy).collect(Collectors.joining(" "));
        }
    }
}
