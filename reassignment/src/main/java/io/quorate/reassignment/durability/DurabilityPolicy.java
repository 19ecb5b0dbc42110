// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ControllerEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How durable a cluster shall be.
 *
 * <p>Immutable. The usual one is {@code DurabilityPolicy.builder().build()}: three replicas, two of them in sync before a
 * write is acknowledged, three controllers, every topic, internal ones too.
 */
public final class DurabilityPolicy {
    private final int replicationFactor;
    private final int minInSyncReplicas;
    private final boolean exact;
    private final int controllers;
    private final Predicate<String> topics;
    private final Map<Integer, List<ControllerEndpoint>> controllerEndpoints;

    private DurabilityPolicy(Builder builder) {
        this.replicationFactor = builder.replicationFactor;
        this.minInSyncReplicas = builder.minInSyncReplicas;
        this.exact = builder.exact;
        this.controllers = builder.controllers;
        this.topics = builder.topics;
        this.controllerEndpoints = Map.copyOf(builder.controllerEndpoints);
    }

    /**
     * Returns a builder.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns how many replicas each partition shall have at least.
     *
     * @return 2 or more
     */
    public int replicationFactor() {
        return replicationFactor;
    }

    /**
     * Returns how many replicas shall have a record before it is acknowledged ({@code acks=all}).
     *
     * @return 1 or more, and smaller than the replication factor
     */
    public int minInSyncReplicas() {
        return minInSyncReplicas;
    }

    /**
     * Tells whether topics that have more than the policy asks for are lowered to it.
     *
     * @return {@code false} if nothing is ever taken away
     */
    public boolean isExact() {
        return exact;
    }

    /**
     * Returns how many controllers shall vote.
     *
     * @return an odd number
     */
    public int controllers() {
        return controllers;
    }

    /**
     * Tells whether the policy is about a topic.
     *
     * @param topicName its name
     * @return {@code true} if the topic shall be made durable
     */
    public boolean covers(String topicName) {
        return topics.test(topicName);
    }

    /**
     * Returns where controllers listen that the cluster cannot tell about.
     *
     * @return endpoints by node id
     */
    public Map<Integer, List<ControllerEndpoint>> controllerEndpoints() {
        return controllerEndpoints;
    }

    /**
     * Returns the policy in words.
     *
     * @return a line
     */
    public String describe() {
        return "replication factor " + (exact ? "exactly " : "") + replicationFactor + ", min.insync.replicas="
                + minInSyncReplicas + ", " + controllers + " controllers";
    }

    /** Builds a {@link DurabilityPolicy}. Not thread-safe. */
    public static final class Builder {
        private final Map<Integer, List<ControllerEndpoint>> controllerEndpoints = new HashMap<>();
        private int replicationFactor = 3;
        private int minInSyncReplicas = 2;
        private boolean exact;
        private int controllers = 3;
        private Predicate<String> topics = name -> true;

        private Builder() {}

        /**
         * Sets how many replicas each partition shall have at least. If not set, 3.
         *
         * @param factor 2 or more
         * @return this builder
         */
        public Builder replicationFactor(int factor) {
            this.replicationFactor = factor;
            return this;
        }

        /**
         * Sets {@code min.insync.replicas}. If not set, 2.
         *
         * @param replicas 1 or more, and smaller than the replication factor: equal to it, the loss of one broker would
         *     stop every {@code acks=all} producer
         * @return this builder
         */
        public Builder minInSyncReplicas(int replicas) {
            this.minInSyncReplicas = replicas;
            return this;
        }

        /**
         * Asks to lower, too: partitions with more replicas than the replication factor lose those above it, and topics
         * with a higher {@code min.insync.replicas} get the lower one before that. If not set, nothing is taken away.
         *
         * @return this builder
         */
        public Builder exactly() {
            this.exact = true;
            return this;
        }

        /**
         * Sets how many controllers shall vote. If not set, 3.
         *
         * @param count an odd number: an even one survives no more losses than the odd number below it
         * @return this builder
         */
        public Builder controllers(int count) {
            this.controllers = count;
            return this;
        }

        /**
         * Sets which topics shall be made durable. If not set, all, internal ones too.
         *
         * @param covered tells by name
         * @return this builder
         */
        public Builder topics(Predicate<String> covered) {
            this.topics = covered;
            return this;
        }

        /**
         * Says where a controller listens. Needed for controllers that are not brokers, because the cluster does not tell
         * where a controller listens until it votes. If not set, it is taken from the node's own broker configs.
         *
         * @param nodeId the controller's node id
         * @param endpoint its controller listener
         * @return this builder
         */
        public Builder controllerEndpoint(int nodeId, ControllerEndpoint endpoint) {
            this.controllerEndpoints.put(nodeId, List.of(endpoint));
            return this;
        }

        /**
         * Returns the policy.
         *
         * @return an immutable policy
         * @throws IllegalArgumentException if the numbers do not fit each other; it names all that is wrong
         */
        public DurabilityPolicy build() {
            StringBuilder wrong = new StringBuilder();
            if (replicationFactor < 2) {
                wrong.append(" replicationFactor=")
                        .append(replicationFactor)
                        .append(" survives no loss; use 2 or more, better 3.");
            }
            if (minInSyncReplicas < 1 || minInSyncReplicas >= replicationFactor) {
                wrong.append(" minInSyncReplicas=")
                        .append(minInSyncReplicas)
                        .append(" must be at least 1 and below replicationFactor=")
                        .append(replicationFactor)
                        .append(", or the loss of one broker stops every acks=all producer.");
            }
            if (controllers < 1 || controllers % 2 == 0) {
                wrong.append(" controllers=").append(controllers).append(" must be an odd number.");
            }
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException("Not a durability policy:" + wrong);
            }
            return new DurabilityPolicy(this);
        }
    }
}
