// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.util.Objects;

/**
 * How much a run copies at the same time. Changing these makes a run gentler or faster; none of them makes it unsafe.
 */
public final class AdmissionLimits {
    private static final long SINGLE_REPLICA_BYTES = 256L << 20;

    private final Builder settings;

    /** In which order moves of the same urgency are made. Repairs always come first, and under-replicated ones last. */
    public enum Order {
        /** Small partitions first: many are done soon. */
        SMALL_FIRST,
        /** Large partitions first: the last ones are small, so the end is even. */
        LARGE_FIRST
    }

    private AdmissionLimits(Builder builder) {
        this.settings = builder.copy();
    }

    /**
     * Returns the limits that are used if nothing else is said.
     *
     * @return the default of each setting of {@link Builder}
     */
    public static AdmissionLimits defaults() {
        return builder().build();
    }

    /**
     * Returns a builder.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    int replicasIntoBroker() {
        return settings.replicasIntoBroker;
    }

    int replicasOutOfBroker() {
        return settings.replicasOutOfBroker;
    }

    int partitionsInFlight() {
        return settings.partitionsInFlight;
    }

    long bytesIntoBroker() {
        return settings.bytesIntoBroker;
    }

    int startsPerSecond() {
        return settings.startsPerSecond;
    }

    Course.Pace pace() {
        return settings.pace;
    }

    Order order() {
        return settings.order;
    }

    /** The same with half of the slots, at least one of each. */
    AdmissionLimits halved() {
        Builder half = settings.copy();
        half.replicasIntoBroker = Math.max(1, half.replicasIntoBroker / 2);
        half.replicasOutOfBroker = Math.max(1, half.replicasOutOfBroker / 2);
        half.partitionsInFlight = Math.max(1, half.partitionsInFlight / 2);
        return half.build();
    }

    /**
     * For partitions with a single replica: if its broker dies while it is copied, it is gone until the broker returns. Large
     * ones go one at a time; small ones are over before anything can happen.
     */
    AdmissionLimits careful() {
        Builder few = halved().settings.copy();
        few.bytesIntoBroker = Math.min(few.bytesIntoBroker, SINGLE_REPLICA_BYTES);
        return few.build();
    }

    /** Builds {@link AdmissionLimits}. Not thread-safe. */
    public static final class Builder {
        private int replicasIntoBroker = 20;
        private int replicasOutOfBroker = 20;
        private int partitionsInFlight = 500;
        private long bytesIntoBroker = Long.MAX_VALUE;
        private int startsPerSecond = 200;
        private Course.Pace pace = Course.Pace.ONE_REPLICA_AT_A_TIME;
        private Order order = Order.SMALL_FIRST;

        private Builder() {}

        private Builder copy() {
            Builder copy = new Builder();
            copy.replicasIntoBroker = replicasIntoBroker;
            copy.replicasOutOfBroker = replicasOutOfBroker;
            copy.partitionsInFlight = partitionsInFlight;
            copy.bytesIntoBroker = bytesIntoBroker;
            copy.startsPerSecond = startsPerSecond;
            copy.pace = pace;
            copy.order = order;
            return copy;
        }

        /**
         * Sets how many replicas are copied to one broker at a time. If not set, 20.
         *
         * @param replicas 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder replicasIntoBroker(int replicas) {
            this.replicasIntoBroker = positive("replicasIntoBroker", replicas);
            return this;
        }

        /**
         * Sets how many replicas are copied from one broker, the leader, at a time. If not set, 20.
         *
         * @param replicas 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder replicasOutOfBroker(int replicas) {
            this.replicasOutOfBroker = positive("replicasOutOfBroker", replicas);
            return this;
        }

        /**
         * Sets how many partitions of the whole cluster are reassigned at a time. If not set, 500.
         *
         * @param partitions 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder partitionsInFlight(int partitions) {
            this.partitionsInFlight = positive("partitionsInFlight", partitions);
            return this;
        }

        /**
         * Sets how many bytes are on their way to one broker at a time. One partition is always let through, however large.
         * If not set, no limit but the slots.
         *
         * @param bytes 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder bytesIntoBroker(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytesIntoBroker must be at least 1, not " + bytes);
            }
            this.bytesIntoBroker = bytes;
            return this;
        }

        /**
         * Sets how many reassignments are started in a second, for partitions so small that slots do not slow them down.
         * If not set, 200.
         *
         * @param starts 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder startsPerSecond(int starts) {
            this.startsPerSecond = positive("startsPerSecond", starts);
            return this;
        }

        /**
         * Adds all new replicas of a partition at once. Its leader then feeds all of them. If not set, one at a time where
         * the replication factor allows it.
         *
         * @return this builder
         */
        public Builder allReplicasAtOnce() {
            this.pace = Course.Pace.ALL_AT_ONCE;
            return this;
        }

        /**
         * Sets which come first. If not set, {@link Order#SMALL_FIRST}.
         *
         * @param first the order
         * @return this builder
         */
        public Builder order(Order first) {
            this.order = Objects.requireNonNull(first, "first");
            return this;
        }

        /**
         * Returns the limits.
         *
         * @return the limits
         */
        public AdmissionLimits build() {
            return new AdmissionLimits(this);
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, not " + value);
            }
            return value;
        }
    }
}
