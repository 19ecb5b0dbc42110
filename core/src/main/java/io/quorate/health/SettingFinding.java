// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import java.util.List;

/** What was left behind or not finished. */
public sealed interface SettingFinding extends HealthFinding {
    /**
     * Replication throttles are set and nothing is being reassigned.
     *
     * @param rates where a rate is set, for example {@code broker 1: follower.replication.throttled.rate=1000}
     * @param topics the topics whose replicas are throttled
     */
    record ThrottlesLeftBehind(List<String> rates, List<String> topics) implements SettingFinding {
        /**
         * Copies the lists.
         *
         * @param rates where a rate is set
         * @param topics the topics whose replicas are throttled
         */
        public ThrottlesLeftBehind {
            rates = List.copyOf(rates);
            topics = List.copyOf(topics);
        }

        @Override
        public String id() {
            return "throttles-left-behind";
        }

        /** A rate without replicas holds nobody back, and replicas without a rate are not held back. */
        @Override
        public HealthSeverity severity() {
            return rates.isEmpty() || topics.isEmpty() ? HealthSeverity.INFO : HealthSeverity.WARNING;
        }

        @Override
        public String what() {
            return "No reassignment is going on, and replication throttles are set: rates: "
                    + (rates.isEmpty() ? "none" : Few.of(rates)) + "; topics: "
                    + (topics.isEmpty() ? "none" : Few.of(topics)) + ".";
        }

        @Override
        public String writers() {
            return "Nothing, until a replica must catch up: then it is held back, and the partition stays"
                    + " under-replicated.";
        }

        @Override
        public String readers() {
            return "Nothing.";
        }

        @Override
        public String remedy() {
            return "Delete leader. and follower.replication.throttled.rate of the brokers and"
                    + " leader. and follower.replication.throttled.replicas of the topics"
                    + " (kafka-reassign-partitions.sh --verify does, with the plan).";
        }
    }

    /** Controllers cannot be added to or removed from the quorum while it runs. */
    record StaticQuorum() implements SettingFinding {
        @Override
        public String id() {
            return "quorum-static";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.INFO;
        }

        @Override
        public String what() {
            return "The metadata quorum is static (kraft.version 0).";
        }

        @Override
        public String writers() {
            return "Nothing.";
        }

        @Override
        public String readers() {
            return "Nothing.";
        }

        @Override
        public String remedy() {
            return "Nothing, unless a controller is to be added or replaced: then upgrade kraft.version to 1 (Kafka 4.1"
                    + " and later, kafka-features.sh).";
        }
    }

    /**
     * The brokers know a newer metadata version than the cluster runs with.
     *
     * @param finalized the level that is finalized
     * @param supported the highest level that the broker which was asked knows
     */
    record UpgradeUnfinished(int finalized, int supported) implements SettingFinding {
        @Override
        public String id() {
            return "upgrade-unfinished";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.INFO;
        }

        @Override
        public String what() {
            return "The finalized metadata.version is level " + finalized + ", and the broker that was asked knows "
                    + supported + ".";
        }

        @Override
        public String writers() {
            return "Nothing.";
        }

        @Override
        public String readers() {
            return "Nothing.";
        }

        @Override
        public String remedy() {
            return "When every node runs the new version and there is no way back any more to be kept, finalize it"
                    + " (RollingUpgradeCoordinator of quorate-upgrade, or kafka-features.sh upgrade).";
        }
    }
}
