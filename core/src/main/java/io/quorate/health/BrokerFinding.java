// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import java.time.Duration;
import java.util.List;

/** What is wrong with brokers. */
public sealed interface BrokerFinding extends HealthFinding {
    /**
     * A broker that should be there and is not.
     *
     * @param nodeId which
     * @param state how it is seen instead
     */
    record Missing(int nodeId, Absence state) {
        @Override
        public String toString() {
            return nodeId + " " + state.words;
        }
    }

    /** How a broker that is not online is seen. */
    enum Absence {
        /** It is registered, and the controller does not let it lead: it is dead, starting or shutting down. */
        FENCED("fenced"),
        /** It holds replicas or is expected, and the cluster does not list it. */
        NOT_REGISTERED("not registered");

        private final String words;

        Absence(String words) {
            this.words = words;
        }
    }

    /**
     * Brokers are not online that should be.
     *
     * @param brokers which, by node id
     * @param tolerated how many may be gone before it is critical
     */
    record BrokersMissing(List<Missing> brokers, int tolerated) implements BrokerFinding {
        /**
         * Copies the brokers.
         *
         * @param brokers which, by node id
         * @param tolerated how many may be gone before it is critical
         */
        public BrokersMissing {
            brokers = List.copyOf(brokers);
        }

        @Override
        public String id() {
            return "brokers-missing";
        }

        @Override
        public HealthSeverity severity() {
            return brokers.size() > tolerated ? HealthSeverity.CRITICAL : HealthSeverity.WARNING;
        }

        @Override
        public String what() {
            return Few.count(brokers.size(), "broker is", "brokers are") + " not online: " + Few.of(brokers) + ".";
        }

        @Override
        public String writers() {
            return "Those of partitions that have too few replicas left stop; the findings on partitions say which.";
        }

        @Override
        public String readers() {
            return "Those of partitions that have no replica left stop.";
        }

        @Override
        public String remedy() {
            return "Start the brokers. If one will never come back, reassign its replicas and then unregister it"
                    + " (kafka-cluster.sh unregister).";
        }
    }

    /**
     * Brokers are listed as online and do not follow the metadata log any more: dead a moment ago, hung, or cut off. The
     * broker list tells it only when {@code broker.session.timeout.ms} (9 s by default) is over.
     *
     * @param brokers which, by node id
     * @param longest how long the worst has been silent
     */
    record BrokersSilent(List<Integer> brokers, Duration longest) implements BrokerFinding {
        /**
         * Copies the brokers.
         *
         * @param brokers which, by node id
         * @param longest how long the worst has been silent
         */
        public BrokersSilent {
            brokers = List.copyOf(brokers);
        }

        @Override
        public String id() {
            return "brokers-silent";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.WARNING;
        }

        @Override
        public String what() {
            return "Listed as online, yet not following the metadata log for up to " + Few.time(longest) + ": "
                    + Few.counted(brokers, "broker", "brokers") + ".";
        }

        @Override
        public String writers() {
            return "Those of partitions that they lead wait until another replica leads.";
        }

        @Override
        public String readers() {
            return "As writers.";
        }

        @Override
        public String remedy() {
            return "See whether the process runs, hangs (SIGSTOP, a full garbage collection, a dead disk) or is cut off"
                    + " from the controllers; restart it if it hangs.";
        }
    }

    /**
     * Brokers are registered, gone for long and not needed: new partitions are still placed on them.
     *
     * @param brokers which, by node id
     * @param after how long a broker must be gone to count
     */
    record StaleRegistrations(List<Integer> brokers, Duration after) implements BrokerFinding {
        /**
         * Copies the brokers.
         *
         * @param brokers which, by node id
         * @param after how long a broker must be gone to count
         */
        public StaleRegistrations {
            brokers = List.copyOf(brokers);
        }

        @Override
        public String id() {
            return "stale-registrations";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.WARNING;
        }

        @Override
        public String what() {
            return Few.counted(brokers, "broker has", "brokers have") + " been fenced for more than " + Few.time(after)
                    + " and " + (brokers.size() == 1 ? "holds" : "hold") + " no replica.";
        }

        @Override
        public String writers() {
            return "Topics that are created now may get replicas there, and be under-replicated from the start.";
        }

        @Override
        public String readers() {
            return "Nothing.";
        }

        @Override
        public String remedy() {
            return "Unregister them (kafka-cluster.sh unregister --id ...).";
        }
    }
}
